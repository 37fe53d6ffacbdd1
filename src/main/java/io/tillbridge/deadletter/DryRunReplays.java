package io.tillbridge.deadletter;

import com.github.f4b6a3.uuid.UuidCreator;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.platform.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Posts what ran dry, once its flow does not any more: its messages are accepted again, in the order of their arrival, and
 * translated by the version that is active for their time. Facts that came otherwise meanwhile are recognised.
 */
public final class DryRunReplays {

    private static final String MESSAGES = """
            with again as (
                update message set state = 'accepted', reason = null, due_at = ?, lease_until = null, settled_at = null,
                       mapping = null, mapping_version = null, mapping_sha256 = null, generation = null,
                       mapping_activation = null
                 where connection = ? and reason = 'dry_run' and state = 'skipped'
                   and (?::text is null or split_part(flow, '#', 1) = ?) and not split_part(flow, '#', 1) = any(?)
                returning message_id),
            told as (
                insert into message_attempt (message_id, at, stage, outcome) select message_id, ?, 'replay', 'replayed' from again)
            select count(*) from again
            """;

    private static final String REPLAY = """
            insert into replay (replay_id, requested_by, reason, state, created_at, finished_at, messages)
            values (?, ?, ?, 'finished', ?, ?, ?)
            """;

    private final DataSource database;
    private final Clock clock;
    private final ReplayAudit audit;

    public DryRunReplays(DataSource database, Clock clock, ReplayAudit audit) {
        this.database = database;
        this.clock = clock;
        this.audit = audit;
    }

    /**
     * Replays all messages of a connection that ran dry, or those of one flow.
     *
     * @param flow as messages name it, such as {@code orders} or {@code fetch:order}; null for all
     * @param stillDry flows whose messages stay as they are
     * @throws IllegalStateException when the database does not answer; then nothing was replayed
     */
    public Replay start(
            String connection, @Nullable String flow, Collection<String> stillDry, String by, String reason) {
        UUID replay = UuidCreator.getTimeOrderedEpoch();
        OffsetDateTime now = SqlTimes.of(clock.instant());
        try {
            int messages = Transactions.in(database, tx -> {
                int again = again(tx, connection, flow, stillDry, now);
                record(tx, replay, by, reason, now, again);
                audit.replayed(tx, replay, by, reason, again);
                return again;
            });
            return new Replay(replay, by, "finished", messages, messages, 0);
        } catch (SQLException e) {
            throw new IllegalStateException("nothing was replayed; the database refused the replay", e);
        }
    }

    private static int again(
            Connection tx, String connection, @Nullable String flow, Collection<String> stillDry, OffsetDateTime now)
            throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(MESSAGES)) {
            statement.setObject(1, now);
            statement.setString(2, connection);
            statement.setString(3, flow);
            statement.setString(4, flow);
            statement.setArray(5, tx.createArrayOf("text", stillDry.toArray()));
            statement.setObject(6, now);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static void record(Connection tx, UUID replay, String by, String reason, OffsetDateTime now, int messages)
            throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(REPLAY)) {
            statement.setObject(1, replay);
            statement.setString(2, by);
            statement.setString(3, reason);
            statement.setObject(4, now);
            statement.setObject(5, now);
            statement.setInt(6, messages);
            statement.executeUpdate();
        }
    }
}
