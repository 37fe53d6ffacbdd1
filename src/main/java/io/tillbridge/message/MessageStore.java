package io.tillbridge.message;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Writes the message record, set-based, inside the caller's transaction. */
@Component
public final class MessageStore {

    private static final String INSERT = """
            insert into message (message_id, parent_id, connection, flow, state, reason, receipt_key, business_key,
                                 event_type, fact_key, mapping, mapping_version, mapping_sha256, generation, received_at,
                                 occurred_at, settled_at, due_at, hold_key, hold_until, fetch_plan, resolved, traceparent,
                                 mapping_activation, mapping_set)
            select id, pa, co, fl, st, re, rk, bk, et, fk, ma, mv, ms, ge, ra, oc,
                   case when st in ('posted', 'skipped', 'dead') then now end,
                   case when st in ('accepted', 'fetching') then now end, hk, hu, fe, rs, tr, mr, mg
              from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                          ?::text[], ?::text[], ?::integer[], ?::text[], ?::integer[], ?::timestamptz[], ?::timestamptz[],
                          ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::integer[], ?::bigint[])
                   as row (id, pa, co, fl, st, re, rk, bk, et, fk, ma, mv, ms, ge, ra, oc, hk, hu, fe, rs, tr, mr, mg),
                   (select ?::timestamptz as now) as clock
            on conflict (message_id) do nothing
            """;

    private static final String SETTLE = """
            update message m
               set state = st, reason = re, business_key = coalesce(bk, m.business_key), event_type = et, fact_key = fk,
                   mapping = ma, mapping_version = mv, mapping_sha256 = ms, generation = ge, occurred_at = oc,
                   mapping_activation = mr, mapping_set = mg,
                   settled_at = case when st in ('posted', 'skipped', 'dead') then now end,
                   due_at = case when st in ('accepted', 'fetching') then now end, lease_until = null,
                   hold_key = hk, hold_until = case when st = 'held' then coalesce(m.hold_until, hu) end, fetch_plan = fe, resolved = rs
              from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::integer[],
                          ?::text[], ?::integer[], ?::timestamptz[], ?::text[], ?::timestamptz[], ?::text[], ?::text[],
                          ?::integer[], ?::bigint[])
                   as row (id, st, re, bk, et, fk, ma, mv, ms, ge, oc, hk, hu, fe, rs, mr, mg),
                   (select ?::timestamptz as now) as clock
             where m.message_id = row.id and m.state = 'accepted'
            """;

    private static final String INSERT_ATTEMPTS = """
            insert into message_attempt (message_id, at, stage, outcome, code)
            select id, ?, 'post', st, re
              from unnest(?::uuid[], ?::text[], ?::text[]) as row (id, st, re)
            """;

    private static final String CLAIM = """
            with ready as (
                select message_id from message
                 where state = 'accepted' and due_at <= ? and (lease_until is null or lease_until < now())
                 order by message_id limit ? for update skip locked),
            sized as (
                select message_id, coalesce(body_length, octet_length(body)) as size,
                       sum(coalesce(body_length, octet_length(body))) over (order by message_id) as total
                  from ready join message_raw using (message_id))
            update message m
               set lease_until = now() + make_interval(secs => ?), attempts = m.attempts + 1
              from sized, message_raw r
             where m.message_id = sized.message_id and r.message_id = m.message_id
               and (sized.total <= ? or sized.total = sized.size)
            returning m.message_id, m.parent_id, m.connection, m.flow, m.receipt_key, m.business_key, m.received_at,
                      r.content_type, r.headers, r.body, r.original_hmac, m.traceparent,
                      m.mapping, m.mapping_version, m.mapping_sha256, m.generation, m.attempts, r.body_length,
                      m.mapping_activation, m.mapping_set
            """;

    private final Clock clock;

    public MessageStore(Clock clock) {
        this.clock = clock;
    }

    /**
     * Inserts arrivals and settles recorded documents, all at one instant, by which a transaction's messages are known to be
     * of one; a message id that is there already is left as it is.
     */
    public void settle(Connection transaction, List<Settlement> settlements) throws SQLException {
        Instant now = clock.instant();
        insert(
                transaction,
                settlements.stream().filter(s -> !s.ready().recorded()).toList(),
                now);
        update(
                transaction,
                settlements.stream().filter(s -> s.ready().recorded()).toList(),
                now);
    }

