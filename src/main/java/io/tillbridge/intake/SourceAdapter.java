package io.tillbridge.intake;

import io.tillbridge.connector.Source;

/** One kind of source: what has to be ready beside the routes of its flows. */
interface SourceAdapter {

    /** The route template of the kind, the word of {@code source.kind}. */
    String template();

    boolean serves(Source source);

    /** The flow's route is about to be made, which may need an endpoint of the flow's own. */
    default void prepare(RunningFlow flow) {}

    /**
     * Whether two generations of a flow may be open at once. If so the newer one is opened before the older one closes, and
     * nobody finds it closed; if not the older one is drained first, so that no two read one source.
     */
    default boolean overlaps() {
        return false;
    }

    /** The flow's route runs: its address, schedule or consumer may lead to it from now on. */
    void open(RunningFlow flow);

    /** The flow's route is about to stop: nothing new may begin. Without effect for a flow of another kind. */
    default void closing(String planId) {}

    /** The flow's route is gone. Without effect for a flow of another kind. */
    default void closed(String planId) {}
}
