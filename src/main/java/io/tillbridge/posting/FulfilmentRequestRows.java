package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.platform.Cells;
import io.tillbridge.platform.Columns;
import io.tillbridge.platform.Sha256;
import io.tillbridge.platform.SqlTimes;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

/** The table of requests. A row is read and written by who has locked its order. */
final class FulfilmentRequestRows {

    private static final String NEWEST = """
            select distinct on (f.system, f.order_id, f.location, f.method)
                   f.system, f.order_id, f.location, f.method, f.generation, f.sequence, f.state, f.promised_at, f.lines,
                   f.told, f.requested_at
              from fulfilment_request f
              join unnest(?::text[], ?::text[]) as row (s, i) on f.system = s and f.order_id = i
             order by f.system, f.order_id, f.location, f.method, f.generation desc
            """;

    private static final String WRITE = """
            insert into fulfilment_request (request_id, system, order_id, order_number, location, method, generation, sequence,
                                            state, promised_at, lines, told, message_id, requested_at, updated_at)
            select r, s, o, n, l, me, g, se, st, p, li, t, m, a, ?
              from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::integer[], ?::bigint[],
                          ?::text[], ?::timestamptz[], ?::text[], ?::bytea[], ?::uuid[], ?::timestamptz[])
                   as row (r, s, o, n, l, me, g, se, st, p, li, t, m, a)
            on conflict (request_id) do update
               set sequence = excluded.sequence, state = excluded.state, promised_at = excluded.promised_at,
                   lines = excluded.lines, told = excluded.told, message_id = excluded.message_id,
                   order_number = excluded.order_number, updated_at = excluded.updated_at
            """;

    private FulfilmentRequestRows() {}

    /** A request, and the message and the order's number that it is written with. */
    record Written(FulfilmentRequest request, String number, UUID messageId) {}

    /** What partners know a request by: no longer than they take, and the same whenever it is asked for. */
    static String id(FulfilmentRequest.Name name, int generation) {
        String text = String.join(
                "\n",
                name.order().system(),
                name.order().id(),
                name.location(),
                name.method(),
                String.valueOf(generation));
        return "F-" + HexFormat.of().formatHex(Sha256.of(text)).substring(0, 20);
    }

    /** The newest of each order, location and method. */
    static Map<FulfilmentRequest.Name, FulfilmentRequest> newest(Connection tx, Collection<OrderKey> orders)
            throws SQLException {
        Map<FulfilmentRequest.Name, FulfilmentRequest> newest = new HashMap<>();
        try (PreparedStatement statement = tx.prepareStatement(NEWEST)) {
            Columns.bind(statement, List.copyOf(new TreeSet<>(orders)), 1)
                    .text(OrderKey::system)
                    .text(OrderKey::id);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    FulfilmentRequest.Name name = new FulfilmentRequest.Name(
                            new OrderKey(rows.getString(1), rows.getString(2)), rows.getString(3), rows.getString(4));
                    newest.put(
                            name,
                            new FulfilmentRequest(
                                    name,
                                    rows.getInt(5),
                                    rows.getLong(6),
                                    rows.getString(7),
                                    Cells.instant(rows, 8),
                                    lines(rows.getString(9)),
                                    rows.getBytes(10),
                                    rows.getTimestamp(11).toInstant()));
                }
            }
        }
        return newest;
    }

    static void write(Connection tx, List<Written> rows, Instant now) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(WRITE)) {
            statement.setObject(1, SqlTimes.of(now));
            Columns.bind(statement, rows, 2)
                    .text(row -> id(row.request().name(), row.request().generation()))
                    .text(row -> row.request().name().order().system())
                    .text(row -> row.request().name().order().id())
                    .text(Written::number)
                    .text(row -> row.request().name().location())
                    .text(row -> row.request().name().method())
                    .integer(row -> row.request().generation())
                    .bigint(row -> row.request().sequence())
                    .text(row -> row.request().state())
                    .instant(row -> row.request().promisedAt())
                    .text(row -> text(row.request().lines()))
                    .bytes(row -> row.request().told())
                    .uuid(Written::messageId)
                    .instant(row -> row.request().requestedAt());
            statement.executeUpdate();
        }
    }

    static List<FulfilmentRequest.Line> lines(String text) {
        List<FulfilmentRequest.Line> lines = new ArrayList<>();
        for (JsonNode line : ExactJson.parse(text)) {
            lines.add(new FulfilmentRequest.Line(
                    line.path("id").asText(),
                    line.path("sku").asText(),
                    new BigDecimal(line.path("quantity").asText()),
                    new BigDecimal(line.path("open").asText()),
                    new BigDecimal(line.path("picked").asText())));
        }
        return lines;
    }

    private static String text(List<FulfilmentRequest.Line> lines) {
        ArrayNode text = ExactJson.nodes().arrayNode();
        for (FulfilmentRequest.Line line : lines) {
            text.addObject()
                    .put("id", line.id())
                    .put("sku", line.sku())
                    .put("quantity", PlainDecimal.text(line.quantity()))
                    .put("open", PlainDecimal.text(line.open()))
                    .put("picked", PlainDecimal.text(line.picked()));
        }
        return text.toString();
    }
}
