package io.tillbridge.delivery;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.partner.Partners;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;

/** Starts and stops the push routes of connections: one route per outbound flow and generation. */
public final class DeliveryRoutes {

    private final CamelContext camel;
    private final Partners partners;
    private final DeliveryStage stage;
    private final Destinations destinations;

    DeliveryRoutes(CamelContext camel, Partners partners, DeliveryStage stage, Destinations destinations) {
        this.camel = camel;
        this.partners = partners;
        this.stage = stage;
        this.destinations = destinations;
    }

    /**
     * Starts the connection's push routes; the templates of their calls must be loaded.
     *
     * @return ids of the routes, {@code connection.flow.g<generation>}
     * @throws IllegalStateException when a route does not start; the message names it
     */
    public List<String> start(ConnectionPlan connection, int generation) {
        return connection.outbound().values().stream()
                .map(flow -> start(connection, flow, generation))
                .toList();
    }

    private String start(ConnectionPlan connection, OutboundFlow flow, int generation) {
        String plan = flow.destination() + ".g" + generation;
        try {
            Destination destination =
                    new Destination(plan, connection, flow, partners.partner(connection, flow.client()));
            destinations.add(destination);
            stage.watch(destination);
            camel.addEndpoint("partner:" + plan, destination.partner().endpoint());
            TemplatedRouteBuilder.builder(camel, flow.call().route())
                    .routeId(plan)
                    .parameter("plan", plan)
                    .add();
            camel.getRouteController().startRoute(plan);
            return plan;
        } catch (Exception e) {
            throw new IllegalStateException("push route " + plan + " did not start", e);
        }
    }

    /** Stops and removes the connection's push routes of one generation; calls under way end first. */
    public void stop(ConnectionPlan connection, int generation) {
        for (OutboundFlow flow : connection.outbound().values()) {
            String plan = flow.destination() + ".g" + generation;
            try {
                camel.getRouteController().stopRoute(plan);
                camel.removeRoute(plan);
                destinations.remove(plan);
            } catch (Exception e) {
                throw new IllegalStateException("push route " + plan + " did not stop", e);
            }
        }
    }
}
