package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.mapping.value.Decimals;
import io.tillbridge.platform.YamlNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one function call, while it is compiled. An argument may be given by position or by name. Wrong ones
 * are recorded as problems and stood in for by something harmless.
 */
final class Arguments {

    private final FunctionCall call;
    private final YamlNode.Place place;
    private final PathParser paths;
    private final Map<String, ValueMap> valueMaps;
    private final Set<String> asked = new TreeSet<>();
    private int positions;

    Arguments(FunctionCall call, YamlNode.Place place, PathParser paths, Map<String, ValueMap> valueMaps) {
        this.call = call;
        this.place = place;
        this.paths = paths;
        this.valueMaps = valueMaps;
    }

    /** The next argument by position or the one of that name; null when absent. */
    @Nullable
    String optional(String name) {
        asked.add(name);
        String named = call.named().get(name);
        if (named != null) {
            return named;
        }
        int position = positions++;
        return position < call.values().size() ? call.values().get(position) : null;
    }

    String text(String name) {
        String text = optional(name);
        if (text == null) {
            problem("no " + name, "an argument " + name, "write " + call.name() + "(" + name + ")");
        }
        return text == null ? "" : text;
    }

    String text(String name, String otherwise) {
        String text = optional(name);
        return text == null ? otherwise : text;
    }

    int integer(String name, int otherwise) {
        String text = optional(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,4}")) {
            problem(name + " " + text, "an integer from 0 to 9999", "write digits");
            return otherwise;
        }
        return Integer.parseInt(text);
    }

    @Nullable
    BigDecimal decimal(String name) {
        String text = optional(name);
        BigDecimal value = text == null ? null : Decimals.parse(text);
        if (text != null && value == null) {
            problem(name + " " + text, "a decimal", "write digits with at most one dot");
        }
        return value;
    }

    /** A path when it starts with {@code $}, else the text itself. */
    @Nullable
    Operand operand(String name) {
        String text = optional(name);
        if (text == null) {
            return null;
        }
        if (!text.startsWith("$")) {
            TextNode literal = TextNode.valueOf(text);
            return scope -> literal;
        }
        return path(text)::read;
    }

    SourcePath path(String text) {
        try {
            return paths.parse(text);
        } catch (IllegalArgumentException e) {
            problem(text, "a path", String.valueOf(e.getMessage()));
            return new SourcePath(text, SourcePath.Root.ROOT, -1, List.of());
        }
    }

    /** The value map that the first argument names. */
    @Nullable
    ValueMap valueMap(boolean several) {
        String name = text("map");
        ValueMap map = valueMaps.get(name);
        if (map == null) {
            place.problem(
                    "unknown_value_map",
                    "'" + name + "'",
                    "one of " + new TreeSet<>(valueMaps.keySet()),
                    "add the map");
            return null;
        }
        if (several != map.columns().size() > 1) {
            problem(
                    "a map of " + map.columns().size() + " column(s)",
                    several ? "a map of several columns" : "a map of one column",
                    several ? "use valuemap(...)" : "use first_match(...)");
        }
        return map;
    }

    @Nullable
    ValueMap valueMapNamed(String name) {
        return valueMaps.get(name);
    }

    void problem(String found, String expected, String fix) {
        place.problem("wrong_argument", call.name() + ": " + found, expected, fix);
    }

    /** Records arguments that the function does not have. */
    void refuseUnread() {
        if (call.values().size() > positions) {
            problem(call.values().size() + " arguments", "at most " + positions, "remove the rest");
        }
        for (String name : call.named().keySet()) {
            if (!asked.contains(name)) {
                problem("argument " + name, "one of " + asked, "remove or rename it");
            }
        }
    }
}
