package io.tillbridge.reservation;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a round that failed means, by SQLSTATE (PostgreSQL documentation, appendix A). */
enum RoundTrouble {
    /** Others hold what it needs, or its session is spent: again as it is. */
    RETRY,
    /** The database is away: nobody's fault, and no smaller round would do better. */
    AWAY,
    /** Some request's own fault, or ours: alone, it fails alone. */
    DIVIDE;

    static RoundTrouble of(Exception failure) {
        if (!(failure instanceof SQLException)) {
            return DIVIDE;
        }
        String state = state(failure);
        if (state == null || state.startsWith("57P") || state.equals("25006")) {
            return AWAY;
        }
        if (state.equals("55P03") || state.equals("57014") || state.equals("0A000") || state.equals("26000")) {
            return RETRY;
        }
        return switch (state.substring(0, 2)) {
            case "25", "40" -> RETRY;
            case "08", "53", "58", "XX" -> AWAY;
            default -> DIVIDE;
        };
    }

    private static @Nullable String state(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return null;
    }
}
