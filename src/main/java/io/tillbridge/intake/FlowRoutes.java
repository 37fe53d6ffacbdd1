package io.tillbridge.intake;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.MappedPlaces;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Keeps exactly one route per inbound flow and generation, made from the template of the flow's kind with the id
 * {@code <connection>.<flow>.g<generation>}. Opens once the application has started, and Camel with it; closes before
 * Camel stops. No {@code SmartLifecycle}: Spring starts what such a bean depends on with it, and Camel would start before
 * it has read its routes.
 */
public final class FlowRoutes implements ApplicationListener<ApplicationEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(FlowRoutes.class);

    private final CamelContext camel;
    private final ConnectionPlans plans;
    private final HookFlows hooks;
    private final List<SourceAdapter> adapters;
    private final MappedPlaces mapped;
    private final Set<String> running = new HashSet<>();

    /**
     * Routes of a context.
     *
     * @param mapped the pointers that a flow's mappings read; redaction leaves them alone
     */
    FlowRoutes(
            CamelContext camel,
            ConnectionPlans plans,
            HookFlows hooks,
            List<SourceAdapter> adapters,
            MappedPlaces mapped) {
        this.camel = camel;
        this.plans = plans;
        this.hooks = hooks;
        this.adapters = List.copyOf(adapters);
        this.mapped = mapped;
    }

    /**
     * Makes the routes equal to the running plans: new generations start first, then take the address, then the old ones
     * are stopped (which waits for what is in flight) and removed. Safe to call again.
     *
     * @throws IllegalStateException when a route does not start; the older generation then keeps running
     */
    public synchronized void refresh() {
        Set<String> wanted = new HashSet<>();
        for (ConnectionPlan connection : plans.all()) {
            int generation = plans.generation(connection.id());
            for (InboundFlow flow : new TreeMap<>(connection.inbound()).values()) {
                String planId = connection.id() + "." + flow.name() + ".g" + generation;
                wanted.add(planId);
                if (running.add(planId)) {
                    open(planId, connection, flow);
                }
            }
        }
        for (String planId : Set.copyOf(running)) {
            if (!wanted.contains(planId)) {
                close(planId);
                running.remove(planId);
            }
        }
    }

    private void open(String planId, ConnectionPlan connection, InboundFlow flow) {
        try {
            SourceAdapter adapter = adapters.stream()
                    .filter(candidate -> candidate.serves(flow.source()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no adapter serves " + flow.source()));
            RunningFlow running =
                    new RunningFlow(planId, connection, flow, ProtectedPlaces.of(flow, mapped.of(flow.dispatch())));
            adapter.prepare(running);
            add(adapter.template(), planId);
            adapter.open(running);
        } catch (RuntimeException e) {
            running.remove(planId);
            throw e;
        }
    }

    private void add(String template, String planId) {
        try {
            TemplatedRouteBuilder.builder(camel, template)
                    .routeId(planId)
                    .parameter("planId", planId)
                    .add();
        } catch (Exception e) {
            throw new IllegalStateException(
                    "route " + planId + " did not start from template " + template + "; check routes/" + template
                            + ".camel.yaml",
                    e);
        }
        LOG.info("flow opened plan={} template={}", planId, template);
    }

    private void close(String planId) {
        adapters.forEach(adapter -> adapter.closing(planId));
        try {
            camel.getRouteController().stopRoute(planId);
            camel.removeRoute(planId);
        } catch (Exception e) {
            throw new IllegalStateException("route " + planId + " did not stop", e);
        }
        adapters.forEach(adapter -> adapter.closed(planId));
        LOG.info("flow closed plan={}", planId);
    }

    /** Plan ids of the routes that run. */
    public synchronized Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        for (String planId : running) {
            states.put(planId, String.valueOf(camel.getRouteController().getRouteStatus(planId)));
        }
        return states;
    }

    @Override
    public void onApplicationEvent(ApplicationEvent event) {
        if (event instanceof ApplicationStartedEvent) {
            refresh();
            hooks.open(true);
        } else if (event instanceof ContextClosedEvent) {
            hooks.open(false);
        }
    }
}
