package io.tillbridge.posting;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a failed statement means for the batch, by SQLSTATE (PostgreSQL documentation, appendix A). */
enum SqlTrouble {
    /**
     * The batch is tried again as it is: others hold what it needs (serialization failure, deadlock, lock time-out), or its
     * session or transaction is spent (a time-out of the server, prepared statements that are out of date).
     */
    RETRY,
    /** A statement took too long: the batch is tried again in halves, and one document alone as {@link #RETRY}. */
    HALVE,
    /** The database is away, read-only as after a failover, out of resources or damaged: wait, and burn no attempt. */
    AWAY,
    /** Our own SQL is broken: stop and alert, never a dead letter. */
    DEFECT,
    /** The data of some document: bisect until it stands alone. */
    DATA,
    /** Nobody knows: as {@link #DATA}, but a document that stands alone is tried once more before it is blamed. */
    UNCLEAR;

    /** Lock not available; "cached plan must not change result type"; a prepared statement that is gone. */
    private static final Set<String> OF_THE_SESSION = Set.of("55P03", "0A000", "26000");

    static SqlTrouble of(SQLException failure) {
        String state = state(failure);
        if (state == null) {
            return AWAY;
        }
        if (state.equals("57014")) {
            return HALVE;
        }
        if (state.equals("25006") || state.startsWith("57P")) {
            return AWAY;
        }
        if (OF_THE_SESSION.contains(state)) {
            return RETRY;
        }
        return switch (state.substring(0, 2)) {
            case "25", "40" -> RETRY;
            case "08", "53", "58", "XX" -> AWAY;
            case "42" -> DEFECT;
            case "21", "22", "23", "54" -> DATA;
            default -> UNCLEAR;
        };
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
