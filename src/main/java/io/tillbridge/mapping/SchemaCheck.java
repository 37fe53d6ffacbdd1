package io.tillbridge.mapping;

import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlNode;
import io.tillbridge.platform.YamlText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks rows against the canonical schema they write. */
final class SchemaCheck {

    private SchemaCheck() {}

    /** The cell's part of the schema; null, with a problem recorded, when the schema has none. */
    static @Nullable SchemaNode descend(SchemaNode schema, TargetPath target, YamlText to) {
        SchemaNode node = schema;
        for (String name : target.names()) {
            SchemaNode next = node.member(name);
            if (next == null) {
                to.problem(
                        "path_not_in_schema",
                        "'" + name + "'",
                        "one of " + new TreeSet<>(node.members().keySet()),
                        "correct the path, or write to ext.<system>.<name>");
                return null;
            }
            node = next;
        }
        return node;
    }

    /** Whether the schema requires the cell and every object on the way to it. */
    static boolean required(SchemaNode schema, TargetPath target) {
        SchemaNode node = schema;
        for (String name : target.names()) {
            if (node == null || !node.required().contains(name)) {
                return false;
            }
            node = node.member(name);
        }
        return true;
    }

    /** Records required members that no row sets. */
    static void neverSet(
            SchemaNode schema, String prefix, Set<String> cells, Set<String> written, YamlNode.Place place) {
        for (String member : new TreeSet<>(schema.required())) {
            boolean set =
                    written.contains(member) || cells.stream().anyMatch(cell -> cell.startsWith(prefix + member + "."));
            if (!set) {
                place.problem(
                        "required_never_set",
                        "no row writes " + prefix + member,
                        "a row: the schema requires the cell, or the fact key has it",
                        "add {to: " + member + ", ...}");
            }
        }
    }

    /** Records value map targets that the cell's enum does not have. */
    static void words(YamlMap row, @Nullable SchemaNode cell, Map<String, ValueMap> maps) {
        List<YamlText> via = row.list("via").texts();
        if (cell == null || cell.words().isEmpty() || via.isEmpty()) {
            return;
        }
        YamlText last = via.get(via.size() - 1);
        ValueMap map = valueMap(last.value(), maps);
        if (map == null) {
            return;
        }
        Set<String> targets = new TreeSet<>();
        map.rows().forEach(known -> targets.add(known.target()));
        if (map.unmapped() instanceof ValueMap.Unmapped.Fixed fixed) {
            targets.add(fixed.value());
        }
        targets.removeAll(cell.words());
        if (!targets.isEmpty()) {
            last.problem(
                    "not_in_enum",
                    "value map " + map.name() + " gives " + targets,
                    "one of " + new TreeSet<>(cell.words()),
                    "correct the map's targets");
        }
    }

    private static @Nullable ValueMap valueMap(String text, Map<String, ValueMap> maps) {
        try {
            FunctionCall call = FunctionCall.parse(text);
            boolean table = call.name().equals("valuemap") || call.name().equals("first_match");
            boolean forwards = !call.named().getOrDefault("reverse", "false").equals("true");
            return table && forwards && !call.values().isEmpty()
                    ? maps.get(call.values().get(0))
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
