package io.tillbridge.posting;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a failed statement means for the batch, by SQLSTATE (PostgreSQL documentation, appendix A). */
enum SqlTrouble {
    /** Others hold what the batch needs: serialization failure, deadlock, lock time-out. It is tried again as it is. */
    RETRY,
    /** A statement took too long: the batch is tried again in halves, and one document alone as {@link #RETRY}. */
    HALVE,
    /** The database is away or out of resources: wait, and burn no attempt. */
    AWAY,
    /** Our own SQL is broken: stop and alert, never a dead letter. */
    DEFECT,
    /** The data of some document: bisect until it stands alone. */
    DATA;

    static SqlTrouble of(SQLException failure) {
        String state = state(failure);
        if (state == null) {
            return AWAY;
        }
        if (state.equals("40001") || state.equals("40P01") || state.equals("55P03")) {
            return RETRY;
        }
        if (state.equals("57014")) {
            return HALVE;
        }
        if (state.startsWith("08") || state.startsWith("53") || state.startsWith("57P") || state.startsWith("58")) {
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
