package io.tillbridge.posting;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a failed statement means for the batch, by SQLSTATE (PostgreSQL documentation, appendix A). */
enum SqlTrouble {
    /**
     * The batch is tried again as it is: others hold what it needs (serialization failure, deadlock, lock time-out), or the
     * session's prepared statements are out of date.
     */
    RETRY,
    /** A statement took too long: the batch is tried again in halves, and one document alone as {@link #RETRY}. */
    HALVE,
    /** The database is away, read-only as after a failover, or out of resources: wait, and burn no attempt. */
    AWAY,
    /** Our own SQL is broken: stop and alert, never a dead letter. */
    DEFECT,
    /** The data of some document: bisect until it stands alone. */
    DATA;

    /** Lock not available; "cached plan must not change result type"; a prepared statement that is gone. */
    private static final Set<String> OF_THE_SESSION = Set.of("55P03", "0A000", "26000");

    static SqlTrouble of(SQLException failure) {
        String state = state(failure);
        if (state == null) {
            return AWAY;
        }
        if (state.startsWith("40") || OF_THE_SESSION.contains(state)) {
            return RETRY;
        }
        if (state.equals("57014")) {
            return HALVE;
        }
        if (state.equals("25006")
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57P")
                || state.startsWith("58")) {
            return AWAY;
        }
        return state.startsWith("42") ? DEFECT : DATA;
    }

    private static @Nullable String state(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return null;
    }
}
