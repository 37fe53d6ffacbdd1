package io.tillbridge.stock;

import io.tillbridge.platform.Columns;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.UUID;

/** The tables of transfers, inside the caller's transaction; one statement for any number of transfers. */
final class TransferRows {

    private static final String LOCK = """
            insert into stock_transfer as t (consignment, system, transfer_id)
            select c, s, i from unnest(?::text[], ?::text[], ?::text[]) as row (c, s, i)
            on conflict (consignment) do update set state = t.state where false
            """;

    private static final String KEYS = """
            select distinct t.consignment, t.system, t.transfer_id
              from stock_transfer_event e join stock_transfer t using (consignment) where e.message_id = any (?::uuid[])
            """;

    private static final String FORGET = "delete from stock_transfer_event where message_id = any (?::uuid[])";

    private static final String KEEP = """
            insert into stock_transfer_event (message_id, consignment, kind, from_location, to_location, occurred_at,
                                              closes, closed_by, why)
            select m, c, k, f, t, o, cl, b, w
              from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::boolean[],
                          ?::text[], ?::text[]) as row (m, c, k, f, t, o, cl, b, w)
            """;

    private static final String ADD = """
            insert into stock_transfer_line as l (consignment, sku, sent, received, lost)
            select c, s, se, re, lo
              from unnest(?::text[], ?::text[], ?::numeric[], ?::numeric[], ?::numeric[]) as row (c, s, se, re, lo)
            on conflict (consignment, sku) do update
               set sent = l.sent + excluded.sent, received = l.received + excluded.received, lost = l.lost + excluded.lost
            """;

    private static final String CLOSINGS = """
            select t.system, t.transfer_id, t.closer, c.message_id, c.occurred_at
              from stock_transfer t
              left join lateral (select message_id, occurred_at from stock_transfer_event e
                                  where e.consignment = t.consignment and e.closes
                                  order by occurred_at, message_id limit 1) c on true
             where t.consignment = any (?::text[]) and (t.closer is not null or c.message_id is not null)
             order by t.consignment
            """;

    private static final String LINES = """
            select t.system, t.transfer_id, l.sku, l.sent, l.received,
                   exists (select from stock_transfer_event e where e.consignment = l.consignment and e.kind = 'sent')
              from stock_transfer_line l join stock_transfer t using (consignment)
             where l.consignment = any (?::text[])
             order by l.consignment, l.sku
            """;

    private static final String SUM_UP = """
            update stock_transfer t
               set from_location = e.left_at, to_location = e.arrives_at, sent_at = e.sent_at, received_at = e.received_at,
                   closed_at = e.closed_at, closer = e.closer,
                   state = case when e.closer is not null then 'closed'
                                when e.sent_at is not null and not exists (
                                     select from stock_transfer_line l
                                      where l.consignment = t.consignment and l.sent <> l.received) then 'received'
                                else 'open' end
              from (select consignment,
                           (array_agg(from_location order by kind = 'sent' desc, occurred_at, message_id)
                            filter (where from_location is not null))[1] as left_at,
                           (array_agg(to_location order by kind = 'sent' desc, occurred_at, message_id)
                            filter (where to_location is not null))[1] as arrives_at,
                           min(occurred_at) filter (where kind = 'sent') as sent_at,
                           max(occurred_at) filter (where kind = 'received') as received_at,
                           min(occurred_at) filter (where closes) as closed_at,
                           (array_agg(message_id order by occurred_at, message_id) filter (where closes))[1] as closer
                      from stock_transfer_event where consignment = any (?::text[]) group by consignment) e
             where t.consignment = e.consignment
            """;

    /** What reposts left of a transfer that no event names any more. */
    private static final String SWEEP_LINES =
            "delete from stock_transfer_line where consignment = any (?::text[]) and (sent, received, lost, committed) = (0, 0, 0, 0)";

    private static final String SWEEP = """
            delete from stock_transfer t where consignment = any (?::text[])
               and not exists (select from stock_transfer_event e where e.consignment = t.consignment)
            """;

    private TransferRows() {}

