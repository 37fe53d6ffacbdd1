package io.tillbridge.deadletter;

import com.github.f4b6a3.uuid.UuidCreator;
import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.platform.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Sends dead letters to the stage that failed again: exactly the set the operator saw, by compare-and-set, so that a
 * message or lane that has gone on meanwhile is refused with a reason and never touched.
 */
public final class Replays {

    private static final String CLAIM = """
            update replay_item i set state = 'refused', reason = case when d.dead_letter_id is null then 'there is no such dead letter'
                   else 'the dead letter is ' || d.state || ' already' end
              from replay_item j left join dead_letter d on d.dead_letter_id = j.dead_letter_id
             where i.replay_id = ? and j.replay_id = i.replay_id and j.dead_letter_id = i.dead_letter_id and i.state = 'pending'
               and (d.dead_letter_id is null or d.state in %s)
            """.formatted(DeadLetters.CLOSED);

    private static final String MESSAGES = """
            with again as (
                update message m set state = case d.stage when 'fetch' then 'fetching' else 'accepted' end,
                       reason = null, due_at = ?, lease_until = null, settled_at = null, failed_since = null
                  from replay_item i join dead_letter d on d.dead_letter_id = i.dead_letter_id
                 where i.replay_id = ? and i.state = 'pending' and d.message_id = m.message_id and m.state = 'dead'
                returning d.dead_letter_id, m.message_id),
            told as (
                insert into message_attempt (message_id, at, stage, outcome) select message_id, ?, 'replay', 'replayed' from again)
            update replay_item i set state = 'replayed' from again a
             where i.replay_id = ? and i.dead_letter_id = a.dead_letter_id
            """;

    private static final String LANES = """
            with dead as (
                select l.destination, l.key, d.dead_letter_id
                  from replay_item i join dead_letter d on d.dead_letter_id = i.dead_letter_id
                  join lane_delivery l on l.destination = d.connection || '.' || d.flow and l.key = d.lane_key
                  join outbox_lane v on v.destination = l.destination and v.key = l.key
                 where i.replay_id = ? and i.state = 'pending' and v.state = 'dead' and l.dead_sequence is not null
                 order by l.destination, l.key for update of l),
            again as (
                update lane_delivery l set dead_sequence = null, retry_at = ?, retry_sequence = null, attempts = 0,
                       failed_since = null
                  from dead d where l.destination = d.destination and l.key = d.key
                returning d.dead_letter_id)
            update replay_item i set state = 'replayed' from again a
             where i.replay_id = ? and i.dead_letter_id = a.dead_letter_id
            """;

    private static final String REST =
            "update replay_item set state = 'refused', reason = 'what it names is not dead any more; look at its story'"
                    + " where replay_id = ? and state = 'pending'";

    private static final String LETTERS = """
            update dead_letter d set state = 'replayed', replays = d.replays + 1, changed_at = ?
              from replay_item i where i.replay_id = ? and i.state = 'replayed' and d.dead_letter_id = i.dead_letter_id
            """;

    private static final String REMAP_CURRENT = """
            update message m set mapping = null, mapping_version = null, mapping_sha256 = null, generation = null,
                   mapping_activation = null
              from replay_item i join dead_letter d on d.dead_letter_id = i.dead_letter_id
             where i.replay_id = ? and i.state = 'pending' and d.message_id = m.message_id and m.state = 'dead'
            """;

    private static final String REMAP_VERSION = """
            update message m set mapping_version = ?, mapping_activation = null
              from replay_item i join dead_letter d on d.dead_letter_id = i.dead_letter_id
             where i.replay_id = ? and i.state = 'pending' and d.message_id = m.message_id and m.state = 'dead'
               and m.mapping is not null
            """;

    private final DataSource database;
    private final Clock clock;
    private final ReplayAudit audit;

    public Replays(DataSource database, Clock clock, ReplayAudit audit) {
        this.database = database;
        this.clock = clock;
        this.audit = audit;
    }

    /**
     * Replays exactly these dead letters, in one transaction with the audit entry.
     *
     * @param ids what the operator saw; repeated ids count once
     * @throws IllegalStateException when the database does not answer; then nothing was replayed
     * @throws RuntimeException of the audit; then nothing was replayed either
     */
    public Replay start(List<UUID> ids, String by, String reason) {
        return start(ids, by, reason, new Remap.Stamped());
    }

