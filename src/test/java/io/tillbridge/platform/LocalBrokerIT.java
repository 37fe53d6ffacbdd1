package io.tillbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.support.TestBroker;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class LocalBrokerIT {

    @TempDir
    private Path temporary = Path.of("");

    @Test
    void aMessageSentBeforeAStopIsThereAfterTheNextStart() {
        try (LocalBroker broker = LocalBroker.start(temporary, TestBroker.properties())) {
            send(broker, "sale 1");
        }
        try (LocalBroker broker = LocalBroker.start(temporary, TestBroker.properties())) {
            assertThat(broker.depth(Channels.INTAKE)).isEqualTo(1);
            assertThat(receive(broker)).isEqualTo("sale 1");
        }
    }

    @Test
    void aMessageRolledBackFiftyTimesIsNeitherLostNorDead() {
        try (LocalBroker broker = LocalBroker.start(temporary, TestBroker.properties());
                ActiveMQConnectionFactory factory = factory(broker);
                JMSContext context = factory.createContext(Session.SESSION_TRANSACTED)) {
            send(broker, "innocent");
            JMSConsumer consumer = context.createConsumer(context.createQueue(Channels.INTAKE));
            for (int attempt = 0; attempt < 50; attempt++) {
                assertThat(consumer.receive(5_000)).as("attempt %d", attempt).isNotNull();
                context.rollback();
            }
            assertThat(consumer.receiveBody(byte[].class, 5_000)).asString().isEqualTo("innocent");
            context.commit();
            assertThat(broker.depth(Channels.DEAD)).isZero();
        }
    }

    @Test
    void aMessageThatAnotherQueueGivesUpGoesToTheDeadLetterAddress() {
        try (LocalBroker broker = LocalBroker.start(temporary, TestBroker.properties());
                ActiveMQConnectionFactory factory = factory(broker);
                JMSContext context = factory.createContext(Session.SESSION_TRANSACTED)) {
            context.createProducer().send(context.createQueue("partner.out"), "refused");
            context.commit();
            JMSConsumer consumer = context.createConsumer(context.createQueue("partner.out"));
            for (int attempt = 0; attempt < 10; attempt++) {
                consumer.receive(5_000);
                context.rollback();
            }
            assertThat(consumer.receive(200)).isNull();
            assertThat(broker.depth(Channels.DEAD)).isEqualTo(1);
        }
    }

    @Test
    void aSendBeyondThePageLimitFailsInsteadOfFillingTheDisk() {
        BrokerProperties small = new BrokerProperties(
                null,
                "tillbridge",
                "",
                null,
                DataSize.ofMegabytes(1),
                DataSize.ofMegabytes(12),
                99,
                Duration.ofSeconds(5),
                1);
        try (LocalBroker broker = LocalBroker.start(temporary, small)) {
            byte[] body = new byte[60_000];
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            send(broker, body);
                        }
                    })
                    .isInstanceOf(JMSRuntimeException.class);
            assertThat(broker.depth(Channels.INTAKE)).isPositive();
        }
    }

    private static ActiveMQConnectionFactory factory(LocalBroker broker) {
        return new BrokerAccess(broker.url(), "tillbridge", "").factory();
    }

    private static void send(LocalBroker broker, String body) {
        send(broker, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(LocalBroker broker, byte[] body) {
        try (ActiveMQConnectionFactory factory = factory(broker);
                JMSContext context = factory.createContext()) {
            context.createProducer().send(context.createQueue(Channels.INTAKE), body);
        }
    }

    private static String receive(LocalBroker broker) {
        try (ActiveMQConnectionFactory factory = factory(broker);
                JMSContext context = factory.createContext();
                JMSConsumer consumer = context.createConsumer(context.createQueue(Channels.INTAKE))) {
            return new String(consumer.receiveBody(byte[].class, 5_000), StandardCharsets.UTF_8);
        }
    }
}
