package io.tillbridge.deadletter;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What people see of the dead letters. */
public final class Desk {

    static final String OPEN = "state not in " + DeadLetters.CLOSED;

    private final DataSource database;

    public Desk(DataSource database) {
        this.database = database;
    }

    /**
     * Dead letters, the newest failure first. One that fails again while somebody pages moves to the front; no other
     * changes its place.
     *
     * @param connection only these; null for all
     * @param group only this cause; null for all
     * @param state only these; null for all that are unresolved
     * @param after the place of the last one on the page before; null for the first page
     * @param limit 1 to 500
     */
    public List<DeadLetter> list(
            @Nullable String connection,
            @Nullable String group,
            @Nullable String state,
            @Nullable DeskPlace after,
            int limit) {
        try (Connection tx = database.getConnection();
                PreparedStatement statement = tx.prepareStatement("select " + DeadLetters.COLUMNS
                        + " from dead_letter where (?::text is null or connection = ?)"
                        + " and (?::text is null or cause_group = ?)"
                        + " and (state = ? or (?::text is null and " + OPEN + "))"
                        + " and (?::uuid is null or (failed_at, dead_letter_id) < (?::timestamptz, ?::uuid))"
                        + " order by failed_at desc, dead_letter_id desc limit ?")) {
            statement.setString(1, connection);
            statement.setString(2, connection);
            statement.setString(3, group);
            statement.setString(4, group);
            statement.setString(5, state);
            statement.setString(6, state);
            statement.setObject(7, after == null ? null : after.id());
            statement.setString(8, after == null ? null : after.failedAt().toString());
            statement.setObject(9, after == null ? null : after.id());
            statement.setInt(10, Math.min(500, Math.max(1, limit)));
            List<DeadLetter> letters = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    letters.add(DeadLetters.row(rows));
                }
            }
            return letters;
        } catch (SQLException e) {
            throw new IllegalStateException("dead letters could not be read", e);
        }
    }

    /** One dead letter; empty when it does not exist. */
    public Optional<DeadLetter> show(UUID id) {
        try (Connection tx = database.getConnection();
                PreparedStatement statement = tx.prepareStatement(
                        "select " + DeadLetters.COLUMNS + " from dead_letter where dead_letter_id = ?")) {
            statement.setObject(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(DeadLetters.row(rows)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("dead letter " + id + " could not be read", e);
        }
    }

    /** How a dead letter came to be what it is; empty lists when it does not exist. */
    public Lineage lineage(UUID id) {
        try (Connection tx = database.getConnection()) {
            return new Lineage(failures(tx, id), replays(tx, id));
        } catch (SQLException e) {
            throw new IllegalStateException("the lineage of dead letter " + id + " could not be read", e);
        }
    }

    private static List<Lineage.Failed> failures(Connection tx, UUID id) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement("""
                select number, failed_at, stage, code, category, at, detail, mapping, mapping_version
                  from (select * from dead_letter_failure where dead_letter_id = ? order by number desc limit 100) latest
                 order by number
                """)) {
            statement.setObject(1, id);
            List<Lineage.Failed> failures = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    failures.add(new Lineage.Failed(
                            rows.getInt(1),
                            rows.getTimestamp(2).toInstant(),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getString(5),
                            rows.getString(6),
                            rows.getString(7),
                            rows.getString(8),
                            rows.getObject(9, Integer.class)));
                }
            }
            return failures;
        }
    }

    private static List<Lineage.Ordered> replays(Connection tx, UUID id) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement("""
                select replay_id, created_at, requested_by, why, state, refusal
                  from (select r.replay_id, r.created_at, r.requested_by, coalesce(r.reason, '') as why, i.state, i.reason as refusal
                          from replay_item i join replay r using (replay_id)
                         where i.dead_letter_id = ? order by r.replay_id desc limit 100) latest
                 order by replay_id
                """)) {
            statement.setObject(1, id);
            List<Lineage.Ordered> replays = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    replays.add(new Lineage.Ordered(
                            rows.getObject(1, UUID.class),
                            rows.getTimestamp(2).toInstant(),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getString(5),
                            rows.getString(6)));
                }
            }
            return replays;
        }
    }

    /**
     * The document that could not even become a message, or bytes nobody could read; empty when the message record has
     * it, when a lane failed, or when there is no such dead letter.
     */
    public Optional<byte[]> document(UUID id) {
        try (Connection tx = database.getConnection();
                PreparedStatement statement =
                        tx.prepareStatement("select document from dead_letter where dead_letter_id = ?")) {
            statement.setObject(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.ofNullable(rows.getBytes(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the document of dead letter " + id + " could not be read", e);
        }
    }

    /** The unresolved dead letter of a message; empty when it has none. */
    public Optional<DeadLetter> ofMessage(UUID message) {
        try (Connection tx = database.getConnection();
                PreparedStatement statement = tx.prepareStatement(
                        "select " + DeadLetters.COLUMNS + " from dead_letter where message_id = ? and " + OPEN)) {
            statement.setObject(1, message);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(DeadLetters.row(rows)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the dead letter of message " + message + " could not be read", e);
        }
    }

    /** Unresolved dead letters by cause, the largest group first; at most 200 groups. */
    public List<FailureGroup> groups(@Nullable String connection) {
        try (Connection tx = database.getConnection();
                PreparedStatement statement =
                        tx.prepareStatement("select cause_group, min(stage), min(code), min(category),"
                                + " min(owner), min(connection), min(flow), min(detail), count(*), min(filed_at), max(failed_at)"
                                + " from dead_letter where " + OPEN + " and (?::text is null or connection = ?)"
                                + " group by cause_group order by count(*) desc, cause_group limit 200")) {
            statement.setString(1, connection);
            statement.setString(2, connection);
            List<FailureGroup> groups = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    groups.add(new FailureGroup(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getString(5),
                            rows.getString(6),
                            rows.getString(7),
                            rows.getString(8),
                            rows.getLong(9),
                            rows.getTimestamp(10).toInstant(),
                            rows.getTimestamp(11).toInstant()));
                }
            }
            return groups;
        } catch (SQLException e) {
            throw new IllegalStateException("failure groups could not be read", e);
        }
    }
}
