package io.tillbridge.delivery;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.connector.GenerationRoutes;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.mapping.MappingsReplaced;
import io.tillbridge.partner.Partners;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Keeps the push routes equal to the running plans, from when Camel has read its templates. */
@Component
final class DeliveryStart implements GenerationRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryStart.class);

    private final DeliveryModule delivery;
    private final Partners partners;
    private final ConnectionPlans plans;
    private final Set<String> prepared = new HashSet<>();

    /** Plan ids by destination. */
    private final Map<String, String> running = new HashMap<>();

    DeliveryStart(DeliveryModule delivery, Partners partners, ConnectionPlans plans) {
        this.delivery = delivery;
        this.partners = partners;
        this.plans = plans;
    }

    @EventListener(ApplicationStartedEvent.class)
    void started() {
        refresh();
    }

    /** What a row of a value map was missing for may be there now. */
    @EventListener(MappingsReplaced.class)
    void mappingsReplaced() {
        delivery.releaseForValueMaps();
    }

    @Override
    public synchronized void prepare(ConnectionPlan plan, int generation) {
        for (OutboundFlow flow : plan.outbound().values()) {
            build(plan, flow, DeliveryRoutes.plan(flow, generation));
        }
    }

    @Override
    public synchronized void discard() {
        prepared.forEach(delivery.routes()::remove);
        prepared.clear();
        partners.keepOnly(plans.all());
    }

    /**
     * Makes the routes equal to the running plans. Of a destination the older generation is drained before the newer one
     * starts, and goes on when that does not.
     *
     * @throws IllegalStateException names the destinations that failed
     */
    @Override
    public synchronized void refresh() {
        Map<String, Wanted> wanted = wanted();
        Set<String> destinations = new TreeSet<>(running.keySet());
        destinations.addAll(wanted.keySet());
        List<String> failures = new ArrayList<>();
        for (String destination : destinations) {
            try {
                swap(destination, running.get(destination), wanted.get(destination));
            } catch (RuntimeException e) {
                LOG.error("destination not opened destination={}", destination, e);
                failures.add(String.valueOf(e.getMessage()));
            }
        }
        discard();
        if (!failures.isEmpty()) {
            throw new IllegalStateException(String.join("; ", failures));
        }
    }

    private record Wanted(ConnectionPlan connection, OutboundFlow flow, String plan) {}

    private Map<String, Wanted> wanted() {
        Map<String, Wanted> wanted = new TreeMap<>();
        for (ConnectionPlan connection : plans.all()) {
            int generation = plans.generation(connection.id());
            for (OutboundFlow flow : connection.outbound().values()) {
                wanted.put(flow.destination(), new Wanted(connection, flow, DeliveryRoutes.plan(flow, generation)));
            }
        }
        return wanted;
    }

    private void swap(String destination, @Nullable String before, @Nullable Wanted after) {
        if (after != null && after.plan().equals(before)) {
            return;
        }
        if (after != null) {
            build(after.connection(), after.flow(), after.plan());
        }
        if (before != null) {
            delivery.routes().stop(before);
        }
        if (after != null) {
            start(destination, before, after.plan());
        }
        if (before != null) {
            delivery.routes().remove(before, after == null);
            running.remove(destination, before);
        }
    }

    private void start(String destination, @Nullable String before, String plan) {
        try {
            delivery.routes().start(plan);
        } catch (RuntimeException e) {
            if (before != null) {
                delivery.routes().start(before);
            }
            throw e;
        }
        prepared.remove(plan);
        running.put(destination, plan);
    }

    private void build(ConnectionPlan connection, OutboundFlow flow, String plan) {
        delivery.routes().build(connection, flow, plan);
        prepared.add(plan);
    }
}
