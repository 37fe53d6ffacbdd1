package io.tillbridge.reconciliation;

import io.tillbridge.platform.Columns;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks in the books for what may have caused drifts. */
final class EvidenceRows {

    /** A movement of the sellable figure undoes what it caused, so it is as large as the drift and of the other sign. */
    private static final String LOOK = """
            with recent as (
                select t.n, t.a, t.d, m.*
                  from unnest(?::int[], ?::text[], ?::text[], ?::numeric[], ?::timestamptz[]) as t (n, s, l, d, a)
                 cross join lateral (
                       select movement_id, message_id, reason, occurred_at, posted_at,
                              case when to_place = t.l and to_bucket = 'sellable' then quantity else 0 end
                              - case when from_place = t.l and from_bucket = 'sellable' then quantity else 0 end as change
                         from stock_movement where sku = t.s order by movement_id desc limit 200) m
                 where m.change = -t.d and m.occurred_at <= t.a and m.occurred_at > t.a - interval '7 days')
            select t.n,
                   array(select distinct units from item_code where sku = t.s and units > 1 order by units),
                   (select max(r.movement_id) from recent r
                     where r.n = t.n and exists (select from recent o
                            where o.n = r.n and o.movement_id < r.movement_id and o.message_id <> r.message_id
                              and o.reason = r.reason and o.occurred_at between r.occurred_at - interval '1 hour'
                                                                            and r.occurred_at + interval '1 hour')),
                   (select max(counted_at) from shelf_count
                     where sku = t.s and location = t.l and bucket = 'sellable' and state = 'posted'
                       and counted_at > t.a - interval '7 days'),
                   (select max(r.movement_id) from recent r where r.n = t.n and r.reason = 'adjustment'),
                   (select max(r.movement_id) from recent r
                     where r.n = t.n and r.posted_at > t.a - ? * interval '1 second')
              from unnest(?::int[], ?::text[], ?::text[], ?::numeric[], ?::timestamptz[]) as t (n, s, l, d, a)
             order by t.n
            """;

    private static final String WAITING = """
            select (select count(*) from message where connection = ? and state = 'held')
                   + (select count(*) from dead_letter
                       where connection = ? and message_id is not null
                         and state not in ('replayed', 'resolved', 'archived'))
            """;

    private EvidenceRows() {}

    /** One piece of evidence for each drift, in a read-only transaction. */
    static Map<StockKey, Evidence> of(Connection snapshot, String connection, Terms terms, List<Judged> drifts)
            throws SQLException {
        Map<StockKey, Evidence> evidence = new HashMap<>();
        if (drifts.isEmpty()) {
            return evidence;
        }
        long waiting = waiting(snapshot, connection);
        List<Integer> numbers = new ArrayList<>();
        for (int n = 0; n < drifts.size(); n++) {
            numbers.add(n);
        }
        try (PreparedStatement statement = snapshot.prepareStatement(LOOK)) {
            bind(statement, numbers, drifts, 1);
            statement.setLong(6, terms.window().multipliedBy(3).toSeconds());
            bind(statement, numbers, drifts, 7);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    evidence.put(drifts.get(rows.getInt(1)).compared().key(), evidence(rows, waiting));
                }
            }
        }
        return evidence;
    }

    private static void bind(PreparedStatement statement, List<Integer> numbers, List<Judged> drifts, int first)
            throws SQLException {
        Columns.bind(statement, numbers, first)
                .integer(n -> n)
                .text(n -> drifts.get(n).compared().key().sku())
                .text(n -> drifts.get(n).compared().key().location())
                .decimal(n -> drifts.get(n).drift())
                .instant(n -> drifts.get(n).compared().toldAt());
    }

    private static Evidence evidence(ResultSet row, long waiting) throws SQLException {
        Array packs = row.getArray(2);
        @Nullable Timestamp counted = row.getTimestamp(4);
        return new Evidence(
                Arrays.asList((BigDecimal[]) packs.getArray()),
                row.getObject(3, Long.class),
                counted == null ? null : counted.toInstant().toString(),
                row.getObject(5, Long.class),
                row.getObject(6, Long.class),
                waiting);
    }

    private static long waiting(Connection snapshot, String connection) throws SQLException {
        try (PreparedStatement statement = snapshot.prepareStatement(WAITING)) {
            statement.setString(1, connection);
            statement.setString(2, connection);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
