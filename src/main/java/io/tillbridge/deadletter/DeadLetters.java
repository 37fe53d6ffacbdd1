package io.tillbridge.deadletter;

import com.github.f4b6a3.uuid.UuidCreator;
import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.platform.StorableText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Files what a stage gave up on, in the transaction of the stage that gave up: one letter per message and per lane. What
 * fails again reopens its letter, and every failure is kept.
 */
public final class DeadLetters {

    static final String COLUMNS =
            "dead_letter_id, stage, code, category, owner, cause_group, connection, flow, message_id,"
                    + " lane_key, caused_by, business_key, event_type, at, detail, canonical, mapping, mapping_version,"
                    + " traceparent, state, failures, replays, filed_at, failed_at, changed_at";

    static final String CLOSED = "('replayed', 'resolved', 'archived')";

    private static final String GIVEN = """
            dead_letter_id, stage, code, category, owner, cause_group, connection, flow, message_id, lane_key, caused_by,
                       business_key, event_type, at, detail, document, canonical, mapping, mapping_version
            """.strip();

    /** A letter names the trace of its failure, else that of the message it is about or that caused it. */
    private static final String FAILED = """
            with failed as (
                select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                          ?::uuid[], ?::text[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::text[],
                          ?::text[], ?::integer[], ?::text[])
                  as n(%1$s, traceparent)),
            filed as (
                insert into dead_letter as d (%1$s, traceparent, filed_at, failed_at, changed_at)
                select %1$s,
                       coalesce(n.traceparent, (
                           select m.traceparent from message m where m.message_id = coalesce(n.message_id, n.caused_by))),
                       c.now, c.now, c.now
                  from failed n, (select ?::timestamptz as now) c
            """.formatted(GIVEN);

    private static final String AGAIN = """
             do update set stage = excluded.stage, code = excluded.code, category = excluded.category,
                       owner = excluded.owner, cause_group = excluded.cause_group, connection = excluded.connection,
                       flow = excluded.flow, caused_by = excluded.caused_by, business_key = excluded.business_key,
                       event_type = excluded.event_type, at = excluded.at, detail = excluded.detail,
                       document = coalesce(excluded.document, d.document), canonical = excluded.canonical,
                       mapping = excluded.mapping, mapping_version = excluded.mapping_version,
                       traceparent = excluded.traceparent, failures = d.failures + 1, failed_at = excluded.failed_at,
                       changed_at = excluded.changed_at, state = case when d.state in %s then 'new' else d.state end
            """.formatted(CLOSED);

    private static final String KEEP = """
                 returning d.*),
            kept as (
                insert into dead_letter_failure (dead_letter_id, number, failed_at, stage, code, category, at, detail,
                       mapping, mapping_version)
                select dead_letter_id, failures, failed_at, stage, code, category, at, detail, mapping, mapping_version
                  from filed)
            """;

    /** A message whose letter is open fails only once: a second time is a redelivery. One that went on did not fail. */
    private static final String MESSAGES =
            FAILED + """
                 where not exists (select 1 from message m where m.message_id = n.message_id and m.state <> 'dead')
                 order by n.message_id
                on conflict (message_id) where message_id is not null
            """ + AGAIN + " where d.state in " + CLOSED + KEEP + "select " + COLUMNS
                    + " from filed order by dead_letter_id";

    /** A lane whose letter is open may fail again with a newer state; that is no news. */
    private static final String LANES = FAILED + """
                 order by n.connection, n.flow, n.lane_key
                on conflict (connection, flow, lane_key) where lane_key is not null
            """ + AGAIN + KEEP + "select " + COLUMNS + """
             from filed where not exists (
                    select 1 from dead_letter before
                     where before.dead_letter_id = filed.dead_letter_id and before.state not in %s)
             order by dead_letter_id
            """.formatted(CLOSED);

    private static final String ANNOUNCED = "dead_letter";

    private final Clock clock;
    private final DeadLetterEvents events;

    public DeadLetters(Clock clock, DeadLetterEvents events) {
        this.clock = clock;
        this.events = events;
    }

