package io.tillbridge.intake;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.connector.GenerationRoutes;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.MappedPlaces;
import io.tillbridge.platform.TemplateRoutes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
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
public final class FlowRoutes implements GenerationRoutes, ApplicationListener<ApplicationEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(FlowRoutes.class);

    private final CamelContext camel;
    private final ConnectionPlans plans;
    private final HookFlows hooks;
    private final List<SourceAdapter> adapters;
    private final MappedPlaces mapped;
    private final Set<String> prepared = new HashSet<>();

    /** By {@code <connection>.<flow>}. */
    private final Map<String, RunningFlow> running = new HashMap<>();

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

    @Override
    public synchronized void prepare(ConnectionPlan plan, int generation) {
        for (InboundFlow flow : plan.inbound().values()) {
            build(adapter(flow), running(plan, flow, generation));
        }
    }

    @Override
    public synchronized void discard() {
        Set.copyOf(prepared).forEach(this::discard);
    }

    /**
     * Makes the routes equal to the running plans. A webhook's newer generation takes the address before the older one is
     * drained and removed; of what reads a source the older one is drained first.
     *
     * @throws IllegalStateException names the flows that failed; where generations may overlap the older one keeps running
     */
    @Override
    public synchronized void refresh() {
        List<String> failures = new ArrayList<>();
        Map<String, RunningFlow> wanted = wanted();
        Set<String> addresses = new HashSet<>(running.keySet());
        addresses.addAll(wanted.keySet());
        for (String address : addresses.stream().sorted().toList()) {
            RunningFlow before = running.get(address);
            RunningFlow after = wanted.get(address);
            try {
                swap(address, before, after);
            } catch (RuntimeException e) {
                LOG.error("flow not opened address={}", address, e);
                failures.add(String.valueOf(e.getMessage()));
            }
        }
        discard();
        if (!failures.isEmpty()) {
            throw new IllegalStateException(String.join("; ", failures));
        }
    }

    private Map<String, RunningFlow> wanted() {
        Map<String, RunningFlow> wanted = new TreeMap<>();
        for (ConnectionPlan connection : plans.all()) {
            int generation = plans.generation(connection.id());
            for (InboundFlow flow : connection.inbound().values()) {
                wanted.put(connection.id() + "." + flow.name(), running(connection, flow, generation));
            }
        }
        return wanted;
    }

    private RunningFlow running(ConnectionPlan connection, InboundFlow flow, int generation) {
        return new RunningFlow(
                planId(connection, flow, generation),
                connection,
                flow,
                ProtectedPlaces.of(flow, mapped.of(flow.dispatch())));
    }

    private void swap(String address, @Nullable RunningFlow before, @Nullable RunningFlow after) {
        if (before != null && after != null && before.planId().equals(after.planId())) {
            before.untouchable().become(after.untouchable());
            return;
        }
        boolean overlaps = after != null
                && before != null
                && adapter(after.flow()).overlaps()
                && adapter(before.flow()).overlaps();
        if (after != null && overlaps) {
            open(address, after);
        }
        if (before != null) {
            close(before);
            running.remove(address, before);
        }
        if (after != null && !overlaps) {
            open(address, after);
        }
    }

    private void open(String address, RunningFlow flow) {
        SourceAdapter adapter = adapter(flow.flow());
        build(adapter, flow);
        try {
            TemplateRoutes.start(camel, flow.planId());
            adapter.open(flow);
        } catch (RuntimeException e) {
            TemplateRoutes.stop(camel, flow.planId());
            throw e;
        }
        prepared.remove(flow.planId());
        running.put(address, flow);
        LOG.info("flow opened plan={} template={}", flow.planId(), adapter.template());
    }

    private void build(SourceAdapter adapter, RunningFlow flow) {
        String planId = flow.planId();
        if (prepared.add(planId)) {
            try {
                adapter.prepare(flow);
                TemplateRoutes.build(camel, adapter.template(), planId, Map.of("planId", planId));
            } catch (RuntimeException e) {
                prepared.remove(planId);
                throw e;
            }
        }
    }

    private void discard(String planId) {
        TemplateRoutes.remove(camel, planId);
        prepared.remove(planId);
    }

    private void close(RunningFlow flow) {
        String planId = flow.planId();
        adapters.forEach(adapter -> adapter.closing(planId));
        TemplateRoutes.stop(camel, planId);
        TemplateRoutes.remove(camel, planId);
        adapters.forEach(adapter -> adapter.closed(planId));
        LOG.info("flow closed plan={}", planId);
    }

    private SourceAdapter adapter(InboundFlow flow) {
        return adapters.stream()
                .filter(candidate -> candidate.serves(flow.source()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no adapter serves " + flow.source()));
    }

    private static String planId(ConnectionPlan connection, InboundFlow flow, int generation) {
        return connection.id() + "." + flow.name() + ".g" + generation;
    }

    /** Plan ids of the routes that run. */
    public synchronized Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        for (RunningFlow flow : running.values()) {
            states.put(flow.planId(), String.valueOf(camel.getRouteController().getRouteStatus(flow.planId())));
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
