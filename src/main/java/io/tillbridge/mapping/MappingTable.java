package io.tillbridge.mapping;

import io.tillbridge.platform.HomeFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A version of a mapping as tables for people: its header, lets, rows with those of blocks below them, asserts, the value maps
 * it reads, and the subject's activations and reviews. Every value is text, as the files have it.
 *
 * @param title such as {@code shopify.order V3}
 */
public record MappingTable(String title, List<Section> sections) {

    private static final Pattern VALUE_MAP = Pattern.compile("(?:valuemap|first_match)\\(\\s*([\\w.-]+)");

    /** Columns that say where a cell comes from; the others have a column each or stand under "other". */
    private static final List<String> SOURCES = List.of("from", "inputs", "const", "template", "calc", "expr", "each");

    private static final List<String> OWN =
            List.of("else", "via", "when", "where", "required", "default", "nulls", "missing");

    public MappingTable {
        sections = List.copyOf(sections);
    }

    /**
     * One table.
     *
     * @param note a line below its title; empty when there is none
     */
    public record Section(String title, String note, List<String> columns, List<Line> lines) {
        public Section {
            columns = List.copyOf(columns);
            lines = List.copyOf(lines);
        }
    }

    /**
     * One line of a table.
     *
     * @param depth how many blocks its first cell stands in
     */
    public record Line(int depth, List<String> cells) {
        public Line {
            cells = List.copyOf(cells);
        }
    }

    /** The tables of a version; null when there is no file of it. */
    public static @Nullable MappingTable of(HomeFiles files, String subject, int version) {
        Map<?, ?> mapping = MappingText.version(files, subject, version);
        String folder = MappingFolder.of(subject);
        return mapping == null ? null : new MappingTable(subject + " V" + version, sections(files, folder, mapping));
    }

    private static List<Section> sections(HomeFiles files, String folder, Map<?, ?> mapping) {
        List<Section> sections = new ArrayList<>();
        List<Line> head = new ArrayList<>();
        mapping.forEach((key, value) -> {
            if (!List.of("apiVersion", "kind", "subject", "version", "lets", "rows", "asserts")
                    .contains(String.valueOf(key))) {
                head.add(new Line(0, List.of(String.valueOf(key), text(value))));
            }
        });
        add(sections, "Header", "", List.of("key", "value"), head);
        List<Line> lets = new ArrayList<>();
        if (mapping.get("lets") instanceof Map<?, ?> map) {
            map.forEach((name, let) -> lets.add(row(0, "$" + name, MappingText.columns(let))));
        }
        add(sections, "Lets", "", rowColumns("let"), lets);
        List<Line> rows = new ArrayList<>();
        rows(rows, 0, mapping.get("rows"));
        add(sections, "Rows", "", rowColumns("to"), rows);
        add(sections, "Asserts", "", "asserts", mapping.get("asserts"));
        for (String name : valueMaps(mapping)) {
            Map<?, ?> map = MappingText.file(files, "mappings/valuemaps/" + name + ValueMapReader.SUFFIX);
            if (map != null) {
                Map<Object, Object> rest = new LinkedHashMap<>(map);
                List.of("apiVersion", "kind", "name", "rows").forEach(rest::remove);
                add(sections, "Value map " + name, text(rest), "row", map.get("rows"));
            }
        }
        ledger(sections, files, "Activations", folder + ActivationFile.NAME);
        ledger(sections, files, "Reviews", folder + ReviewFile.NAME);
        return sections;
    }

    private static void ledger(List<Section> sections, HomeFiles files, String title, String file) {
        Map<?, ?> map = MappingText.file(files, file);
        if (map != null) {
            add(sections, title, map.containsKey("basis") ? "basis: " + map.get("basis") : "", "row", map.get("rows"));
        }
    }

    private static void rows(List<Line> lines, int depth, @Nullable Object rows) {
        if (rows instanceof List<?> list) {
            for (Object one : list) {
                Map<String, Object> columns = MappingText.columns(one);
                Object inner = columns.remove("rows");
                lines.add(row(depth, text(columns.remove("to")), columns));
                rows(lines, depth + 1, inner);
            }
        }
    }

    private static List<String> rowColumns(String first) {
        List<String> columns = new ArrayList<>(List.of(first, "type", "source"));
        columns.addAll(OWN);
        columns.add("other");
        return columns;
    }

    private static Line row(int depth, String name, Map<String, Object> columns) {
        List<String> cells = new ArrayList<>(List.of(name, text(columns.remove("type"))));
        cells.add(SOURCES.stream()
                .filter(columns::containsKey)
                .map(source -> source + ": " + text(columns.remove(source)))
                .collect(Collectors.joining("\n")));
        OWN.forEach(column -> cells.add(text(columns.remove(column))));
        cells.add(text(columns.isEmpty() ? null : columns));
        return new Line(depth, cells);
    }

    /** A table of maps: as many columns as any of them has, in the order in which they first come. */
    private static void add(List<Section> sections, String title, String note, String empty, @Nullable Object rows) {
        List<Map<String, Object>> all = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        if (rows instanceof List<?> list) {
            list.forEach(one -> all.add(MappingText.columns(one)));
        }
        all.forEach(one -> names.addAll(one.keySet()));
        List<String> columns = names.isEmpty() ? List.of(empty) : List.copyOf(names);
        add(
                sections,
                title,
                note,
                columns,
                all.stream()
                        .map(one -> new Line(
                                0,
                                columns.stream()
                                        .map(name -> text(one.get(name)))
                                        .toList()))
                        .toList());
    }

    private static void add(List<Section> sections, String title, String note, List<String> columns, List<Line> lines) {
        if (!lines.isEmpty()) {
            sections.add(new Section(title, note, columns, lines));
        }
    }

    /** Names of the value maps that any function of the version asks. */
    private static Set<String> valueMaps(@Nullable Object node) {
        Set<String> names = new TreeSet<>();
        if (node instanceof Map<?, ?> map) {
            map.values().forEach(value -> names.addAll(valueMaps(value)));
        } else if (node instanceof List<?> list) {
            list.forEach(value -> names.addAll(valueMaps(value)));
        } else if (node != null) {
            VALUE_MAP.matcher(node.toString()).results().forEach(found -> names.add(found.group(1)));
        }
        return names;
    }

    private static String text(@Nullable Object node) {
        if (node instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + nested(entry.getValue()))
                    .collect(Collectors.joining(", "));
        }
        if (node instanceof List<?> list) {
            return list.stream().map(MappingTable::nested).collect(Collectors.joining(", "));
        }
        return node == null ? "" : node.toString();
    }

    private static String nested(@Nullable Object node) {
        return node instanceof Map<?, ?>
                ? "{" + text(node) + "}"
                : node instanceof List<?> ? "[" + text(node) + "]" : text(node);
    }
}
