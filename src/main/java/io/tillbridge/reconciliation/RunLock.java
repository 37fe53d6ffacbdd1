package io.tillbridge.reconciliation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Held by a run of a connection while it lasts; it ends with the database session, so a crash leaves none. */
final class RunLock implements AutoCloseable {

    private static final String TAKE = "select pg_try_advisory_lock(hashtextextended('reconciliation|' || ?, 0))";
    private static final String GIVE = "select pg_advisory_unlock(hashtextextended('reconciliation|' || ?, 0))";

    private final Connection session;
    private final String of;
    private final boolean held;

    private RunLock(Connection session, String of, boolean held) {
        this.session = session;
        this.of = of;
        this.held = held;
    }

    static RunLock attempt(Connection session, String of) throws SQLException {
        return new RunLock(session, of, ask(session, TAKE, of));
    }

    /** False: another run is under way. */
    boolean held() {
        return held;
    }

    @Override
    public void close() throws SQLException {
        if (held) {
            ask(session, GIVE, of);
        }
    }

    private static boolean ask(Connection session, String query, String of) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(query)) {
            statement.setString(1, of);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
