package io.tillbridge.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One cell in which two results differ. A value, an amount of money, and an empty object or list are cells; elements of
 * lists are compared by their place.
 *
 * @param path such as {@code lines[0].unitPrice}
 * @param field the same for all elements, such as {@code lines[].unitPrice}
 * @param before null when the cell is new
 * @param after null when the cell is gone
 */
record CellDifference(
        String path,
        String field,
        @Nullable JsonNode before,
        @Nullable JsonNode after) {

    /** All differences, by path; numbers by value, text as it is written. */
    static List<CellDifference> between(JsonNode before, JsonNode after) {
        List<CellDifference> differences = new ArrayList<>();
        walk("", "", before, after, differences);
        return differences;
    }

    String change() {
        return before == null ? "appeared" : after == null ? "vanished" : "changed";
    }

    private static void walk(
            String path,
            String field,
            @Nullable JsonNode before,
            @Nullable JsonNode after,
            List<CellDifference> found) {
        if (before == null && after == null) {
            return;
        }
        if (inner(before, after, JsonNode::isObject)) {
            Set<String> names = new TreeSet<>();
            names(before, names);
            names(after, names);
            for (String name : names) {
                walk(
                        path.isEmpty() ? name : path + "." + name,
                        field.isEmpty() ? name : field + "." + name,
                        before == null ? null : before.get(name),
                        after == null ? null : after.get(name),
                        found);
            }
        } else if (inner(before, after, JsonNode::isArray)) {
            int most = Math.max(before == null ? 0 : before.size(), after == null ? 0 : after.size());
            for (int i = 0; i < most; i++) {
                walk(
                        path + "[" + i + "]",
                        field + "[]",
                        before == null ? null : before.get(i),
                        after == null ? null : after.get(i),
                        found);
            }
        } else if (!same(before, after)) {
            found.add(new CellDifference(path, field, before, after));
        }
    }

    @FunctionalInterface
    private interface Kind {
        boolean of(JsonNode node);
    }

    /** Whether to look inside: both are of the kind, or one is absent and the other has something in it. */
    private static boolean inner(@Nullable JsonNode before, @Nullable JsonNode after, Kind kind) {
        boolean fits = (before == null || (kind.of(before) && Amount.of(before) == null))
                && (after == null || (kind.of(after) && Amount.of(after) == null));
        boolean something = (before != null && !before.isEmpty()) || (after != null && !after.isEmpty());
        return fits && (something || (before != null && after != null));
    }

    private static void names(@Nullable JsonNode node, Set<String> names) {
        if (node != null) {
            node.fieldNames().forEachRemaining(names::add);
        }
    }

    private static boolean same(@Nullable JsonNode before, @Nullable JsonNode after) {
        if (before == null || after == null) {
            return false;
        }
        if (before.isNumber() && after.isNumber()) {
            return before.decimalValue().compareTo(after.decimalValue()) == 0;
        }
        return before.equals(after);
    }
}
