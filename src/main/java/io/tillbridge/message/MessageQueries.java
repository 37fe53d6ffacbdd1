package io.tillbridge.message;

import io.tillbridge.platform.Cells;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people and tools ask about messages; changes nothing. Errors are Spring's {@code DataAccessException}. */
@Component
public final class MessageQueries {

    private static final String ROW =
            "select message_id, parent_id, connection, flow, state, reason, receipt_key, business_key, event_type, fact_key,"
                    + " mapping, mapping_version, mapping_sha256, generation, received_at, occurred_at, settled_at,"
                    + " attempts, hold_key, hold_until, resolved, traceparent, mapping_activation, mapping_set from message";

    private final JdbcClient sql;

    public MessageQueries(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Messages, newest arrival first.
     *
     * @param before only those that arrived before this one; null for the first page
     * @param limit at least 1
     */
    public List<MessageRow> list(MessageFilter filter, @Nullable UUID before, int limit) {
        StringBuilder where = new StringBuilder(" where true");
        Map<String, Object> values = new HashMap<>();
        match(where, values, "connection", filter.connection());
        match(where, values, "flow", filter.flow());
        match(where, values, "state", filter.state());
        match(where, values, "business_key", filter.businessKey());
        match(where, values, "receipt_key", filter.receiptKey());
        if (filter.parent() != null) {
            where.append(" and parent_id = :parent");
            values.put("parent", filter.parent());
        }
        if (before != null) {
            where.append(" and message_id < :before");
            values.put("before", before);
        }
        values.put("limit", limit);
        return sql.sql(ROW + where + " order by message_id desc limit :limit")
                .params(values)
                .query((row, number) -> row(row))
                .list();
    }

    /** One message; empty when it is not on record (it may still be in the intake journal). */
    public Optional<MessageRow> find(UUID id) {
        return sql.sql(ROW + " where message_id = ?")
                .param(id)
                .query((row, number) -> row(row))
                .optional();
    }

    /** The messages that were cut from or fetched for a message, in their order. */
    public List<MessageRow> children(UUID parent) {
        return sql.sql(ROW + " where parent_id = ? order by message_id")
                .param(parent)
                .query((row, number) -> row(row))
                .list();
    }

    /** How many children of each message are in which state; a message without children is absent. */
    public Map<UUID, SortedMap<String, Integer>> childStates(Collection<UUID> parents) {
        Map<UUID, SortedMap<String, Integer>> states = new HashMap<>();
        sql.sql("select parent_id, state, count(*) from message where parent_id = any(?) group by parent_id, state")
                .param(parents.toArray(UUID[]::new))
                .query(row -> {
                    states.computeIfAbsent(row.getObject(1, UUID.class), parent -> new TreeMap<>())
                            .put(row.getString(2), row.getInt(3));
                });
        return states;
    }

    /** The messages about one thing of one connection, oldest first; at most 500. */
    public List<MessageRow> about(String connection, String businessKey) {
        return sql.sql(ROW + " where business_key = ? and connection = ? order by message_id limit 500")
                .params(businessKey, connection)
                .query((row, number) -> row(row))
                .list();
    }

    /** What happened to a message after its first pass, oldest first. */
    public List<MessageAttempt> attempts(UUID id) {
        return sql.sql(
                        "select at, stage, outcome, code, detail from message_attempt where message_id = ? order by attempt_id")
                .param(id)
                .query((row, number) -> new MessageAttempt(
                        row.getTimestamp(1).toInstant(),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)))
                .list();
    }

    /** The document of a message; empty when the message is not on record. */
    public Optional<RawDocument> raw(UUID id) {
        return sql.sql(
                        "select content_type, headers, body, body_length, original_hmac is not null from message_raw where message_id = ?")
                .param(id)
                .query((row, number) -> new RawDocument(
                        row.getString(1),
                        row.getString(2),
                        new PackedBody(row.getBytes(3), row.getObject(4, Integer.class)).unpacked(),
                        row.getBoolean(5)))
                .optional();
    }

    /** What is not posted yet, by connection; a connection without such messages is absent. */
    public Map<String, WaitingMessages> waiting() {
        Map<String, WaitingMessages> waiting = new HashMap<>();
        sql.sql("""
                        select connection, count(*) filter (where state = 'accepted'),
                               count(*) filter (where state = 'fetching'), count(*) filter (where state = 'held'),
                               min(received_at)
                          from (select connection, state, received_at from message where state in ('accepted', 'fetching')
                                union all
                                select connection, state, received_at from message where state = 'held') as w
                         group by connection
                        """)
                .query((row, number) -> new WaitingMessages(
                        row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), Cells.instant(row, 5)))
                .list()
                .forEach(one -> waiting.put(one.connection(), one));
        return waiting;
    }

    /** When each connection's polls last stored what they had read. */
    public Map<String, Instant> lastReads() {
        Map<String, Instant> reads = new HashMap<>();
        sql.sql("select connection, max(updated_at) from source_cursor group by connection")
                .query(row -> {
                    reads.put(row.getString(1), row.getTimestamp(2).toInstant());
                });
        return reads;
    }

    private static void match(StringBuilder where, Map<String, Object> values, String column, @Nullable String value) {
        if (value != null) {
            where.append(" and ").append(column).append(" = :").append(column);
            values.put(column, value);
        }
    }

    private static MessageRow row(ResultSet row) throws SQLException {
        String mapping = row.getString("mapping");
        return new MessageRow(
                row.getObject("message_id", UUID.class),
                row.getObject("parent_id", UUID.class),
                row.getString("connection"),
                row.getString("flow"),
                row.getString("state"),
                row.getString("reason"),
                row.getString("receipt_key"),
                row.getString("business_key"),
                row.getString("event_type"),
                row.getString("fact_key"),
                mapping == null
                        ? null
                        : new Stamp(
                                mapping,
                                row.getInt("mapping_version"),
                                row.getString("mapping_sha256"),
                                row.getInt("generation"),
                                row.getInt("mapping_activation"),
                                row.getLong("mapping_set")),
                row.getTimestamp("received_at").toInstant(),
                Cells.instant(row, 16),
                Cells.instant(row, 17),
                row.getInt("attempts"),
                row.getString("hold_key"),
                Cells.instant(row, 20),
                row.getString("resolved"),
                row.getString("traceparent"));
    }
}
