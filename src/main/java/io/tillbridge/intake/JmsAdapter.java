package io.tillbridge.intake;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillbridge.connector.JmsClientPlan;
import io.tillbridge.connector.JmsSource;
import io.tillbridge.connector.Source;
import io.tillbridge.partner.HostGuard;
import io.tillbridge.partner.JmsConnections;
import io.tillbridge.partner.PlanSecrets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsConfiguration;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.component.jms.JmsQueueEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Message brokers: gives the flow the endpoint {@code source:<planId>} that its route begins with. It takes one message at a
 * time in a transacted session, and connects again every five seconds while the broker is away.
 */
final class JmsAdapter implements SourceAdapter {

    private static final long RECONNECT_MILLIS = 5_000;
    private static final String CONNECTED = "tillbridge.source.connected";

    private final CamelContext camel;
    private final JmsConsumers consumers;
    private final JmsDocuments documents;
    private final PlanSecrets secrets;
    private final HostGuard hosts;
    private final MessageIds ids;
    private final CardNumberRedaction redaction;
    private final MeterRegistry meters;
    private final Map<String, Gauge> gauges = new ConcurrentHashMap<>();

    JmsAdapter(
            CamelContext camel,
            JmsConsumers consumers,
            JmsDocuments documents,
            PlanSecrets secrets,
            HostGuard hosts,
            MessageIds ids,
            CardNumberRedaction redaction,
            MeterRegistry meters) {
        this.camel = camel;
        this.consumers = consumers;
        this.documents = documents;
        this.secrets = secrets;
        this.hosts = hosts;
        this.ids = ids;
        this.redaction = redaction;
        this.meters = meters;
    }

    @Override
    public String template() {
        return "jms-in";
    }

    @Override
    public boolean serves(Source source) {
        return source instanceof JmsSource;
    }

    @Override
    public void prepare(RunningFlow flow) {
        JmsSource source = (JmsSource) flow.flow().source();
        if (!(flow.connection().clients().get(source.client()) instanceof JmsClientPlan client)) {
            throw new IllegalStateException(flow.planId() + " names a client that is no broker: " + source.client());
        }
        documents.put(new JmsFlow(flow, ids, redaction));
        try {
            camel.addEndpoint("source:" + flow.planId(), endpoint(flow, source, client));
        } catch (Exception e) {
            throw new IllegalStateException("the endpoint of " + flow.planId() + " is refused", e);
        }
    }

    private JmsEndpoint endpoint(RunningFlow flow, JmsSource source, JmsClientPlan client) {
        JmsComponent component = new JmsComponent(camel);
        JmsConfiguration configuration = component.getConfiguration();
        configuration.setConnectionFactory(new JmsConnections(hosts, secrets, flow.connection(), client));
        configuration.setTransacted(true);
        configuration.setLazyCreateTransactionManager(false);
        configuration.setCacheLevelName("CACHE_CONSUMER");
        // Begins when it is known that the connection is not paused
        configuration.setAutoStartup(false);
        configuration.setRecoveryInterval(RECONNECT_MILLIS);
        configuration.setTestConnectionOnStartup(false);
        // Nothing a message says is read but its body and the properties that the flow names
        configuration.setMapJmsMessage(false);
        configuration.setDisableReplyTo(true);
        component.start();
        String uri = "jms:" + flow.planId();
        boolean topic = source.subscription() != null;
        JmsEndpoint endpoint = topic
                ? new JmsEndpoint(uri, component, source.destination(), true, configuration)
                : new JmsQueueEndpoint(uri, component, source.destination(), configuration);
        if (topic) {
            endpoint.setSubscriptionName(source.subscription());
            endpoint.setSubscriptionDurable(true);
            // Several nodes share it, each message goes to one
            endpoint.setSubscriptionShared(true);
        }
        if (source.selector() != null) {
            endpoint.setSelector(source.selector());
        }
        return endpoint;
    }

    @Override
    public void open(RunningFlow flow) {
        consumers.open(flow);
        gauges.put(
                flow.planId(),
                Gauge.builder(CONNECTED, () -> consumers.connected(flow.planId()) ? 1 : 0)
                        .description("Whether the flow's consumer is connected to its broker and takes messages")
                        .tag("connection", flow.connection().id())
                        .tag("flow", flow.flow().name())
                        .register(meters));
    }

    @Override
    public void closing(String planId) {
        consumers.close(planId);
        documents.closing(planId);
    }

    @Override
    public void closed(String planId) {
        documents.remove(planId);
        @Nullable Gauge gauge = gauges.remove(planId);
        if (gauge != null) {
            meters.remove(gauge);
        }
    }
}
