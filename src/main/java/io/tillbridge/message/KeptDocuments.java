package io.tillbridge.message;

import io.tillbridge.platform.Lease;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalInt;

/** Where a run puts what it read: its documents and its place in the source are kept together or not at all. */
@FunctionalInterface
public interface KeptDocuments {

    /**
     * Keeps the documents and moves the cursor, or does neither.
     *
     * @param lease the poller's: one that lost it keeps nothing and moves no cursor back
     * @param documents those whose receipt key and body were seen before are left out: a later run read the same record
     *     again
     * @param state the poller's new place, as JSON
     * @return how many were new; empty when the lease is lost and nothing was kept
     * @throws SQLException nothing was kept
     */
    OptionalInt keep(Lease lease, String connection, String flow, List<AcceptedDocument> documents, String state)
            throws SQLException;
}
