package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.canonical.HoldKey;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Functions that look codes up in value maps. */
final class TableFunctions {

    static final Map<String, CellFunction.Factory> ALL =
            Map.of("valuemap", TableFunctions::valueMap, "first_match", TableFunctions::firstMatch);

    private TableFunctions() {}

    private static CellFunction valueMap(Arguments arguments) {
        ValueMap map = arguments.valueMap(false);
        if (reverse(arguments, map) && map != null) {
            return (value, scope) -> backwards(map, value, scope.run().basisDate());
        }
        List<ValueMap> chain = map == null ? List.of() : chain(map, arguments);
        return (value, scope) -> {
            String text = TextFunctions.textOf(value);
            LocalDate day = scope.run().basisDate();
            for (ValueMap next : chain) {
                String asked = next.normal(text);
                ValueMap.Row row = next.row(asked, day);
                scope.run().asked(next, asked, row);
                if (row != null) {
                    return TextNode.valueOf(row.target());
                }
            }
            return unmapped(chain.get(chain.size() - 1), value, text);
        };
    }

    private static boolean reverse(Arguments arguments, @Nullable ValueMap map) {
        String reverse = arguments.text("reverse", "false");
        if (!reverse.equals("true") && !reverse.equals("false")) {
            arguments.problem("reverse " + reverse, "true or false", "write reverse=true");
        } else if (reverse.equals("true") && map != null && !map.bijective()) {
            arguments.problem("map " + map.name() + " is not bijective", "bijective: true", "say it in the map");
        }
        return reverse.equals("true");
    }

    /** A row to wait for is known by its source, which nobody knows here: a target without one is no hold. */
    private static JsonNode backwards(ValueMap map, JsonNode value, LocalDate day) {
        String source = map.source(TextFunctions.textOf(value), day);
        if (source != null) {
            return TextNode.valueOf(source);
        }
        if (map.unmapped() instanceof ValueMap.Unmapped.Keep) {
            return value;
        }
        throw Stop.because(
                "valuemap_miss", value, "a row of value map " + map.name() + " with this target; add it and replay");
    }

    /** The map and those it falls back to. */
    private static List<ValueMap> chain(ValueMap map, Arguments arguments) {
        List<ValueMap> chain = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        ValueMap next = map;
        while (next != null && seen.add(next.name())) {
            chain.add(next);
            next = next.unmapped() instanceof ValueMap.Unmapped.Fallback fallback
                    ? arguments.valueMapNamed(fallback.map())
                    : null;
        }
        return chain;
    }

    private static CellFunction firstMatch(Arguments arguments) {
        ValueMap map = arguments.valueMap(true);
        return (value, scope) -> {
            if (map == null) {
                return value;
            }
            List<@Nullable String> values = new ArrayList<>(map.columns().size());
            for (JsonNode element : value.isArray() ? value : List.of(value)) {
                values.add(element.isNull() || element.isMissingNode() ? null : map.normal(element.asText()));
            }
            ValueMap.Row row = map.firstMatch(values, scope.run().basisDate());
            scope.run().asked(map, joined(values), row);
            return row != null ? TextNode.valueOf(row.target()) : unmapped(map, value, joined(values));
        };
    }

    private static String joined(List<@Nullable String> values) {
        StringJoiner text = new StringJoiner("|");
        for (String value : values) {
            text.add(value == null ? "" : value);
        }
        return text.toString();
    }

    private static JsonNode unmapped(ValueMap map, JsonNode value, String text) {
        if (map.unmapped() instanceof ValueMap.Unmapped.Keep) {
            return value;
        }
        if (map.unmapped() instanceof ValueMap.Unmapped.Fixed fixed) {
            return TextNode.valueOf(fixed.value());
        }
        if (map.unmapped() instanceof ValueMap.Unmapped.DeadLetter) {
            throw Stop.because(
                    "valuemap_miss",
                    value,
                    "a row of value map " + map.name() + "; add the row and replay the message");
        }
        throw Stop.hold(HoldKey.valueMap(map.name(), map.columns().size() == 1 ? map.normal(text) : text), value);
    }
}
