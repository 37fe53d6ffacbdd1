package io.tillbridge.platform;

import java.sql.SQLException;

/**
 * Something that is not kept for ever.
 *
 * @param name of the table, for the lease and the log
 * @param step forgets some of what is too old
 */
public record Forgetting(String name, Step step) {

    /** Forgets some rows in a transaction of its own. */
    @FunctionalInterface
    public interface Step {

        /**
         * Forgets some of what is too old.
         *
         * @return how many; 0: nothing is left
         * @throws SQLException the rest is forgotten at the next look
         */
        int forget() throws SQLException;
    }
}
