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

    static final String OPEN = "state not in ('replayed', 'resolved', 'archived')";

    private final DataSource database;

    public Desk(DataSource database) {
        this.database = database;
    }

    /**
     * Dead letters in the order of filing.
     *
     * @param connection only these; null for all
     * @param group only this cause; null for all
     * @param state only these; null for all that are unresolved
     * @param after the last id of the page before; null for the first page
     * @param limit 1 to 500
     */
    public List<DeadLetter> list(
            @Nullable String connection,
            @Nullable String group,
            @Nullable String state,
            @Nullable UUID after,
            int limit) {
        try (Connection tx = database.getConnection();
                PreparedStatement statement = tx.prepareStatement("select " + DeadLetters.COLUMNS
                        + " from dead_letter where (?::text is null or connection = ?)"
                        + " and (?::text is null or cause_group = ?)"
                        + " and (state = ? or (?::text is null and " + OPEN + "))"
                        + " and (?::uuid is null or dead_letter_id > ?::uuid) order by dead_letter_id limit ?")) {
            statement.setString(1, connection);
            statement.setString(2, connection);
            statement.setString(3, group);
            statement.setString(4, group);
            statement.setString(5, state);
            statement.setString(6, state);
            statement.setObject(7, after);
            statement.setObject(8, after);
            statement.setInt(9, Math.min(500, Math.max(1, limit)));
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
                                + " min(owner), min(connection), min(flow), min(detail), count(*), min(filed_at), max(filed_at)"
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
