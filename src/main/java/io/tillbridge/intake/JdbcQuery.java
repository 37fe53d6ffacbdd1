package io.tillbridge.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.connector.JdbcSource;
import io.tillbridge.connector.NamedSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Asks a source's query and those of its children. Values are always bound, never written into the SQL. */
final class JdbcQuery {

    /** Fewer than any database takes in one list. */
    private static final int IDS = 500;

    private final Connection session;
    private final JdbcSource source;
    private final Duration timeout;

    JdbcQuery(Connection session, JdbcSource source, Duration timeout) {
        this.session = session;
        this.source = source;
        this.timeout = timeout;
    }

    /** The next rows behind a tuple, with their children. */
    List<ObjectNode> rows(JdbcWindow window) throws SQLException, JdbcRows.Unreadable {
        Map<String, List<Object>> values = new HashMap<>();
        for (int i = 0; i < source.cursor().fields().size(); i++) {
            values.put(
                    "cursor_" + source.cursor().fields().get(i).column(),
                    List.of(window.from().values().get(i)));
        }
        values.put("batch", List.of(source.batch()));
        if (window.until() != null) {
            values.put("until", List.of(window.until()));
        }
        List<ObjectNode> rows = ask(source.sql(), values);
        for (Map.Entry<String, JdbcSource.Child> child : source.children().entrySet()) {
            put(rows, child.getKey(), child.getValue());
        }
        return rows;
    }

    private void put(List<ObjectNode> rows, String name, JdbcSource.Child child)
            throws SQLException, JdbcRows.Unreadable {
        Map<JsonNode, ArrayNode> lists = new LinkedHashMap<>();
        for (ObjectNode row : rows) {
            JsonNode id = cell(row, child.ids());
            ArrayNode list = lists.computeIfAbsent(id, fresh -> row.arrayNode());
            row.set(name, list);
        }
        List<Object> ids = new ArrayList<>();
        lists.keySet().stream().map(JdbcQuery::bound).forEach(ids::add);
        for (int from = 0; from < ids.size(); from += IDS) {
            List<Object> some = ids.subList(from, Math.min(ids.size(), from + IDS));
            for (ObjectNode found : ask(child.sql(), Map.of("ids", some))) {
                ArrayNode list = lists.get(cell(found, child.fk()));
                if (list != null) {
                    list.add(found);
                }
            }
        }
    }

    private static JsonNode cell(ObjectNode row, String column) throws JdbcRows.Unreadable {
        JsonNode cell = row.get(column);
        if (cell == null || cell.isNull()) {
            throw new JdbcRows.Unreadable(
                    "column_missing", "a row has no value in '" + column + "', which joins children to their parents");
        }
        return cell;
    }

    private static Object bound(JsonNode id) {
        if (!id.isNumber()) {
            return id.asText();
        }
        return id.canConvertToExactIntegral() && id.canConvertToLong() ? (Object) id.longValue() : id.decimalValue();
    }

    private List<ObjectNode> ask(NamedSql sql, Map<String, List<Object>> values)
            throws SQLException, JdbcRows.Unreadable {
        Function<String, List<Object>> of = name -> values.getOrDefault(name, List.of());
        try (PreparedStatement statement =
                session.prepareStatement(sql.text(name -> of.apply(name).size()))) {
            statement.setQueryTimeout(Math.toIntExact(Math.max(1, timeout.toSeconds())));
            statement.setFetchSize(source.batch());
            int at = 1;
            for (String name : sql.parameters()) {
                for (Object value : of.apply(name)) {
                    statement.setObject(at++, value);
                }
            }
            try (ResultSet rows = statement.executeQuery()) {
                return JdbcRows.of(rows);
            }
        }
    }
}
