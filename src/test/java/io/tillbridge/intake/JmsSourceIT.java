package io.tillbridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.Auth;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.DispatchRule;
import io.tillbridge.connector.Format;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.JmsClientPlan;
import io.tillbridge.connector.JmsSource;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.Template;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.Envelope;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.PartnerBroker;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Messages of a partner's broker: in the journal before they are acknowledged. */
class JmsSourceIT {

    private static final String OUT = "WMS.OUT";

    @TempDir
    private Path directory;

    private static Plans plans(PartnerBroker broker, JmsSource source) {
        InboundFlow flow = new InboundFlow(
                "shipments",
                source,
                null,
                new KeyRule.Pointers(List.of(JsonPointer.compile("/order"))),
                null,
                List.of(new DispatchRule(
                        new Condition.Any(), new DispatchRule.Emit(EventType.SALE, "wms.shipment", null, null))),
                Map.of(),
                null,
                Set.of("msgtype", "jmscorrelationid"),
                null);
        JmsClientPlan client = new JmsClientPlan(
                "mq",
                broker.url(),
                new Auth.Basic(Template.parse(PartnerBroker.USER), Template.parse("$(secrets.password)")),
                null,
                Duration.ofSeconds(5));
        Plans plans = new Plans();
        plans.put(Systems.connection(client, flow));
        return plans;
    }

    private static JmsSource queue() {
        return new JmsSource("mq", OUT, null, null, new Format.Json(), 1_000);
    }

    private static String send(PartnerBroker broker, String order) throws Exception {
        return broker.session(session -> {
            TextMessage message = session.createTextMessage("{\"order\":\"" + order + "\"}");
            message.setStringProperty("MsgType", "SHIPCONF");
            message.setStringProperty("cloudEvents_id", "e-1");
            message.setStringProperty("CamelHttpUri", "http://elsewhere");
            message.setJMSCorrelationID("c-1");
            try (MessageProducer producer = session.createProducer(session.createQueue(OUT))) {
                producer.send(message);
            }
            return message.getJMSMessageID();
        });
    }

