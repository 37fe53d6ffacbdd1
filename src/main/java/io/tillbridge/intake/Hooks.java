package io.tillbridge.intake;

import org.apache.camel.Exchange;

/** First decision of the {@code hooks} route: which flow's running generation takes the request. */
public final class Hooks {

    /** Exchange property: the plan id, which is the name of the flow's {@code direct:} endpoint. */
    public static final String PLAN = "TillbridgePlan";

    private final HookFlows flows;

    Hooks(HookFlows flows) {
        this.flows = flows;
    }

    /**
     * Sets the property {@value #PLAN} for the body, an {@link IncomingRequest}. The flow's route stays until the request
     * has left it ({@link HookFlows#left}).
     *
     * @throws HookRefused with 404 when no such flow is open
     */
    public void open(Exchange exchange) {
        IncomingRequest request = exchange.getMessage().getBody(IncomingRequest.class);
        HookFlow flow = flows.enter(request.connection(), request.flow());
        if (flow == null) {
            throw new HookRefused(
                    Refusal.UNKNOWN_FLOW, "A webhook's address is /hooks/{connection}/{flow} of a running connection.");
        }
        exchange.setProperty(PLAN, flow.planId());
    }
}
