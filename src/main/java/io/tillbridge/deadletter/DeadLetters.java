package io.tillbridge.deadletter;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Files what a stage gave up on, exactly once per message and per lane, in the transaction of the stage that gave up. */
public final class DeadLetters {

    static final String COLUMNS =
            "dead_letter_id, stage, code, category, owner, cause_group, connection, flow, message_id,"
                    + " lane_key, caused_by, business_key, event_type, at, detail, canonical, mapping, mapping_version,"
                    + " traceparent, state, replays, filed_at, changed_at";

    private static final String FILE = """
            insert into dead_letter (dead_letter_id, stage, code, category, owner, cause_group, connection, flow, message_id,
                   lane_key, caused_by, business_key, event_type, at, detail, document, canonical, mapping, mapping_version,
                   traceparent, filed_at, changed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict do nothing
            """;

    private static final String ANNOUNCED = "dead_letter";

    private final Clock clock;
    private final DeadLetterEvents events;

    public DeadLetters(Clock clock, DeadLetterEvents events) {
        this.clock = clock;
        this.events = events;
    }

    /**
     * Files the failures; one that has an unresolved dead letter already is left as it is.
     *
     * @param tx the stage's transaction; neither committed nor closed here
     * @return how many were new
     * @throws SQLException as the database says; the transaction is then the caller's to roll back
     */
    public int file(Connection tx, List<FailedMessage> failed) throws SQLException {
        if (failed.isEmpty()) {
            return 0;
        }
        Timestamp now = Timestamp.from(clock.instant());
        List<UUID> ids = new ArrayList<>(failed.size());
        try (PreparedStatement statement = tx.prepareStatement(FILE)) {
            for (FailedMessage one : failed) {
                UUID id = UuidCreator.getTimeOrderedEpoch();
                ids.add(id);
                bind(statement, id, one, now);
                statement.addBatch();
            }
            statement.executeBatch();
        }
        List<DeadLetter> filed = read(tx, ids);
        List<DeadLetter> announced =
                filed.stream().filter(one -> !ANNOUNCED.equals(one.eventType())).toList();
        if (!announced.isEmpty()) {
            events.filed(tx, announced);
        }
        return filed.size();
    }

    private static void bind(PreparedStatement statement, UUID id, FailedMessage one, Timestamp now)
            throws SQLException {
        boolean lane = one.laneKey() != null;
        int at = 1;
        statement.setObject(at++, id);
        statement.setString(at++, one.failure().stage().word());
        statement.setString(at++, one.failure().code());
        statement.setString(at++, one.failure().category().word());
        statement.setString(at++, one.failure().category().owner());
        statement.setString(at++, CauseGroup.of(one));
        statement.setString(at++, one.connection());
        statement.setString(at++, one.flow());
        statement.setObject(at++, lane ? null : one.messageId());
        statement.setString(at++, one.laneKey());
        statement.setObject(at++, lane ? one.messageId() : null);
        statement.setString(at++, one.businessKey());
        statement.setString(at++, one.eventType());
        statement.setString(at++, clean(one.failure().at()));
        statement.setString(at++, clean(one.failure().detail()));
        statement.setBytes(at++, one.document());
        statement.setString(at++, one.canonical());
        statement.setString(at++, one.mapping());
        statement.setObject(at++, one.mappingVersion());
        statement.setString(at++, one.traceparent());
        statement.setTimestamp(at++, now);
        statement.setTimestamp(at, now);
    }

    /** PostgreSQL text cannot hold a zero byte, and a partner's answer may. */
    private static String clean(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
    }

    private static List<DeadLetter> read(Connection tx, List<UUID> ids) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(
                "select " + COLUMNS + " from dead_letter where dead_letter_id = any(?) order by dead_letter_id")) {
            statement.setArray(1, tx.createArrayOf("uuid", ids.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                List<DeadLetter> letters = new ArrayList<>();
                while (rows.next()) {
                    letters.add(row(rows));
                }
                return letters;
            }
        }
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
                rows.getInt("replays"),
                rows.getTimestamp("filed_at").toInstant(),
                rows.getTimestamp("changed_at").toInstant());
    }

    private static @Nullable UUID uuid(ResultSet rows, String column) throws SQLException {
        return rows.getObject(column, UUID.class);
    }
}
