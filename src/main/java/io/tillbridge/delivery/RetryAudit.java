package io.tillbridge.delivery;

import java.sql.Connection;
import java.sql.SQLException;

/** Writes an ordered retry on the audit log. */
@FunctionalInterface
public interface RetryAudit {

    /**
     * A person ordered that so many lanes are told now.
     *
     * @param transaction the retry's own: it is on the log exactly if it happened
     * @throws SQLException nothing is hurried, as with any other failure
     */
    void retried(Connection transaction, int lanes) throws SQLException;
}
