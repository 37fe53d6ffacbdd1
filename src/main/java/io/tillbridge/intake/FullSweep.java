package io.tillbridge.intake;

import io.tillbridge.connector.CursorRule;
import io.tillbridge.intake.PageStore.Stored;
import java.time.Duration;
import java.util.List;

/** The end of a full read: tells, some at a time, which records it no longer had; too many of them are an error. */
final class FullSweep {

    private final CursorRule.FullRead rule;
    private final PageStore store;
    private final PolledDocuments documents;
    private final PollCursor cursor;

    FullSweep(CursorRule.FullRead rule, PageStore store, PolledDocuments documents, PollCursor cursor) {
        this.rule = rule;
        this.store = store;
        this.documents = documents;
        this.cursor = cursor;
    }

    /**
     * Tells the next ones.
     *
     * @param fresh records that the run found
     */
    PullRun.Outcome step(RunState run, int fresh) {
        PullRun.Failed refused = store.guard(rule, run.generation());
        if (refused != null) {
            if (refused.code().equals("too_many_missing")) {
                store.keep(List.of(), cursor.anew(), 0);
            }
            return refused;
        }
        Stored stored = store.forget(
                cursor.place(run),
                run.generation(),
                key -> PollCursor.missing(rule, key).map(documents::document));
        if (stored.failed() != null) {
            return stored.failed();
        }
        if (stored.fresh() == PageStore.SWEPT) {
            return new PullRun.Continue(Duration.ZERO);
        }
        Stored ended = store.keep(List.of(), CursorState.START, 0);
        return ended.failed() != null ? ended.failed() : new PullRun.Finished(fresh, true);
    }
}
