package io.tillbridge.stock;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.RoundTrip;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Writes claims, set-based: those of orders, and those of reservations with all that was agreed. */
final class ClaimRows {

    private static final String ORDERS = """
            insert into stock_claim as c (claim_key, kind, state, sku, location, quantity, message_id, connection, reference, line_id,
                                     paid, fulfilment, channel, promised_at, position, updated_at)
            select k, 'allocation', st, s, l, q, m, c, r, i, p, f, ch, pr, nextval('stock_claim_position'), ?
              from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::numeric[], ?::uuid[], ?::text[], ?::text[],
                          ?::text[], ?::boolean[], ?::text[], ?::text[], ?::timestamptz[])
                   as row (k, st, s, l, q, m, c, r, i, p, f, ch, pr)
            on conflict (claim_key) do update
               set state = excluded.state, sku = excluded.sku, location = excluded.location, quantity = excluded.quantity,
                   message_id = excluded.message_id, paid = excluded.paid, fulfilment = excluded.fulfilment,
                   channel = excluded.channel, promised_at = excluded.promised_at, updated_at = excluded.updated_at,
                   reminded_at = case when c.promised_at is not distinct from excluded.promised_at then c.reminded_at end,
                   overdue_at = case when c.promised_at is not distinct from excluded.promised_at then c.overdue_at end,
                   ready_at = case when c.location = excluded.location then c.ready_at end
            """;

    private static final String RESERVATIONS = """
            insert into stock_claim as b (claim_key, kind, state, sku, location, quantity, message_id, connection, reference, line_id,
                                     paid, reservation_id, part, per, asked, consumed, fulfilment, channel, expires_at,
                                     promised_at, position, updated_at, ready_at)
            select k, 'hold', st, s, l, q, m, c, r, i, p, h, n, pe, a, co, f, ch, e, pr, nextval('stock_claim_position'), at,
                   case st when 'picked' then at end
              from (select ?::timestamptz as at) as now,
                   unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::numeric[], ?::uuid[], ?::text[], ?::text[],
                          ?::text[], ?::boolean[], ?::uuid[], ?::integer[], ?::numeric[], ?::numeric[], ?::numeric[],
                          ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[])
                   as row (k, st, s, l, q, m, c, r, i, p, h, n, pe, a, co, f, ch, e, pr)
            on conflict (claim_key) do update
               set state = excluded.state, location = excluded.location, quantity = excluded.quantity,
                   message_id = excluded.message_id, paid = excluded.paid, per = excluded.per, asked = excluded.asked,
                   consumed = excluded.consumed, fulfilment = excluded.fulfilment, channel = excluded.channel,
                   expires_at = excluded.expires_at, promised_at = excluded.promised_at,
                   updated_at = excluded.updated_at,
                   ready_at = case when excluded.state = b.state then b.ready_at else excluded.ready_at end
            """;

    private static final String TRANSFERS = """
            insert into stock_claim (claim_key, kind, state, sku, location, quantity, message_id, connection, reference, position,
                                     updated_at)
            select k, 'transfer', st, s, l, q, m, c, r, nextval('stock_claim_position'), ?
              from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::numeric[], ?::uuid[], ?::text[], ?::text[])
                   as row (k, st, s, l, q, m, c, r)
            on conflict (claim_key) do update
               set state = excluded.state, location = excluded.location, quantity = excluded.quantity,
                   message_id = excluded.message_id, updated_at = excluded.updated_at
            """;

    private ClaimRows() {}

    private record OrderClaim(Claim claim, Behind.OrderLine line) {}

    private record TransferClaim(Claim claim, TransferKey transfer) {}

    private record ReservedClaim(Claim claim, ReservedLine line) {}

    /** @param channels of whose connections the orders are */
    static void write(RoundTrip together, List<Claim> claims, Channels channels, Instant now) {
        List<Claim> sorted =
                claims.stream().sorted(Comparator.comparing(Claim::key)).toList();
        List<OrderClaim> orders = sorted.stream()
                .filter(claim -> claim.behind() instanceof Behind.OrderLine)
                .map(claim -> new OrderClaim(claim, (Behind.OrderLine) claim.behind()))
                .toList();
        List<ReservedClaim> reserved = sorted.stream()
                .filter(claim -> claim.behind() instanceof Behind.Reserved)
                .map(claim -> new ReservedClaim(claim, ((Behind.Reserved) claim.behind()).line()))
                .toList();
        List<TransferClaim> transfers = sorted.stream()
                .filter(claim -> claim.behind() instanceof Behind.Committed)
                .map(claim -> new TransferClaim(claim, ((Behind.Committed) claim.behind()).transfer()))
                .toList();
        if (!transfers.isEmpty()) {
            transfers(together, transfers, now);
        }
        if (!orders.isEmpty()) {
            orders(together, orders, channels, now);
        }
        if (!reserved.isEmpty()) {
            reserved(together, reserved, now);
        }
    }

    private static void orders(RoundTrip together, List<OrderClaim> rows, Channels channels, Instant now) {
        together.then(
                ORDERS,
                (statement, first) -> common(statement, first, rows, OrderClaim::claim, now)
                        .text(row -> row.line().system())
                        .text(row -> row.line().orderId())
                        .text(row -> row.line().lineId())
                        .bool(row -> row.line().paid())
                        .text(row -> row.line().terms().fulfilment())
                        .text(row -> channels.asking(row.line().system()).id())
                        .instant(row -> row.line().terms().promisedAt()),
                null);
    }

    private static void transfers(RoundTrip together, List<TransferClaim> rows, Instant now) {
        together.then(
                TRANSFERS,
                (statement, first) -> common(statement, first, rows, TransferClaim::claim, now)
                        .text(row -> row.transfer().system())
                        .text(row -> row.transfer().id()),
                null);
    }

    private static void reserved(RoundTrip together, List<ReservedClaim> rows, Instant now) {
        together.then(
                RESERVATIONS,
                (statement, first) -> common(statement, first, rows, ReservedClaim::claim, now)
                        .text(row -> row.line().id().connection())
                        .text(row -> row.line().id().reference())
                        .text(row -> row.line().id().line())
                        .bool(row -> row.line().terms().paid())
                        .uuid(row -> row.line().id().reservation())
                        .integer(row -> row.line().id().part())
                        .decimal(row -> row.line().amounts().per())
                        .decimal(row -> row.line().amounts().asked())
                        .decimal(row -> row.line().amounts().consumed())
                        .text(row -> row.line().terms().fulfilment())
                        .text(row -> row.line().terms().channel())
                        .instant(row -> row.line().terms().expiresAt())
                        .instant(row -> row.line().terms().promisedAt()),
                null);
    }

    private static <T> Columns<T> common(
            PreparedStatement statement, int first, List<T> rows, Function<T, Claim> claim, Instant now)
            throws SQLException {
        statement.setObject(first, now.atOffset(ZoneOffset.UTC));
        return Columns.bind(statement, rows, first + 1)
                .text(row -> claim.apply(row).key())
                .text(row -> claim.apply(row).behind().state().word())
                .text(row -> claim.apply(row).sku())
                .text(row -> claim.apply(row).location())
                .decimal(row -> claim.apply(row).quantity())
                .uuid(row -> claim.apply(row).messageId());
    }
}
