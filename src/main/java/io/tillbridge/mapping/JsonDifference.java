package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One place in which two documents differ.
 *
 * @param path such as {@code lines[0].unitPrice.amount}; empty for the documents themselves
 * @param expected JSON text, or an outcome in words; null when nothing is expected there
 * @param found JSON text, or an outcome in words; null when nothing is there
 */
public record JsonDifference(
        String path, @Nullable String expected, @Nullable String found) {

    /** Every difference, members in any order, numbers by value. */
    public static List<JsonDifference> between(@Nullable JsonNode expected, @Nullable JsonNode found) {
        List<JsonDifference> differences = new ArrayList<>();
        compare("", expected, found, false, differences);
        return differences;
    }

    /** As {@link #between}, but members that are not expected do not count; expected scalars compare by text. */
    static List<JsonDifference> contained(JsonNode expected, JsonNode found) {
        List<JsonDifference> differences = new ArrayList<>();
        compare("", expected, found, true, differences);
        return differences;
    }

    private static void compare(
            String path,
            @Nullable JsonNode expected,
            @Nullable JsonNode found,
            boolean part,
            List<JsonDifference> differences) {
        if (expected != null && found != null && expected.isObject() && found.isObject()) {
            Set<String> names = new TreeSet<>();
            expected.fieldNames().forEachRemaining(names::add);
            if (!part) {
                found.fieldNames().forEachRemaining(names::add);
            }
            for (String name : names) {
                String inner = path.isEmpty() ? name : path + "." + name;
                compare(inner, expected.get(name), found.get(name), part, differences);
            }
        } else if (expected != null && found != null && expected.isArray() && found.isArray()) {
            for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
                compare(path + "[" + i + "]", expected.get(i), found.get(i), part, differences);
            }
        } else if (!same(expected, found, part)) {
            differences.add(new JsonDifference(
                    path, expected == null ? null : expected.toString(), found == null ? null : found.toString()));
        }
    }

    private static boolean same(@Nullable JsonNode expected, @Nullable JsonNode found, boolean part) {
        if (expected == null || found == null) {
            return Objects.equals(expected, found);
        }
        if (expected.isNumber() && found.isNumber()) {
            return expected.decimalValue().compareTo(found.decimalValue()) == 0;
        }
        if (part && expected.isTextual() && found.isValueNode() && !found.isNull()) {
            return expected.textValue().equals(found.asText());
        }
        return expected.equals(found);
    }

    @Override
    public String toString() {
        return (path.isEmpty() ? "" : path + ": ") + "expected " + expected + ", found " + found;
    }
}
