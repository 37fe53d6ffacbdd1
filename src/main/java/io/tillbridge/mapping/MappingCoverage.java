package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.platform.HomeFiles;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the samples of a version exercise: which rows they set, which ways of a row they never went, and what the version
 * leaves out of its source and target.
 *
 * @param rows how many rows set a cell of their own; blocks are counted by their rows
 * @param never rows that no sample sets, by their full path such as {@code lines[].taxes[].code}
 * @param untried ways that no sample goes, such as {@code lines[].discount: default}
 * @param unread members of the samples' documents that no row reads
 * @param unset fields of the target's schema that no row sets; none when the target has no schema
 */
public record MappingCoverage(
        int rows, List<String> never, List<String> untried, Set<String> unread, List<String> unset) {

    public MappingCoverage {
        never = List.copyOf(never);
        untried = List.copyOf(untried);
        unread = Set.copyOf(unread);
        unset = List.copyOf(unset);
    }

    /** Rows that some sample sets. */
    public int covered() {
        return rows - never.size();
    }

    /** Covered rows of a hundred, rounded down; 100 when there are no rows. */
    public int percent() {
        return rows == 0 ? 100 : covered() * 100 / rows;
    }

    /** Of the cases of one version. */
    public static MappingCoverage of(HomeFiles files, Mapping mapping, List<SampleCase> cases) {
        Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
        Map<String, Map<String, Object>> blocks = new LinkedHashMap<>();
        Map<?, ?> text = MappingText.version(files, mapping.subject(), mapping.version());
        collect("", text == null ? null : text.get("rows"), rows, blocks);
        boolean all = rows.remove(SchemaRows.ALL) != null; // of which nothing can be said row by row
        Set<String> set = new HashSet<>();
        Set<String> gone = new HashSet<>();
        Set<String> unread = new TreeSet<>();
        for (SampleCase one : cases) {
            unread.addAll(mapping.unread(one.input().document()));
            Explanation explanation = mapping.explain(one.input());
            for (Explanation.Cell cell : explanation.cells()) {
                String path = cell.path().replaceAll("\\[\\d+]", "[]");
                if (cell.value() != null) {
                    set.add(path);
                }
                Map<String, Object> row = rows.get(path);
                if (row != null) {
                    ways(path, row, cell).forEach(gone::add);
                }
            }
            if (explanation.translation() instanceof Translation.Translated translated) {
                blocks.keySet().forEach(block -> elements(block, block, translated.result(), gone));
            }
        }
        List<String> untried = new ArrayList<>();
        rows.forEach((path, row) -> possible(path, row).stream()
                .filter(way -> set.contains(path) && !gone.contains(way))
                .forEach(untried::add));
        blocks.keySet()
                .forEach(block -> List.of("no element", "one element", "many elements").stream()
                        .map(way -> block + ": " + way)
                        .filter(way -> !gone.contains(way))
                        .forEach(untried::add));
        return new MappingCoverage(
                rows.size(),
                rows.keySet().stream().filter(path -> !set.contains(path)).toList(),
                untried,
                unread,
                all ? List.of() : TargetFields.unset(files, mapping.target(), rows.keySet()));
    }

    private static void collect(
            String prefix,
            @Nullable Object list,
            Map<String, Map<String, Object>> rows,
            Map<String, Map<String, Object>> blocks) {
        if (list instanceof List<?> all) {
            for (Object one : all) {
                Map<String, Object> row = MappingText.columns(one);
                String path = prefix + row.get("to");
                if (row.containsKey("rows")) {
                    blocks.put(path, row);
                    collect(path + ".", row.get("rows"), rows, blocks);
                } else {
                    rows.put(path, row);
                }
            }
        }
    }

    /** The ways that a row can go beside its plain one. */
    private static List<String> possible(String path, Map<String, Object> row) {
        Set<String> ways = new LinkedHashSet<>();
        if (row.containsKey("else")) {
            ways.add(path + ": from");
            ways.add(path + ": else");
        }
        if (row.containsKey("default")) {
            ways.add(path + ": default");
        }
        if (row.containsKey("when")) {
            ways.add(path + ": when it does not hold");
        }
        if ("set_null".equals(row.get("missing"))) {
            ways.add(path + ": missing");
        }
        return List.copyOf(ways);
    }

    private static List<String> ways(String path, Map<String, Object> row, Explanation.Cell cell) {
        List<String> ways = new ArrayList<>();
        boolean nothing = cell.raw() == null || cell.raw().equals("null");
        if (cell.value() == null) {
            ways.add(path + (nothing ? ": when it does not hold" : ": missing"));
        } else if (nothing && cell.pointer() != null) {
            ways.add(path + ": default");
        } else {
            boolean beside = beside(row.get("from"));
            boolean plain = beside ? !reads(cell.pointer(), row.get("else")) : reads(cell.pointer(), row.get("from"));
            ways.add(path + (plain ? ": from" : ": else"));
            if (beside && beside(row.get("else"))) {
                ways.add(path + ": else"); // neither has a pointer that would tell which of them was read
            }
        }
        return ways;
    }

    /** Whether a path leads elsewhere than into the document. */
    private static boolean beside(@Nullable Object path) {
        return String.valueOf(path).startsWith("$");
    }

    /** Whether a pointer is one that a path gives, wherever its block stands. */
    private static boolean reads(@Nullable String pointer, @Nullable Object path) {
        String suffix =
                "/" + String.valueOf(path).replace("[]", "").replace("'", "").replace('.', '/');
        return pointer != null && pointer.replaceAll("/(\\d+|[*])(?=/|$)", "").endsWith(suffix);
    }

    private static void elements(String block, String rest, JsonNode node, Set<String> gone) {
        int list = rest.indexOf("[]");
        String inner = rest.substring(Math.min(rest.length(), list + 3));
        JsonNode found = node;
        for (String name : rest.substring(0, list).split("\\.", -1)) {
            found = found.path(name);
        }
        if (inner.isEmpty()) {
            String many = found.size() == 0 ? "no element" : found.size() == 1 ? "one element" : "many elements";
            gone.add(block + ": " + many);
        } else {
            found.forEach(element -> elements(block, inner, element, gone));
        }
    }
}
