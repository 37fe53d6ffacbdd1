package io.tillbridge.reservation;

import io.tillbridge.platform.SqlTimes;
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
            "select substitution_id, reservation_id, system, order_id, line_id, substitute, quantity, lacking, held, until,"
                    + " state, proposed_by, proposed_at, decided_by, decided_at from substitution where ";

    private static final String INSERT = """
            insert into substitution (reservation_id, system, order_id, line_id, substitute, quantity, lacking, held, until,
                                      proposed_by, proposed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning substitution_id
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

    /** One that was written. */
    static Substitution found(Connection tx, long id) throws SQLException {
        Substitution found = find(tx, id);
        if (found == null) {
            throw new IllegalStateException("substitution " + id + " is not where it was written");
        }
        return found;
    }

    /** Those that nobody has decided, by number behind {@code after}. */
    static List<Substitution> proposed(Connection tx, long after, int most) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(
                SELECT + "state = 'proposed' and substitution_id > ? order by substitution_id limit ?")) {
            statement.setLong(1, after);
            statement.setInt(2, most);
            return read(statement);
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
            statement.setBigDecimal(7, proposed.lacking());
            statement.setObject(8, proposed.held());
            statement.setObject(9, SqlTimes.of(proposed.until()));
            statement.setString(10, proposed.proposedBy());
            statement.setObject(11, SqlTimes.of(proposed.proposedAt()));
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
            statement.setObject(3, SqlTimes.of(now));
            statement.setLong(4, id);
            return statement.executeUpdate() > 0;
        }
    }

    private static List<Substitution> read(PreparedStatement statement) throws SQLException {
        List<Substitution> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Timestamp decided = rows.getTimestamp(15);
                found.add(new Substitution(
                        rows.getLong(1),
                        new Substitution.Of(rows.getObject(2, UUID.class), rows.getString(3), rows.getString(4)),
                        rows.getString(5),
                        rows.getString(6),
                        rows.getBigDecimal(7),
                        rows.getBigDecimal(8),
                        rows.getObject(9, UUID.class),
                        rows.getTimestamp(10).toInstant(),
                        rows.getString(11),
                        rows.getString(12),
                        rows.getTimestamp(13).toInstant(),
                        rows.getString(14),
                        decided == null ? null : decided.toInstant()));
            }
        }
        return found;
    }
}
