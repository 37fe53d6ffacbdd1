package io.tillbridge.mapping;

import io.tillbridge.platform.Problems;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlList;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlNode;
import io.tillbridge.platform.YamlText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a row {@code {to: '*', from: data}} stands for: one for every cell of the schema that no other row writes, of
 * the schema's type, from the member of the same name. So a canonical event is handed through as it is told, with each cell
 * checked as if its row were written out. What a schema leaves open, such as {@code ext}, is not handed through.
 */
final class SchemaRows {

    /** What stands for every cell. */
    static final String ALL = "*";

    private final StringBuilder text = new StringBuilder("rows:\n");

    private SchemaRows() {}

    /**
     * The rows with those that a row for all cells stands for in its place; the same rows where there is none.
     *
     * @param schema of the target; null when nothing is known of it
     */
    static YamlList of(YamlList rows, @Nullable SchemaNode schema, Problems problems) {
        Set<String> written = new HashSet<>();
        for (YamlNode row : rows.elements()) {
            if (row instanceof YamlMap map && map.node("to") instanceof YamlText to) {
                written.add(to.value().replace("[]", ""));
            }
        }
        if (!written.contains(ALL)) {
            return rows;
        }
        List<YamlNode> all = new ArrayList<>();
        for (YamlNode row : rows.elements()) {
            if (row instanceof YamlMap map
                    && map.node("to") instanceof YamlText to
                    && to.value().equals(ALL)) {
                all.addAll(new SchemaRows().expand(map, to, schema, written, problems));
            } else {
                all.add(row);
            }
        }
        return new YamlList(rows.place(), all);
    }

    private List<YamlNode> expand(
            YamlMap row, YamlText to, @Nullable SchemaNode schema, Set<String> written, Problems problems) {
        String from = row.text("from");
        row.refuseUnread();
        if (schema == null) {
            to.problem("no_schema", "to: '*'", "a mapping to a canonical schema", "write the rows out");
            return List.of();
        }
        if (from.startsWith("$") && !from.equals("$root")) {
            row.placeOf("from")
                    .problem("wrong_path", "'" + from + "'", "a member, or $root", "name where the event is");
            return List.of();
        }
        cells(schema, "", from.equals("$root") ? "" : from + ".", "  ", written);
        YamlMap made = YamlDocument.read(row.place().file(), text.toString(), problems);
        return made == null ? List.of() : made.list("rows").elements();
    }

    private void cells(SchemaNode schema, String to, String from, String indent, Set<String> written) {
        for (Map.Entry<String, SchemaNode> member : new TreeMap<>(schema.members()).entrySet()) {
            SchemaNode node = member.getValue();
            String target = to + member.getKey();
            String source = from + member.getKey();
            if (written.contains(target)) {
                continue;
            }
            if (node.type() != null) {
                cell(node, node.type(), target, source, indent);
            } else if (node.items() != null) {
                text.append(indent).append("- to: \"").append(target).append("[]\"\n");
                text.append(indent).append("  each: ").append(source).append('\n');
                text.append(indent).append("  rows:\n");
                cells(node.items(), "", "", indent + "    ", Set.of());
            } else {
                cells(node, target + ".", source + ".", indent, written);
            }
        }
    }

    private void cell(SchemaNode node, CellType type, String to, String from, String indent) {
        if (type == CellType.REVISION) {
            row(indent, to, "instant", from, ", when: {path: " + from + ", contains: T}");
            row(indent, to, "int", from, ", when: {not: {path: " + from + ", contains: T}}");
            return;
        }
        String more = type.money() ? ", ccy: " + from + ".currency" : "";
        row(indent, to, type.word(), from, node.personal() ? more + ", pii: true" : more);
    }

    private void row(String indent, String to, String type, String from, String more) {
        text.append(indent)
                .append("- {to: ")
                .append(to)
                .append(", type: ")
                .append(type)
                .append(", from: ")
                .append(from)
                .append(more)
                .append("}\n");
    }
}
