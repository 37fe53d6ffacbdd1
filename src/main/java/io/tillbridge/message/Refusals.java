package io.tillbridge.message;

import io.tillbridge.canonical.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Takes over what intake itself cannot accept: each becomes a dead message with its letter. */
@FunctionalInterface
public interface Refusals {

    /** A document and why it is refused. */
    record Refused(AcceptedDocument document, Failure failure) {}

    /**
     * Files documents as dead.
     *
     * @param tx the caller's transaction
     */
    void file(Connection tx, List<Refused> refused) throws SQLException;
}
