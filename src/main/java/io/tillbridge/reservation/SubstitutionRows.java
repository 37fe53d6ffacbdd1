package io.tillbridge.reservation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes what is offered instead, inside the caller's transaction. */
final class SubstitutionRows {

    private static final String SELECT =
            "select substitution_id, reservation_id, line_id, substitute, quantity, held, until,"
                    + " state, proposed_by, proposed_at, decided_by, decided_at from substitution where ";

    private static final String INSERT = """
            insert into substitution (reservation_id, line_id, substitute, quantity, held, until, proposed_by, proposed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?) returning substitution_id
            """;

    private static final String DECIDE = """
            update substitution set state = ?, decided_by = ?, decided_at = ? where substitution_id = ? and state = 'proposed'
            """;

    private SubstitutionRows() {}

    static List<Substitution> of(Connection tx, UUID reservation) throws SQLException {
        try (PreparedStatement statement =
                tx.prepareStatement(SELECT + "reservation_id = ? order by substitution_id")) {
            statement.setObject(1, reservation);
            return read(statement);
        }
    }

    static @Nullable Substitution find(Connection tx, long id) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(SELECT + "substitution_id = ?")) {
            statement.setLong(1, id);
            return read(statement).stream().findFirst().orElse(null);
        }
    }

    /** @param proposed its id does not matter */
    static long insert(Connection tx, Substitution proposed) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(INSERT)) {
            statement.setObject(1, proposed.reservation());
            statement.setString(2, proposed.line());
            statement.setString(3, proposed.substitute());
            statement.setBigDecimal(4, proposed.quantity());
            statement.setObject(5, proposed.held());
            statement.setTimestamp(6, Timestamp.from(proposed.until()));
            statement.setString(7, proposed.proposedBy());
            statement.setTimestamp(8, Timestamp.from(proposed.proposedAt()));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** False when somebody has decided already. */
    static boolean decide(Connection tx, long id, String state, String by, Instant now) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(DECIDE)) {
            statement.setString(1, state);
            statement.setString(2, by);
            statement.setTimestamp(3, Timestamp.from(now));
            statement.setLong(4, id);
            return statement.executeUpdate() > 0;
        }
    }

    private static List<Substitution> read(PreparedStatement statement) throws SQLException {
        List<Substitution> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Timestamp decided = rows.getTimestamp(12);
                found.add(new Substitution(
                        rows.getLong(1),
                        rows.getObject(2, UUID.class),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getBigDecimal(5),
                        rows.getObject(6, UUID.class),
                        rows.getTimestamp(7).toInstant(),
                        rows.getString(8),
                        rows.getString(9),
                        rows.getTimestamp(10).toInstant(),
                        rows.getString(11),
                        decided == null ? null : decided.toInstant()));
            }
        }
        return found;
    }
}
