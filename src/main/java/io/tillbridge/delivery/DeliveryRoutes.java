package io.tillbridge.delivery;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.partner.Partners;
import io.tillbridge.platform.TemplateRoutes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds, starts, stops and removes push routes: one per outbound flow and generation, with the id
 * {@code connection.flow.g<generation>}. Of one destination never two run at once: its hints are of one worker group.
 */
public final class DeliveryRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryRoutes.class);

    private final CamelContext camel;
    private final Partners partners;
    private final DeliveryStage stage;
    private final Destinations destinations;

    /** Ends what a running route listens to, by plan id. */
    private final Map<String, Runnable> watched = new HashMap<>();

    DeliveryRoutes(CamelContext camel, Partners partners, DeliveryStage stage, Destinations destinations) {
        this.camel = camel;
        this.partners = partners;
        this.stage = stage;
        this.destinations = destinations;
    }

    /** The id of a flow's route in a generation. */
    static String plan(OutboundFlow flow, int generation) {
        return flow.destination() + ".g" + generation;
    }

    /**
     * Starts the connection's push routes; the templates of their calls must be loaded.
     *
     * @return ids of the routes, {@code connection.flow.g<generation>}
     * @throws IllegalStateException when a route does not start; the message names it
     */
    public List<String> start(ConnectionPlan connection, int generation) {
        List<String> started = new ArrayList<>();
        for (OutboundFlow flow : connection.outbound().values()) {
            String plan = plan(flow, generation);
            build(connection, flow, plan);
            start(plan);
            started.add(plan);
        }
        return started;
    }

    /** Stops and removes the connection's push routes of one generation; calls under way end first. */
    public void stop(ConnectionPlan connection, int generation) {
        for (OutboundFlow flow : connection.outbound().values()) {
            String plan = plan(flow, generation);
            stop(plan);
            remove(plan, true);
        }
    }

    /** Builds one flow's route, stopped. Without effect when it is built. */
    synchronized void build(ConnectionPlan connection, OutboundFlow flow, String plan) {
        if (destinations.find(plan) != null) {
            return;
        }
        Destination destination = new Destination(plan, connection, flow, partners.partner(connection, flow.client()));
        destinations.add(destination);
        try {
            camel.addEndpoint("partner:" + plan, destination.partner().endpoint());
            TemplateRoutes.build(camel, flow.call().route(), plan, Map.of("plan", plan));
        } catch (Exception e) {
            TemplateRoutes.release(camel, "partner:" + plan);
            destinations.remove(plan);
            throw new IllegalStateException("push route " + plan + " cannot be built: " + e.getMessage(), e);
        }
    }

    /** Starts a route that is built. */
    synchronized void start(String plan) {
        Destination destination = destinations.find(plan);
        if (destination == null) {
            throw new IllegalStateException("push route " + plan + " is not built");
        }
        TemplateRoutes.start(camel, plan);
        destinations.run(destination);
        watched.put(plan, stage.watch(destination));
        LOG.info("destination opened plan={}", plan);
    }

    /** Stops a route; calls under way end first. It can be started again. */
    synchronized void stop(String plan) {
        Runnable watch = watched.remove(plan);
        if (watch != null) {
            watch.run();
        }
        TemplateRoutes.stop(camel, plan);
        destinations.rest(plan);
    }

    /** Removes a route that is stopped and will be followed by another of its destination. */
    void remove(String plan) {
        remove(plan, false);
    }

    /**
     * Removes a route that is stopped.
     *
     * @param forgotten its destination is told nothing any more
     */
    synchronized void remove(String plan, boolean forgotten) {
        Destination destination = destinations.find(plan);
        if (destination == null) {
            return;
        }
        TemplateRoutes.release(camel, "partner:" + plan);
        TemplateRoutes.remove(camel, plan);
        destinations.remove(plan);
        if (forgotten) {
            String client = destination.partner().id();
            stage.forget(
                    destination,
                    destinations.all().stream()
                            .noneMatch(other -> other.partner().id().equals(client)));
        }
        LOG.info("destination closed plan={}", plan);
    }
}