    /** Replays exactly these dead letters, translating messages under the version that {@code remap} names. */
    public Replay start(List<UUID> ids, String by, String reason, Remap remap) {
        UUID replay = UuidCreator.getTimeOrderedEpoch();
        List<UUID> set = ids.stream().distinct().toList();
        OffsetDateTime now = SqlTimes.of(clock.instant());
        try {
            Transactions.in(database, tx -> {
                freeze(tx, replay, set, by, reason, now);
                run(tx, CLAIM, replay);
                remap(tx, replay, remap);
                run(tx, MESSAGES, now, replay, now, replay);
                run(tx, LANES, replay, now, replay);
                run(tx, REST, replay);
                run(tx, LETTERS, now, replay);
                run(tx, "update replay set state = 'finished', finished_at = ? where replay_id = ?", now, replay);
                audit.replayed(tx, replay, by, reason, set.size());
                return replay;
            });
        } catch (SQLException e) {
            throw new IllegalStateException("nothing was replayed; the database refused the replay", e);
        }
        return find(replay).orElseThrow();
    }

    /** Replays what is in a failure group now. */
    public Replay startGroup(String group, String by, String reason) {
        return start(ids("cause_group = ?", group), by, reason);
    }

    /** Replays what is in a failure group now, translating messages under the version that {@code remap} names. */
    public Replay startGroup(String group, String by, String reason, Remap remap) {
        return start(ids("cause_group = ?", group), by, reason, remap);
    }

    /** Replays every unresolved dead letter of a connection. */
    public Replay startConnection(String connection, String by, String reason) {
        return start(ids("connection = ?", connection), by, reason);
    }

    /** How far a replay is; empty when it does not exist. */
    public Optional<Replay> find(UUID replay) {
        try (Connection tx = database.getConnection();
                PreparedStatement statement = tx.prepareStatement("""
                        select r.requested_by, r.state, count(i.*) + r.messages, count(*) filter (where i.state = 'replayed') + r.messages,
                               count(*) filter (where i.state = 'refused')
                          from replay r left join replay_item i using (replay_id)
                         where r.replay_id = ? group by r.requested_by, r.state, r.messages
                        """)) {
            statement.setObject(1, replay);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Replay(
                                replay,
                                rows.getString(1),
                                rows.getString(2),
                                rows.getInt(3),
                                rows.getInt(4),
                                rows.getInt(5)))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("replay " + replay + " could not be read", e);
        }
    }

    /** The dead letters of a replay that were not touched, with the reason of each; at most 500. */
    public List<Refusal> refusals(UUID replay) {
        try (Connection tx = database.getConnection();
                PreparedStatement statement = tx.prepareStatement(
                        "select dead_letter_id, coalesce(reason, '')"
                                + " from replay_item where replay_id = ? and state = 'refused' order by dead_letter_id limit 500")) {
            statement.setObject(1, replay);
            try (ResultSet rows = statement.executeQuery()) {
                List<Refusal> refusals = new ArrayList<>();
                while (rows.next()) {
                    refusals.add(new Refusal(rows.getObject(1, UUID.class), rows.getString(2)));
                }
                return refusals;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("replay " + replay + " could not be read", e);
        }
    }

    /** A dead letter that a replay did not touch. */
    public record Refusal(UUID deadLetter, String reason) {}

    private static void remap(Connection tx, UUID replay, Remap remap) throws SQLException {
        if (remap instanceof Remap.Current) {
            run(tx, REMAP_CURRENT, replay);
        } else if (remap instanceof Remap.Version to) {
            run(tx, REMAP_VERSION, to.version(), replay);
        }
    }

    private List<UUID> ids(String condition, String value) {
        try (Connection tx = database.getConnection();
                PreparedStatement statement = tx.prepareStatement("select dead_letter_id from dead_letter where "
                        + Desk.OPEN + " and " + condition + " order by dead_letter_id")) {
            statement.setString(1, value);
            List<UUID> ids = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getObject(1, UUID.class));
                }
            }
            return ids;
        } catch (SQLException e) {
            throw new IllegalStateException("the set to replay could not be read", e);
        }
    }

    private static void freeze(Connection tx, UUID replay, List<UUID> ids, String by, String reason, OffsetDateTime now)
            throws SQLException {
        run(
                tx,
                "insert into replay (replay_id, requested_by, reason, state, created_at) values (?, ?, ?, 'running', ?)",
                replay,
                by,
                reason,
                now);
        try (PreparedStatement statement =
                tx.prepareStatement("insert into replay_item (replay_id, dead_letter_id, state)"
                        + " select ?, x, 'pending' from unnest(?::uuid[]) as x")) {
            statement.setObject(1, replay);
            Columns.bind(statement, ids, 2).uuid(id -> id);
            statement.executeUpdate();
        }
    }

    private static int run(Connection tx, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }
}
