package io.tillbridge.intake;

import java.time.Duration;

/**
 * One reading of a source, step by step. What a step has read is stored with the place in the source in one transaction.
 * Between two steps the run is only this object, so a wait holds no thread.
 */
public interface PullRun {

    /** Reads and stores the next part. */
    Outcome step();

    /** Gives back what the run holds beside memory. Called once, when the run is over or given up. */
    default void close() {}

    /** What came of a step. */
    sealed interface Outcome {}

    /** Go on after the pause: zero for at once. */
    record Continue(Duration pause) implements Outcome {}

    /** All is read that there was. */
    record Finished(int fresh, boolean caughtUp) implements Outcome {}

    /**
     * The run ends, the place stays.
     *
     * @param detail what was found and what to do; it is logged, so never the partner's words or a record's value
     */
    record Failed(String code, String detail, Duration pause) implements Outcome {}
}
