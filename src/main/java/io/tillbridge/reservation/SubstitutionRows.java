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
            "select substitution_id, reservation_id, system, order_id, line_id, substitute, quantity, held, until,"
                    + " state, proposed_by, proposed_at, decided_by, decided_at from substitution where ";

    private static final String INSERT = """
            insert into substitution (reservation_id, system, order_id, line_id, substitute, quantity, held, until, proposed_by,
                                      proposed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning substitution_id
            """;

    private static final String DECIDE = """
            update substitution set state = ?, decided_by = ?, decided_at = ? where substitution_id = ? and state = 'proposed'
            """;

    private SubstitutionRows() {}

    static List<Substitution> of(Connection tx, Substitution.Of of) throws SQLException {
        boolean order = of.reservation() == null;
        String whose = order ? "system = ? and order_id = ?" : "reservation_id = ?";
        try (PreparedStatement statement = tx.prepareStatement(SELECT + whose + " order by substitution_id")) {
            if (order) {
                statement.setString(1, of.system());
                statement.setString(2, of.order());
            } else {
                statement.setObject(1, of.reservation());
            }
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
            statement.setObject(1, proposed.of().reservation());
            statement.setString(2, proposed.of().system());
            statement.setString(3, proposed.of().order());
            statement.setString(4, proposed.line());
            statement.setString(5, proposed.substitute());
            statement.setBigDecimal(6, proposed.quantity());
            statement.setObject(7, proposed.held());
            statement.setTimestamp(8, Timestamp.from(proposed.until()));
            statement.setString(9, proposed.proposedBy());
            statement.setTimestamp(10, Timestamp.from(proposed.proposedAt()));
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
                Timestamp decided = rows.getTimestamp(14);
                found.add(new Substitution(
                        rows.getLong(1),
                        new Substitution.Of(rows.getObject(2, UUID.class), rows.getString(3), rows.getString(4)),
                        rows.getString(5),
                        rows.getString(6),
                        rows.getBigDecimal(7),
                        rows.getObject(8, UUID.class),
                        rows.getTimestamp(9).toInstant(),
                        rows.getString(10),
                        rows.getString(11),
                        rows.getTimestamp(12).toInstant(),
                        rows.getString(13),
                        decided == null ? null : decided.toInstant()));
            }
        }
        return found;
    }
}