    /** What the journal has, taken from it. */
    private static List<AcceptedDocument> journal(IntakeBed bed, int atLeast) throws Exception {
        List<AcceptedDocument> documents = new ArrayList<>();
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(bed.url());
                Connection connection = factory.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageConsumer consumer = session.createConsumer(session.createQueue(IntakeBed.QUEUE))) {
            connection.start();
            Message message = consumer.receive(20_000);
            while (message != null) {
                documents.add(Envelope.read(((BytesMessage) message).getBody(byte[].class)));
                message = consumer.receive(documents.size() < atLeast ? 20_000 : 300);
            }
        }
        return documents;
    }

    private static @Nullable Double connected(IntakeBed bed) {
        return bed.bean(MeterRegistry.class)
                .get("tillbridge.source.connected")
                .gauge()
                .value();
    }

    @Test
    void aMessageIsKeptWithItsHeadersAndAcknowledged() throws Exception {
        try (PartnerBroker broker = new PartnerBroker(directory.resolve("wms"));
                IntakeBed bed = IntakeBed.start(directory, plans(broker, queue()), 0)) {
            String id = send(broker, "A-1");
            AcceptedDocument document = journal(bed, 1).get(0);
            assertThat(document.receiptKey()).isEqualTo(id);
            assertThat(document.businessKey()).isEqualTo("A-1");
            assertThat(document.headers())
                    .isEqualTo(Map.of("msgtype", "SHIPCONF", "jmscorrelationid", "c-1", "cloudevents_id", "e-1"));
            assertThat(new String(document.body(), StandardCharsets.UTF_8)).isEqualTo("{\"order\":\"A-1\"}");
            Eventually.holds(() -> assertThat(broker.depth(OUT)).isZero());
            assertThat(connected(bed)).isEqualTo(1);
        }
    }

    @Test
    void aMessageThatNobodyCanReadIsKeptOnceAndComesNoMore() throws Exception {
        try (PartnerBroker broker = new PartnerBroker(directory.resolve("wms"));
                IntakeBed bed = IntakeBed.start(directory, plans(broker, queue()), 0)) {
            broker.session(session -> {
                try (MessageProducer producer = session.createProducer(session.createQueue(OUT))) {
                    producer.send(session.createObjectMessage("serialised"));
                    producer.send(session.createTextMessage("x".repeat(1_001)));
                    BytesMessage bytes = session.createBytesMessage();
                    bytes.writeBytes("{\"order\":\"B-1\"}".getBytes(StandardCharsets.UTF_8));
                    producer.send(bytes);
                }
                return "";
            });
            List<AcceptedDocument> documents = journal(bed, 3);
            assertThat(documents)
                    .extracting(document -> new String(document.body(), StandardCharsets.UTF_8))
                    .containsExactly("", "", "{\"order\":\"B-1\"}");
            Eventually.holds(() -> assertThat(broker.depth(OUT)).isZero());
        }
    }

    @Test
    void whileTheJournalIsAwayTheMessageStaysInHandAndIsKeptOnce() throws Exception {
        try (PartnerBroker broker = new PartnerBroker(directory.resolve("wms"));
                IntakeBed bed = IntakeBed.start(directory, plans(broker, queue()), 0)) {
            bed.broker().stop();
            String id = send(broker, "A-1");
            Eventually.holds(() -> assertThat(broker.depth(OUT)).isEqualTo(1));
            bed.broker().start();
            assertThat(journal(bed, 1)).extracting(AcceptedDocument::receiptKey).containsExactly(id);
            Eventually.holds(() -> assertThat(broker.depth(OUT)).isZero());
        }
    }

    @Test
    void aBrokerThatWasAwayIsReadAgain() throws Exception {
        try (PartnerBroker broker = new PartnerBroker(directory.resolve("wms"));
                IntakeBed bed = IntakeBed.start(directory, plans(broker, queue()), 0)) {
            Eventually.holds(() -> assertThat(connected(bed)).isEqualTo(1));
            broker.stop();
            Eventually.holds(() -> assertThat(connected(bed)).isZero());
            broker.start();
            String id = send(broker, "A-1");
            assertThat(journal(bed, 1)).extracting(AcceptedDocument::receiptKey).containsExactly(id);
            Eventually.holds(() -> assertThat(connected(bed)).isEqualTo(1));
        }
    }

    @Test
    void aDurableSubscriptionTakesWhatItsSelectorLets() throws Exception {
        JmsSource topic = new JmsSource("mq", "WMS.NEWS", "tillbridge", "kind = 'a'", new Format.Json(), 1_000);
        try (PartnerBroker broker = new PartnerBroker(directory.resolve("wms"));
                IntakeBed bed = IntakeBed.start(directory, plans(broker, topic), 0)) {
            // What is sent before the subscription is there goes to nobody
            Eventually.holds(() -> {
                news(broker, "b");
                news(broker, "a");
                assertThat(bed.broker()
                                .getActiveMQServer()
                                .locateQueue(SimpleString.of(IntakeBed.QUEUE))
                                .getMessageCount())
                        .isPositive();
            });
            assertThat(journal(bed, 1))
                    .extracting(AcceptedDocument::businessKey)
                    .containsOnly("a");
        }
    }

    @Test
    void aPausedConnectionTakesNothingAndGoesOnAfterIt() throws Exception {
        try (PartnerBroker broker = new PartnerBroker(directory.resolve("wms"));
                IntakeBed bed = IntakeBed.start(directory, plans(broker, queue()), 0)) {
            Eventually.holds(() -> assertThat(connected(bed)).isEqualTo(1));
            pause(bed, true);
            Eventually.holds(() -> assertThat(connected(bed)).isZero());
            String id = send(broker, "A-1");
            bed.bean(FlowRoutes.class)
                    .states()
                    .forEach((plan, state) -> assertThat(state).isEqualTo("Started"));
            assertThat(broker.depth(OUT)).isEqualTo(1);

            pause(bed, false);

            assertThat(journal(bed, 1)).extracting(AcceptedDocument::receiptKey).containsExactly(id);
            Eventually.holds(() -> assertThat(broker.depth(OUT)).isZero());
        }
    }

    private static void pause(IntakeBed bed, boolean paused) {
        new JdbcTemplate(bed.bean(DataSource.class))
                .update(
                        "insert into connection_state (connection, paused, changed_at) values (?, ?, now())"
                                + " on conflict (connection) do update set paused = excluded.paused",
                        "till",
                        paused);
    }

    private static void news(PartnerBroker broker, String kind) throws Exception {
        broker.session(session -> {
            try (MessageProducer producer = session.createProducer(session.createTopic("WMS.NEWS"))) {
                TextMessage message = session.createTextMessage("{\"order\":\"" + kind + "\"}");
                message.setStringProperty("kind", kind);
                producer.send(message);
            }
            return "";
        });
    }
}