    /**
     * Files the failures and tells {@link DeadLetterEvents} of the letters that are new or open again. Not filed: a message
     * that is not dead on record, because it has gone on, and one whose letter is open, because it was filed already.
     *
     * @param tx the stage's transaction; neither committed nor closed here
     * @return how many letters are new or open again
     * @throws SQLException as the database says; the transaction is then the caller's to roll back
     */
    public int file(Connection tx, List<FailedMessage> failed) throws SQLException {
        Map<Object, FailedMessage> messages = new LinkedHashMap<>();
        Map<Object, FailedMessage> lanes = new LinkedHashMap<>();
        for (FailedMessage one : failed) {
            if (one.laneKey() != null) {
                lanes.put(List.of(one.connection(), one.flow(), one.laneKey()), one);
            } else {
                messages.put(one.messageId() == null ? one : one.messageId(), one);
            }
        }
        List<DeadLetter> open = new ArrayList<>();
        write(tx, MESSAGES, messages.values(), open);
        write(tx, LANES, lanes.values(), open);
        List<DeadLetter> announced =
                open.stream().filter(one -> !ANNOUNCED.equals(one.eventType())).toList();
        if (!announced.isEmpty()) {
            events.filed(tx, announced);
        }
        return open.size();
    }

    private void write(Connection tx, String sql, Collection<FailedMessage> failed, List<DeadLetter> open)
            throws SQLException {
        if (failed.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(sql)) {
            Columns.bind(statement, List.copyOf(failed), 1)
                    .uuid(one -> UuidCreator.getTimeOrderedEpoch())
                    .text(one -> one.failure().stage().word())
                    .text(one -> one.failure().code())
                    .text(one -> one.failure().category().word())
                    .text(one -> one.failure().category().owner())
                    .text(CauseGroup::of)
                    .text(one -> clean(one.connection()))
                    .text(one -> clean(one.flow()))
                    .uuid(one -> one.laneKey() == null ? one.messageId() : null)
                    .text(FailedMessage::laneKey)
                    .uuid(one -> one.laneKey() == null ? null : one.messageId())
                    .text(one -> clean(one.businessKey()))
                    .text(FailedMessage::eventType)
                    .text(one -> clean(one.failure().at()))
                    .text(one -> clean(one.failure().detail()))
                    .bytes(FailedMessage::document)
                    .text(FailedMessage::canonical)
                    .text(FailedMessage::mapping)
                    .integer(FailedMessage::mappingVersion)
                    .text(FailedMessage::traceparent);
            statement.setObject(21, SqlTimes.of(clock.instant()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    open.add(row(rows));
                }
            }
        }
    }

    /** PostgreSQL text cannot hold a zero byte, and a partner's answer may. */
    private static @Nullable String clean(@Nullable String text) {
        return text == null ? null : StorableText.clean(text);
    }

    static DeadLetter row(ResultSet rows) throws SQLException {
        return new DeadLetter(
                rows.getObject("dead_letter_id", UUID.class),
                rows.getString("stage"),
                rows.getString("code"),
                rows.getString("category"),
                rows.getString("owner"),
                rows.getString("cause_group"),
                rows.getString("connection"),
                rows.getString("flow"),
                uuid(rows, "message_id"),
                rows.getString("lane_key"),
                uuid(rows, "caused_by"),
                rows.getString("business_key"),
                rows.getString("event_type"),
                rows.getString("at"),
                rows.getString("detail"),
                rows.getString("canonical"),
                rows.getString("mapping"),
                rows.getObject("mapping_version", Integer.class),
                rows.getString("traceparent"),
                rows.getString("state"),
                rows.getInt("failures"),
                rows.getInt("replays"),
                rows.getTimestamp("filed_at").toInstant(),
                rows.getTimestamp("failed_at").toInstant(),
                rows.getTimestamp("changed_at").toInstant());
    }

    private static @Nullable UUID uuid(ResultSet rows, String column) throws SQLException {
        return rows.getObject(column, UUID.class);
    }
}
