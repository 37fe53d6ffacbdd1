package io.tillbridge.connector;

/**
 * A stage that keeps routes of its own for each generation of a connection's plan. A reload prepares all stages, replaces
 * the plans, and then refreshes all stages; one that cannot prepare ends the reload, and nothing has changed.
 */
public interface GenerationRoutes {

    /**
     * Builds the routes of a plan that does not run yet, stopped, beside those that run.
     *
     * @throws IllegalStateException when a route cannot be built
     */
    void prepare(ConnectionPlan plan, int generation);

    /** Removes what was prepared and not started. */
    void discard();

    /**
     * Makes the routes that run equal to the running plans, flow by flow: what is under way in an older generation ends
     * there. One that fails keeps its older generation where it can, and does not stop the others. Safe to call again.
     *
     * @throws IllegalStateException names every route that failed; calling again tries again
     */
    void refresh();
}