    /** A line as it is now. */
    record Sum(TransferKey key, String sku, BigDecimal sent, BigDecimal received, boolean wasSent) {}

    static void lock(Connection tx, SortedMap<String, TransferKey> transfers) throws SQLException {
        List<TransferKey> keys = List.copyOf(transfers.values());
        try (PreparedStatement statement = tx.prepareStatement(LOCK)) {
            Columns.bind(statement, keys, 1)
                    .text(TransferKey::consignment)
                    .text(TransferKey::system)
                    .text(TransferKey::id);
            statement.executeUpdate();
        }
    }

    /** The transfers that some messages were events of. */
    static List<TransferKey> of(Connection tx, Collection<UUID> messages) throws SQLException {
        List<TransferKey> keys = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(KEYS)) {
            statement.setArray(1, tx.createArrayOf("uuid", messages.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    keys.add(new TransferKey(rows.getString(2), rows.getString(3)));
                }
            }
        }
        return keys;
    }

    static void forget(Connection tx, Collection<UUID> messages) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(FORGET)) {
            statement.setArray(1, tx.createArrayOf("uuid", messages.toArray()));
            statement.executeUpdate();
        }
    }

    static void keep(Connection tx, List<TransferEvent> events) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(KEEP)) {
            Columns.bind(statement, events, 1)
                    .uuid(TransferEvent::messageId)
                    .text(event -> event.key().consignment())
                    .text(event -> event.kind().name().toLowerCase(Locale.ROOT))
                    .text(TransferEvent::from)
                    .text(TransferEvent::to)
                    .instant(TransferEvent::occurredAt)
                    .bool(TransferEvent::closes)
                    .text(TransferEvent::closedBy)
                    .text(TransferEvent::why);
            statement.executeUpdate();
        }
    }

    static void add(Connection tx, Collection<TransferLine> changes) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(ADD)) {
            Columns.bind(statement, List.copyOf(changes), 1)
                    .text(TransferLine::consignment)
                    .text(TransferLine::sku)
                    .decimal(TransferLine::sent)
                    .decimal(TransferLine::received)
                    .decimal(TransferLine::lost);
            statement.executeUpdate();
        }
    }

    /** Those of the transfers that are closed now or were before. */
    static List<TransferSettlement> closings(Connection tx, Collection<String> consignments) throws SQLException {
        List<TransferSettlement> closings = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(CLOSINGS)) {
            statement.setArray(1, tx.createArrayOf("text", consignments.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Timestamp at = rows.getTimestamp(5);
                    closings.add(new TransferSettlement(
                            new TransferKey(rows.getString(1), rows.getString(2)),
                            rows.getObject(3, UUID.class),
                            rows.getObject(4, UUID.class),
                            at == null ? Instant.EPOCH : at.toInstant()));
                }
            }
        }
        return closings;
    }

    static List<Sum> sums(Connection tx, Collection<String> consignments) throws SQLException {
        List<Sum> sums = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(LINES)) {
            statement.setArray(1, tx.createArrayOf("text", consignments.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    sums.add(new Sum(
                            new TransferKey(rows.getString(1), rows.getString(2)),
                            rows.getString(3),
                            rows.getBigDecimal(4),
                            rows.getBigDecimal(5),
                            rows.getBoolean(6)));
                }
            }
        }
        return sums;
    }

    /** Writes transfers anew from their events and lines. */
    static void sumUp(Connection tx, Collection<String> consignments) throws SQLException {
        each(tx, consignments, List.of(SUM_UP));
    }

    /** Forgets what no event names any more. */
    static void sweep(Connection tx, Collection<String> consignments) throws SQLException {
        each(tx, consignments, List.of(SWEEP_LINES, SWEEP));
    }

    private static void each(Connection tx, Collection<String> consignments, List<String> texts) throws SQLException {
        for (String text : texts) {
            try (PreparedStatement statement = tx.prepareStatement(text)) {
                statement.setArray(1, tx.createArrayOf("text", consignments.toArray()));
                statement.executeUpdate();
            }
        }
    }
}
