package io.tillbridge.partner;

import io.tillbridge.connector.ClientPlan;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.JmsClientPlan;
import io.tillbridge.connector.KafkaClientPlan;
import java.util.Properties;
import java.util.random.RandomGenerator;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsConfiguration;
import org.apache.camel.component.jms.JmsMessageType;
import org.apache.camel.component.jms.JmsQueueEndpoint;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** Makes the message brokers and Kafka clusters to which deliveries send. */
final class MessagePartners implements PartnerKind {

    private final CamelContext camel;
    private final HostGuard hosts;
    private final PlanSecrets secrets;
    private final AnswerRules rules;
    private final CallGates gates;
    private final RandomGenerator random;

    MessagePartners(
            CamelContext camel,
            HostGuard hosts,
            PlanSecrets secrets,
            AnswerRules rules,
            CallGates gates,
            RandomGenerator random) {
        this.camel = camel;
        this.hosts = hosts;
        this.secrets = secrets;
        this.rules = rules;
        this.gates = gates;
        this.random = random;
    }

    @Override
    public boolean serves(ClientPlan client) {
        return client instanceof JmsClientPlan || client instanceof KafkaClientPlan;
    }

    @Override
    public Partner make(ConnectionPlan connection, ClientPlan plan) {
        return create(connection.id() + "." + plan.name(), connection, plan);
    }

    private Partner create(String id, ConnectionPlan connection, ClientPlan plan) {
        try {
            if (plan instanceof JmsClientPlan jms) {
                return new JmsPartner(
                        gates.gate(connection, jms, JmsPartner.callEnds(jms)),
                        jms,
                        started(broker(id, connection, jms)),
                        rules,
                        random);
            }
            if (plan instanceof KafkaClientPlan kafka) {
                return new KafkaPartner(
                        gates.gate(connection, kafka, KafkaPartner.callEnds(kafka)),
                        kafka,
                        started(cluster(id, connection, kafka)),
                        rules,
                        random);
            }
        } catch (Exception e) {
            throw new IllegalStateException("client " + id + " makes no endpoint; check its plan", e);
        }
        throw new IllegalArgumentException("client " + id + " takes no messages");
    }

    private static Endpoint started(Endpoint endpoint) {
        endpoint.start();
        return endpoint;
    }

    private Endpoint broker(String id, ConnectionPlan connection, JmsClientPlan plan) {
        JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(new JmsConnections(hosts, secrets, connection, plan));
        pool.setUseAnonymousProducers(true);
        JmsComponent component = new JmsComponent(camel);
        JmsConfiguration configuration = component.getConfiguration();
        configuration.setConnectionFactory(pool);
        configuration.setDeliveryPersistent(true);
        configuration.setDisableReplyTo(true);
        configuration.setJmsMessageType(JmsMessageType.Text);
        component.start();
        return new JmsQueueEndpoint("jms:" + id, component, "named.by.each.message", configuration);
    }

    private Endpoint cluster(String id, ConnectionPlan connection, KafkaClientPlan plan) throws Exception {
        KafkaComponent component = new KafkaComponent(camel);
        component.start();
        KafkaEndpoint endpoint = (KafkaEndpoint) component.createEndpoint("kafka:" + id);
        KafkaConfiguration configuration = endpoint.getConfiguration();
        configuration.setBrokers(plan.bootstrap());
        configuration.setKeySerializer(StringSerializer.class.getName());
        configuration.setValueSerializer(ByteArraySerializer.class.getName());
        configuration.setSynchronous(true);
        // A cluster that is away at the start must not keep the hub from starting
        endpoint.setLazyStartProducer(true);
        endpoint.setKafkaClientFactory(new DefaultKafkaClientFactory() {
            @Override
            @SuppressWarnings("rawtypes")
            public Producer getProducer(Properties ignored) {
                return new KafkaProducer<>(
                        new KafkaSettings(hosts, secrets).producer(connection, plan),
                        new StringSerializer(),
                        new ByteArraySerializer());
            }
        });
        return endpoint;
    }
}
