package io.tillbridge.delivery;

import io.tillbridge.connector.Budget;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.partner.Partner;
import java.time.Duration;

/**
 * One outbound flow of one connection, ready to run.
 *
 * @param plan the plan id, {@code connection.flow.g<generation>}: also the route's id
 */
public record Destination(String plan, ConnectionPlan connection, OutboundFlow flow, Partner partner) {

    /** {@code connection.flow}: half of every lane's name. */
    public String name() {
        return flow.destination();
    }

    /** Lanes per call. */
    int max() {
        OutboundFlow.Collapse collapse = flow.collapse();
        return collapse == null ? 1 : Math.max(1, collapse.max());
    }

    /** Within this time after a delivery only a falling figure goes out at once. */
    Duration window() {
        OutboundFlow.Collapse collapse = flow.collapse();
        return collapse == null ? Duration.ZERO : collapse.window();
    }

    /** Calls under way at once: what the client's budget allows, else what the node's settings say. */
    int concurrency(DeliverySettings settings) {
        Budget budget = partner.plan().budget();
        return Math.max(1, budget == null || budget.concurrency() == 0 ? settings.concurrency() : budget.concurrency());
    }

    /** Whether what would be sent is only shown. */
    boolean dryRun() {
        return connection.runsDry(flow.name());
    }

    /** Whether every event is told. */
    boolean queue() {
        return flow.collapse() == null;
    }
}
