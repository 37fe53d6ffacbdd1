package io.tillbridge.intake;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.MappedPlaces;
import io.tillbridge.connector.PollHttpSource;
import io.tillbridge.connector.WebhookSource;
import java.util.HashSet;
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
    private final Polls polls;
    private final SecretLookup secrets;
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
            Polls polls,
            SecretLookup secrets,
            MappedPlaces mapped) {
        this.camel = camel;
        this.plans = plans;
        this.hooks = hooks;
        this.polls = polls;
        this.secrets = secrets;
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
            if (flow.source() instanceof WebhookSource source) {
                HookFlow hook = new HookFlow(
                        planId,
                        connection,
                        flow,
                        source,
                        SignatureChecks.of(source.verify(), secrets),
                        new AcceptKeys(flow),
                        ProtectedPlaces.of(flow, mapped.of(flow.dispatch())));
                add("webhook-in", planId);
                hooks.put(hook);
                tellWhatIsMissing(connection, flow, source);
            } else if (flow.source() instanceof PollHttpSource source) {
                add("poll-http", planId);
                polls.put(new PollFlow(
                        planId, connection, flow, source, ProtectedPlaces.of(flow, mapped.of(flow.dispatch()))));
            }
        } catch (RuntimeException e) {
            running.remove(planId);
            throw e;
        }
    }

    private void tellWhatIsMissing(ConnectionPlan connection, InboundFlow flow, WebhookSource source) {
        for (WebhookSecrets.Missing missing : new WebhookSecrets(secrets).missing(flow.name(), source)) {
            LOG.warn(
                    "webhook secret missing code={} connection={} flow={} detail={} Until then its webhooks are answered 503.",
                    missing.code(),
                    connection.id(),
                    flow.name(),
                    missing.detail());
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
        polls.remove(planId);
        try {
            camel.getRouteController().stopRoute(planId);
            camel.removeRoute(planId);
        } catch (Exception e) {
            throw new IllegalStateException("route " + planId + " did not stop", e);
        }
        hooks.remove(planId);
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