    private void insert(Connection transaction, List<Settlement> rows, Instant now) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = transaction.prepareStatement(INSERT)) {
            Columns.bind(statement, rows, 1)
                    .uuid(MessageStore::id)
                    .uuid(s -> s.ready().document().parentId())
                    .text(s -> s.ready().document().connection())
                    .text(s -> s.ready().document().flow())
                    .text(s -> s.state().word())
                    .text(Settlement::reason)
                    .text(s -> s.ready().document().receiptKey())
                    .text(MessageStore::businessKey)
                    .text(s -> s.eventType() == null ? null : s.eventType().word())
                    .text(Settlement::factKey)
                    .text(s -> s.stamp() == null ? null : s.stamp().mapping())
                    .integer(s -> s.stamp() == null ? null : s.stamp().version())
                    .text(s -> s.stamp() == null ? null : s.stamp().sha256())
                    .integer(s -> s.stamp() == null ? null : s.stamp().generation())
                    .instant(s -> s.ready().document().receivedAt())
                    .instant(Settlement::occurredAt)
                    .text(s -> s.hold() == null ? null : s.hold().key().toString())
                    .instant(s -> s.hold() == null ? null : s.hold().until())
                    .text(Settlement::fetch)
                    .text(Settlement::resolved)
                    .text(s -> s.ready().document().traceparent())
                    .integer(s -> s.stamp() == null || s.stamp().activation() == 0
                            ? null
                            : s.stamp().activation())
                    .bigint(s -> s.stamp() == null ? null : s.stamp().set());
            statement.setObject(24, SqlTimes.of(now));
            statement.executeUpdate();
        }
        RawDocuments.insert(
                transaction, rows.stream().map(s -> s.ready().document()).toList());
    }

    private void update(Connection transaction, List<Settlement> rows, Instant now) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        List<Settlement> sorted =
                rows.stream().sorted(Comparator.comparing(MessageStore::id)).toList();
        try (PreparedStatement statement = transaction.prepareStatement(SETTLE)) {
            Columns.bind(statement, sorted, 1)
                    .uuid(MessageStore::id)
                    .text(s -> s.state().word())
                    .text(Settlement::reason)
                    .text(MessageStore::businessKey)
                    .text(s -> s.eventType() == null ? null : s.eventType().word())
                    .text(Settlement::factKey)
                    .text(s -> s.stamp() == null ? null : s.stamp().mapping())
                    .integer(s -> s.stamp() == null ? null : s.stamp().version())
                    .text(s -> s.stamp() == null ? null : s.stamp().sha256())
                    .integer(s -> s.stamp() == null ? null : s.stamp().generation())
                    .instant(Settlement::occurredAt)
                    .text(s -> s.hold() == null ? null : s.hold().key().toString())
                    .instant(s -> s.hold() == null ? null : s.hold().until())
                    .text(Settlement::fetch)
                    .text(Settlement::resolved)
                    .integer(s -> s.stamp() == null || s.stamp().activation() == 0
                            ? null
                            : s.stamp().activation())
                    .bigint(s -> s.stamp() == null ? null : s.stamp().set());
            statement.setObject(18, SqlTimes.of(now));
            statement.executeUpdate();
        }
        try (PreparedStatement statement = transaction.prepareStatement(INSERT_ATTEMPTS)) {
            statement.setObject(1, SqlTimes.of(now));
            Columns.bind(statement, sorted, 2)
                    .uuid(MessageStore::id)
                    .text(s -> s.state().word())
                    .text(Settlement::reason);
            statement.executeUpdate();
        }
    }

    /**
     * Takes documents that are ready, oldest first, and leases them by database time. An expired lease is taken again.
     *
     * @param max at most this many
     * @param bytes bodies together at most; a greater one is taken alone
     */
    public List<ReadyDocument> claim(Connection transaction, int max, DataSize bytes, Duration lease)
            throws SQLException {
        List<ReadyDocument> ready = new ArrayList<>();
        try (PreparedStatement statement = transaction.prepareStatement(CLAIM)) {
            statement.setObject(1, SqlTimes.of(clock.instant()));
            statement.setInt(2, max);
            statement.setLong(3, lease.toSeconds());
            statement.setLong(4, bytes.toBytes());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ready.add(ready(rows));
                }
            }
        }
        ready.sort(Comparator.comparing(r -> r.document().messageId()));
        return ready;
    }

    /** A row of a message and its document, in the order of {@code CLAIM}. */
    static ReadyDocument ready(ResultSet row) throws SQLException {
        AcceptedDocument document = new AcceptedDocument(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getTimestamp(7).toInstant(),
                row.getString(8),
                RawDocuments.headers(row.getString(9)),
                new PackedBody(row.getBytes(10), row.getObject(18, Integer.class)).unpacked(),
                row.getBytes(11),
                row.getString(12));
        String mapping = row.getString(13);
        Stamp stamp = mapping == null
                ? null
                : new Stamp(
                        mapping, row.getInt(14), row.getString(15), row.getInt(16), row.getInt(19), row.getLong(20));
        return new ReadyDocument(document, true, stamp, row.getInt(17));
    }

    private static UUID id(Settlement settlement) {
        return settlement.ready().document().messageId();
    }

    private static @Nullable String businessKey(Settlement settlement) {
        return settlement.businessKey() == null
                ? settlement.ready().document().businessKey()
                : settlement.businessKey();
    }
}
