package io.tillbridge.intake;

import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.platform.Lease;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs of one flow one after the other; documents, receipts and the place in the source are kept in memory. */
public final class PullTrial {

    static final Lease LEASE = new Lease("trial", "trial", 1);

    private final Function<KeptInMemory, PullRun> runs;
    private final KeptInMemory kept = new KeptInMemory();

    PullTrial(Function<KeptInMemory, PullRun> runs) {
        this.runs = runs;
    }

    /** A run from where the last one left off. */
    public PullRun begin() {
        return runs.apply(kept);
    }

    /** The place in the source, JSON; null before the first page is kept. */
    public @Nullable String place() {
        return kept.state();
    }

    /** What was kept so far, without what was recognised as seen before. */
    public List<AcceptedDocument> documents() {
        return kept.documents();
    }
}
