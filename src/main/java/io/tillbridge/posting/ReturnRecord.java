package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.OrderReference;
import io.tillbridge.canonical.Return;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.platform.Columns;
import io.tillbridge.stock.Bucket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps returns for those who look at what came back and decide about it. In the posting's transaction; what a repost makes of
 * one stands in its place, with what was decided of it.
 */
final class ReturnRecord {

    private static final String RETURNS = """
            insert into goods_return (message_id, fact_key, system, return_id, order_system, order_id, returned_at, received_at, money)
            select m, k, s, i, y, o, a, r, j
              from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::text[])
                   as row (m, k, s, i, y, o, a, r, j)
            on conflict (message_id) do update
               set fact_key = excluded.fact_key, system = excluded.system, return_id = excluded.return_id, order_system = excluded.order_system,
                   order_id = excluded.order_id, returned_at = excluded.returned_at, money = excluded.money
            """;

    private static final String LINES = """
            insert into goods_return_line (message_id, line_no, line_id, sku, quantity, location, bucket, condition, reason)
            select m, n, i, s, q, l, b, c, r
              from unnest(?::uuid[], ?::int[], ?::text[], ?::text[], ?::numeric[], ?::text[], ?::text[], ?::text[],
                          ?::text[])
                   as row (m, n, i, s, q, l, b, c, r)
            on conflict (message_id, line_no) do update
               set line_id = excluded.line_id, sku = excluded.sku, quantity = excluded.quantity,
                   location = excluded.location, bucket = excluded.bucket, condition = excluded.condition,
                   reason = excluded.reason
            """;

    private static final String GONE = """
            delete from goods_return_line where message_id = ? and line_no > ? and decided = 0
            """;

    private ReturnRecord() {}

    private record Told(UUID messageId, Instant receivedAt, Return returned, Work.Translated translated) {}

    private record Line(
            Told of, int number, Return.Line line, @Nullable Bucket bucket) {}

    /** Keeps the returns that a batch posts. */
    static void write(Connection tx, List<Work> works, ReturnRules rules) throws SQLException {
        List<Told> told = new ArrayList<>();
        for (Work work : works) {
            if (work.verdict instanceof Verdict.Posted
                    && work.translated != null
                    && work.translated.event() instanceof Return returned) {
                told.add(new Told(
                        work.ready.document().messageId(),
                        work.ready.document().receivedAt(),
                        returned,
                        work.translated));
            }
        }
        keep(tx, told, rules);
    }

    /** Keeps what a repost makes of one message; one that is no return any more says nothing. */
    static void again(
            Connection tx, UUID message, Instant receivedAt, Work.@Nullable Translated translated, ReturnRules rules)
            throws SQLException {
        if (translated != null && translated.event() instanceof Return returned) {
            keep(tx, List.of(new Told(message, receivedAt, returned, translated)), rules);
            try (PreparedStatement gone = tx.prepareStatement(GONE)) {
                gone.setObject(1, message);
                gone.setInt(2, returned.lines().size());
                gone.executeUpdate();
            }
        }
    }

    /** Whether somebody decided about goods of a return; nobody does until the transaction ends. */
    static boolean decided(Connection tx, UUID message) throws SQLException {
        boolean decided = false;
        try (PreparedStatement statement = tx.prepareStatement(
                "select decided > 0 from goods_return_line where message_id = ? order by line_no for update")) {
            statement.setObject(1, message);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    decided |= rows.getBoolean(1);
                }
            }
        }
        return decided;
    }

    private static void keep(Connection tx, List<Told> told, ReturnRules rules) throws SQLException {
        if (told.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(RETURNS)) {
            Columns.bind(statement, told, 1)
                    .uuid(Told::messageId)
                    .text(one -> one.translated().factKey())
                    .text(one -> one.returned().system())
                    .text(one -> one.returned().id())
                    .text(one -> order(one).system())
                    .text(one -> order(one).id() == null
                            ? order(one).number()
                            : order(one).id())
                    .instant(one -> one.returned().returnedAt())
                    .instant(Told::receivedAt)
                    .text(ReturnRecord::money);
            statement.executeUpdate();
        }
        List<Line> lines = new ArrayList<>();
        for (Told one : told) {
            int number = 0;
            for (Return.Line line : one.returned().lines()) {
                lines.add(new Line(one, ++number, line, rules.bucket(line)));
            }
        }
        try (PreparedStatement statement = tx.prepareStatement(LINES)) {
            Columns.bind(statement, lines, 1)
                    .uuid(line -> line.of().messageId())
                    .integer(Line::number)
                    .text(line -> line.line().id())
                    .text(line -> line.line().sku())
                    .decimal(line -> line.line().quantity())
                    .text(ReturnRecord::location)
                    .text(line -> line.bucket() == null
                            ? Return.NOTHING
                            : line.bucket().word())
                    .text(line -> line.line().condition())
                    .text(line -> line.line().reason());
            statement.executeUpdate();
        }
    }

    private static @Nullable String location(Line line) {
        return line.line().location() != null
                ? line.line().location()
                : line.of().returned().location();
    }

    private static OrderReference order(Told one) {
        return one.returned().order();
    }

    private static String money(Told one) {
        ObjectNode money = ExactJson.nodes().objectNode();
        JsonNode body = one.translated().body();
        for (String cell : List.of("currency", "totals", "tenders")) {
            if (body.has(cell)) {
                money.set(cell, body.path(cell));
            }
        }
        return money.toString();
    }
}
