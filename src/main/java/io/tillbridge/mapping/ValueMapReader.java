package io.tillbridge.mapping;

import io.tillbridge.platform.Problems;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlText;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one value map file. */
final class ValueMapReader {

    static final String SUFFIX = ".valuemap.yaml";

    private static final Set<String> RESERVED = Set.of("target", "from", "to");

    private ValueMapReader() {}

    /** Where the file of a map is unless it is elsewhere. */
    static String file(String name) {
        return "mappings/valuemaps/" + name + SUFFIX;
    }

    /** The map; null when the file is no map at all. Other problems are recorded and the rest is read. */
    static @Nullable ValueMap read(String file, byte[] bytes, Problems problems) {
        YamlMap root = YamlDocument.read(file, new String(bytes, StandardCharsets.UTF_8), problems);
        if (root == null) {
            return null;
        }
        Header.check(root, "ValueMap");
        String name = root.text("name");
        if (!file.endsWith("/" + name + SUFFIX)) {
            root.placeOf("name").problem("wrong_file_name", "'" + name + "'", "the file's name", "rename the file");
        }
        int version = root.integer("version", 1);
        YamlMap key = root.map("key");
        List<String> columns = key.list("columns").strings();
        List<ValueMap.Normal> normalize = new ArrayList<>();
        for (YamlText word : key.list("normalize").texts()) {
            ValueMap.Normal normal = word.word(ValueMap.Normal.WORDS);
            if (normal != null) {
                normalize.add(normal);
            }
        }
        key.refuseUnread();
        if (columns.isEmpty() || columns.stream().anyMatch(RESERVED::contains)) {
            root.placeOf("key")
                    .problem(
                            "wrong_columns",
                            columns.toString(),
                            "columns not named target, from or to",
                            "name the key columns");
        }
        boolean bijective = root.bool("bijective", false);
        ValueMap.Unmapped unmapped = unmapped(root.map("unmapped"));
        List<YamlMap> places = root.list("rows").maps();
        List<ValueMap.Row> rows = new ArrayList<>();
        for (YamlMap row : places) {
            rows.add(row(row, columns, normalize));
        }
        root.refuseUnread();
        if (columns.size() == 1) {
            unique(places, rows, "value_map_overlap", row -> row.keys().get(0));
        }
        if (bijective) {
            unique(places, rows, "value_map_not_bijective", ValueMap.Row::target);
        }
        return ValueMap.of(name, version, columns, normalize, bijective, unmapped, rows);
    }

    private static ValueMap.Unmapped unmapped(YamlMap map) {
        String word = map.text("do", "hold");
        ValueMap.Unmapped unmapped = switch (word) {
            case "dead_letter" -> new ValueMap.Unmapped.DeadLetter();
            case "keep" -> new ValueMap.Unmapped.Keep();
            case "fixed" -> new ValueMap.Unmapped.Fixed(map.text("value"));
            case "fallback" -> new ValueMap.Unmapped.Fallback(map.text("map"));
            default -> new ValueMap.Unmapped.Hold();
        };
        if (unmapped instanceof ValueMap.Unmapped.Hold && !word.equals("hold")) {
            map.placeOf("do")
                    .problem(
                            "wrong_word", "'" + word + "'", "hold dead_letter keep fixed fallback", "use a known word");
        }
        map.refuseUnread();
        return unmapped;
    }

    private static ValueMap.Row row(YamlMap row, List<String> columns, List<ValueMap.Normal> normalize) {
        List<String> keys = new ArrayList<>();
        for (String column : columns) {
            String value = row.text(column);
            boolean literal = columns.size() == 1 || !(value.equals("*") || value.equals("present"));
            for (ValueMap.Normal normal : literal ? normalize : List.<ValueMap.Normal>of()) {
                value = normal.apply(value);
            }
            keys.add(value);
        }
        ValueMap.Row read = new ValueMap.Row(keys, row.text("target"), date(row, "from"), date(row, "to"));
        row.refuseUnread();
        return read;
    }

    private static @Nullable LocalDate date(YamlMap row, String key) {
        YamlText text = row.scalar(key);
        return text == null ? null : text.date();
    }

    private static void unique(
            List<YamlMap> places, List<ValueMap.Row> rows, String rule, Function<ValueMap.Row, String> key) {
        Map<String, List<ValueMap.Row>> seen = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            ValueMap.Row row = rows.get(i);
            List<ValueMap.Row> same = seen.computeIfAbsent(key.apply(row), k -> new ArrayList<>(1));
            if (same.stream().anyMatch(row::overlaps)) {
                places.get(i)
                        .problem(
                                rule,
                                "'" + key.apply(row) + "' again",
                                "one row at a time",
                                "correct from and to, or remove");
            }
            same.add(row);
        }
    }
}
