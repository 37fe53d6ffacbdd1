package io.tillbridge.rehearsal;

import io.tillbridge.mapping.MappingFolder;
import io.tillbridge.mapping.MappingText;
import io.tillbridge.platform.HomeFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a mapping version as its file has them, by name: a row by its target path, a let by {@code $name}, an
 * assert by its place, and everything else by its key. Every value is text, as written.
 */
public record MappingRows(Map<String, Object> rows) {

    public MappingRows {
        rows = new LinkedHashMap<>(rows);
    }

    /**
     * One row that two versions do not share.
     *
     * @param change one of {@code added}, {@code removed} and "changed"
     * @param before its columns in the earlier version
     * @param after its columns in the later version
     */
    public record Difference(
            String row,
            String change,
            @Nullable Object before,
            @Nullable Object after) {}

    /** The rows of a version; null when there is no file of it. */
    public static @Nullable MappingRows read(HomeFiles home, String subject, int version) {
        String file = MappingFolder.file(home, subject, version);
        return file == null ? null : of(home.text(file));
    }

    /** The rows of a version's text; null when it is no map. */
    public static @Nullable MappingRows of(String text) {
        Map<?, ?> map = MappingText.of(text);
        if (map == null) {
            return null;
        }
        Map<String, Object> rows = new LinkedHashMap<>();
        map.forEach((key, value) -> top(rows, String.valueOf(key), value));
        return new MappingRows(rows);
    }

    /** What differs, in the order of the later version; what was removed comes last. */
    public List<Difference> to(MappingRows later) {
        List<Difference> differences = new ArrayList<>();
        later.rows.forEach((name, after) -> {
            Object before = rows.get(name);
            if (!Objects.equals(before, after)) {
                differences.add(new Difference(name, before == null ? "added" : "changed", before, after));
            }
        });
        rows.forEach((name, before) -> {
            if (!later.rows.containsKey(name)) {
                differences.add(new Difference(name, "removed", before, null));
            }
        });
        return differences;
    }

    private static void top(Map<String, Object> rows, String key, Object value) {
        switch (key) {
            case "kind", "subject", "version" -> {
                // They name the version and always differ or never
            }
            case "lets" -> {
                if (value instanceof Map<?, ?> lets) {
                    lets.forEach((name, let) -> put(rows, "$" + name, let));
                }
            }
            case "rows" -> rows(rows, "", value);
            case "asserts" -> {
                if (value instanceof List<?> asserts) {
                    asserts.forEach(one -> put(rows, "assert", one));
                }
            }
            default -> put(rows, key + ":", value);
        }
    }

    private static void rows(Map<String, Object> rows, String prefix, Object value) {
        if (!(value instanceof List<?> list)) {
            return;
        }
        for (Object element : list) {
            if (element instanceof Map<?, ?> row) {
                String path = prefix + row.get("to");
                Map<Object, Object> columns = new LinkedHashMap<>(row);
                Object inner = columns.remove("rows");
                columns.remove("to");
                put(rows, path, columns);
                if (inner != null) {
                    rows(rows, path + ".", inner);
                }
            }
        }
    }

    /** Rows that share a name are told apart by their number, from the second one. */
    private static void put(Map<String, Object> rows, String name, Object value) {
        String free = name;
        for (int number = 2; rows.containsKey(free); number++) {
            free = name + "#" + number;
        }
        rows.put(free, value);
    }
}
