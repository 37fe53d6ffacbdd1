package io.tillbridge.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.Translation;
import io.tillbridge.message.RecordedDocument;
import io.tillbridge.message.RecordedDocuments;
import io.tillbridge.rehearsal.Recording;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;

/** The obvious diff: one thread, both results flattened to texts by path. */
final class NaiveCounts {

    private final Mapping from;
    private final Mapping to;
    private final Map<String, Long> counts = new TreeMap<>();
    private double documentsPerSecond;

    NaiveCounts(Mapping from, Mapping to) {
        this.from = from;
        this.to = to;
    }

    Map<String, Long> counts() {
        return counts;
    }

    double documentsPerSecond() {
        return documentsPerSecond;
    }

    void read(DataSource database, Recording recording, RecordedDocuments.Selection selection) throws SQLException {
        long started = System.nanoTime();
        long read = 0;
        UUID before = null;
        try (Connection connection = database.getConnection()) {
            List<RecordedDocument> page = RecordedDocuments.page(connection, selection, before, 100, 1L << 30);
            while (!page.isEmpty()) {
                for (RecordedDocument document : page) {
                    if (recording.of(document, selection.mapping()) instanceof Recording.Whole whole
                            && from.translate(whole.input()) instanceof Translation.Translated was
                            && to.translate(whole.input()) instanceof Translation.Translated is) {
                        compare(was.result(), is.result());
                    }
                }
                read += page.size();
                before = page.get(page.size() - 1).id();
                page = RecordedDocuments.page(connection, selection, before, 100, 1L << 30);
            }
        }
        documentsPerSecond = read / ((System.nanoTime() - started) / 1e9);
    }

    static void put(Map<String, Long> counts, String what, long count) {
        if (count > 0) {
            counts.put(what, count);
        }
    }

    private void compare(JsonNode was, JsonNode is) {
        Map<String, String> before = new LinkedHashMap<>();
        Map<String, String> after = new LinkedHashMap<>();
        flat("", was, before);
        flat("", is, after);
        Set<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        Set<String> once = new TreeSet<>();
        for (String path : paths) {
            String one = before.get(path);
            String other = after.get(path);
            if (!Objects.equals(one, other)) {
                once.add(path.replaceAll("\\[\\d+]", "[]")
                        + (one == null ? " appeared" : other == null ? " vanished" : " changed"));
            }
        }
        once.forEach(what -> counts.merge(what, 1L, Long::sum));
    }

    private static void flat(String path, JsonNode node, Map<String, String> cells) {
        boolean money = node.has("amount") && node.has("currency");
        if (node.isObject() && !money && !node.isEmpty()) {
            node.properties()
                    .forEach(one ->
                            flat(path.isEmpty() ? one.getKey() : path + "." + one.getKey(), one.getValue(), cells));
        } else if (node.isArray() && !node.isEmpty()) {
            for (int i = 0; i < node.size(); i++) {
                flat(path + "[" + i + "]", node.get(i), cells);
            }
        } else {
            cells.put(path, node.toString());
        }
    }
}
