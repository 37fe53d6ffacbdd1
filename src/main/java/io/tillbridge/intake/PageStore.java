package io.tillbridge.intake;

import io.tillbridge.connector.CursorRule;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.KeptDocuments;
import io.tillbridge.message.PulledDocuments.Moved;
import io.tillbridge.message.SeenRecords;
import io.tillbridge.platform.Lease;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stores what a run of one flow read together with its place, under the flow's lease. */
final class PageStore {

    /** Records told as missing in one transaction. */
    static final int SWEPT = 500;

    private static final Duration RETRY_LATER = Duration.ofMinutes(1);

    private final RunningFlow flow;
    private final KeptDocuments documents;
    private final @Nullable SeenRecords full;
    private final Lease lease;

    /**
     * The store of one run.
     *
     * @param full null when the source is never read in full
     */
    PageStore(RunningFlow flow, KeptDocuments documents, @Nullable SeenRecords full, Lease lease) {
        this.flow = flow;
        this.documents = documents;
        this.full = full;
        this.lease = lease;
    }

    /**
     * What came of it.
     *
     * @param failed why nothing was stored; null when it was
     * @param fresh how many records were new
     */
    record Stored(PullRun.@Nullable Failed failed, int fresh) {}

    private interface Work {
        OptionalInt in() throws SQLException;
    }

    /** The documents and the place of a run over changes, or of a full read's generation. */
    Stored keep(List<AcceptedDocument> accepted, CursorState place, long generation) {
        String connection = flow.connection().id();
        String name = flow.flow().name();
        String state = place.json();
        return stored(() -> generation == 0
                ? documents.keep(lease, connection, name, accepted, state)
                : some(full().keep(lease, new Moved(connection, name, state), generation, accepted)));
    }

    /** Tells some of the records that a full read no longer had. */
    Stored forget(CursorState place, long generation, Function<String, Optional<AcceptedDocument>> told) {
        Moved moved = new Moved(flow.connection().id(), flow.flow().name(), place.json());
        return stored(() -> some(full().forget(lease, moved, generation, SWEPT, told)));
    }

    /** Why a full read's missing records are not told; null when they may be. */
    PullRun.@Nullable Failed guard(CursorRule.FullRead rule, long generation) {
        try {
            SeenRecords.Known known =
                    full().known(flow.connection().id(), flow.flow().name(), generation);
            if (rule.missing() == null || known.missing() * 100 <= known.all() * rule.atMost()) {
                return null;
            }
            return new PullRun.Failed(
                    "too_many_missing",
                    known.missing() + " of " + known.all() + " records are missing, more than " + rule.atMost()
                            + " percent; nothing was told. If they are gone, raise cursor.missing.atMost once",
                    RETRY_LATER);
        } catch (SQLException e) {
            return notStored(e);
        }
    }

    private SeenRecords full() {
        return Objects.requireNonNull(full, "a source that is read in full needs the record of its reads");
    }

    private Stored stored(Work work) {
        try {
            OptionalInt fresh = work.in();
            return fresh.isPresent()
                    ? new Stored(null, fresh.getAsInt())
                    : new Stored(
                            new PullRun.Failed(
                                    "lease_lost",
                                    "another node polls since this run was held up; nothing of this page is kept here",
                                    RETRY_LATER),
                            0);
        } catch (SQLException e) {
            return new Stored(notStored(e), 0);
        }
    }

    private static PullRun.Failed notStored(SQLException e) {
        return new PullRun.Failed(
                "not_stored", "PostgreSQL did not store the page, SQLSTATE " + e.getSQLState(), RETRY_LATER);
    }

    private static OptionalInt some(Optional<Integer> count) {
        return count.map(OptionalInt::of).orElse(OptionalInt.empty());
    }
}
