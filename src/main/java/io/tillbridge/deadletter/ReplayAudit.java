package io.tillbridge.deadletter;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** Writes replays on the audit log. */
@FunctionalInterface
public interface ReplayAudit {

    /**
     * A person ordered a replay of so many dead letters.
     *
     * @param transaction the replay's own: it is on the log exactly if it happened
     * @throws SQLException nothing is replayed, as with any other failure
     */
    void replayed(Connection transaction, UUID replay, String by, String reason, int items) throws SQLException;
}
