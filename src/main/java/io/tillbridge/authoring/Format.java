package io.tillbridge.authoring;

import io.tillbridge.platform.Problems;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlList;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlNode;
import io.tillbridge.platform.YamlText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one form of a file: its sections in the order of the language, no spaces at line ends, no tabs of the editor's own,
 * one empty line at most, one line end at the end. Comments stay with what they stand above. Formatting a formatted file
 * changes nothing, and no value ever changes.
 */
public final class Format {

    private static final List<String> ORDER = List.of(
            "apiVersion",
            "kind",
            "name",
            "id",
            "subject",
            "connector",
            "version",
            "from",
            "to",
            "batch",
            "basis",
            "timezone",
            "startAt",
            "owns",
            "settings",
            "secrets",
            "overlay",
            "key",
            "bijective",
            "spec",
            "lets",
            "clients",
            "check",
            "inbound",
            "fetches",
            "outbound",
            "context",
            "connection",
            "rows",
            "asserts",
            "waive",
            "cases");

    private Format() {}

    /** The formatted text; null when the text is no YAML map, which lint tells with its place. */
    public static @Nullable String of(String text) {
        Object before = content(text);
        if (before == null) {
            return null;
        }
        String formatted =
                tidy(ordered(text.replace("\r\n", "\n").replace("\uFEFF", "").stripTrailing()));
        return before.equals(content(formatted)) ? formatted : text;
    }

    private static String ordered(String text) {
        List<String> head = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        List<String> waiting = new ArrayList<>();
        Part part = null;
        for (String line : text.split("\n", -1)) {
            if (line.startsWith("#") || (line.isBlank() && !waiting.isEmpty())) {
                waiting.add(line);
            } else if (!line.isEmpty() && Character.isLetter(line.charAt(0))) {
                if (part == null) {
                    head.addAll(waiting);
                    waiting.clear();
                }
                part = new Part(line.split(":", 2)[0], new ArrayList<>(waiting));
                part.lines().add(line);
                parts.add(part);
                waiting.clear();
            } else if (part == null) {
                waiting.add(line);
            } else {
                part.lines().addAll(waiting);
                part.lines().add(line);
                waiting.clear();
            }
        }
        // A stable sort: sections that the order does not name stay where they are, behind those it names
        boolean valueMap = text.contains("kind: ValueMap");
        parts.sort(Comparator.comparingInt(one -> place(one.name(), valueMap)));
        List<String> lines = new ArrayList<>(head);
        parts.forEach(one -> lines.addAll(one.lines()));
        lines.addAll(waiting);
        return String.join("\n", lines);
    }

    /** A value map says what it does with the unmapped before its rows, a mapping after them. */
    private static int place(String name, boolean valueMap) {
        int known = ORDER.indexOf(valueMap && name.equals("unmapped") ? "bijective" : name);
        return known < 0 ? ORDER.size() : known;
    }

    private record Part(String name, List<String> lines) {}

    private static String tidy(String text) {
        StringBuilder out = new StringBuilder();
        boolean empty = true;
        for (String line : text.split("\n", -1)) {
            String kept = line.stripTrailing();
            if (!(kept.isEmpty() && empty)) {
                out.append(kept).append('\n');
            }
            empty = kept.isEmpty();
        }
        return out.toString().stripTrailing() + "\n";
    }

    private static @Nullable Object content(String text) {
        Problems problems = new Problems();
        YamlMap root = YamlDocument.read("", text, problems);
        return root == null || !problems.isEmpty() ? null : plain(root);
    }

    private static Object plain(@Nullable YamlNode node) {
        if (node instanceof YamlMap map) {
            Map<String, Object> members = new LinkedHashMap<>();
            map.keys().forEach(key -> members.put(key, plain(map.node(key))));
            return members;
        }
        if (node instanceof YamlList list) {
            return list.elements().stream().map(Format::plain).toList();
        }
        return node instanceof YamlText text ? text.value() : "";
    }
}
