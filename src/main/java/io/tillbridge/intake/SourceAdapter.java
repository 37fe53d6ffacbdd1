package io.tillbridge.intake;

import io.tillbridge.connector.Source;

/** One kind of source: what has to be ready beside the routes of its flows. */
interface SourceAdapter {

    /** The route template of the kind, the word of {@code source.kind}. */
    String template();

    boolean serves(Source source);

    /** The flow's route is about to be made, which may need an endpoint of the flow's own. */
    default void prepare(RunningFlow flow) {}

    /** The flow's route has been made: its address, schedule or consumer may lead to it from now on. */
    void open(RunningFlow flow);

    /** The flow's route is about to stop: nothing new may begin. Without effect for a flow of another kind. */
    default void closing(String planId) {}

    /** The flow's route is gone. Without effect for a flow of another kind. */
    default void closed(String planId) {}
}
