package io.tillbridge.message;

import io.tillbridge.message.PulledDocuments.Moved;
import io.tillbridge.platform.Lease;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the full reads of a listing have seen, so that a read accepts only what changed and can tell what is gone. Each read
 * has a generation of its own.
 */
public interface SeenRecords {

    /**
     * How many records are known.
     *
     * @param missing those that the generation has not seen
     */
    record Known(long all, long missing) {}

    /**
     * Accepts those documents whose body is not the one that the last read saw under their key, and moves the place.
     *
     * @param documents each with a business key
     * @return how many records this generation had not seen before; empty when the lease is lost and nothing was kept
     * @throws SQLException nothing was kept
     */
    Optional<Integer> keep(Lease lease, Moved place, long generation, List<AcceptedDocument> documents)
            throws SQLException;

    /** How many records are known, and how many of them a generation has not seen. */
    Known known(String connection, String flow, long generation) throws SQLException;

    /**
     * Forgets some of the records that a generation has not seen, and accepts the documents that tell so.
     *
     * @param most records at once
     * @param told the document of a missing record's key; empty when nothing is told
     * @return how many were forgotten; empty when the lease is lost and nothing was done
     * @throws SQLException nothing was done
     */
    Optional<Integer> forget(
            Lease lease, Moved place, long generation, int most, Function<String, Optional<AcceptedDocument>> told)
            throws SQLException;
}
