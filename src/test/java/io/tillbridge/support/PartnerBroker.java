package io.tillbridge.support;

import io.tillbridge.platform.BrokerProperties;
import io.tillbridge.platform.LocalBroker;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** A partner's message broker: over TCP, with a login, on disk; a test may stop it and start it again. */
public final class PartnerBroker implements AutoCloseable {

    public static final String USER = "wms";
    public static final String PASSWORD = "secret";

    private final Path directory;
    private final String url;
    private @Nullable LocalBroker running;

    public PartnerBroker(Path directory) {
        this.directory = directory;
        url = "tcp://localhost:" + FreePort.next();
        start();
    }

    public void start() {
        running = LocalBroker.start(
                directory,
                new BrokerProperties(
                        null,
                        USER,
                        PASSWORD,
                        url,
                        DataSize.ofMegabytes(16),
                        DataSize.ofMegabytes(64),
                        99,
                        Duration.ofSeconds(5),
                        2));
    }

    public void stop() {
        LocalBroker broker = running;
        running = null;
        if (broker != null) {
            broker.close();
        }
    }

    public String url() {
        return url;
    }

    /** Messages that wait or are being delivered. */
    public long depth(String queue) {
        return running == null ? -1 : running.depth(queue);
    }

    /** What a system beside the broker does with it. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T in(Session session) throws JMSException;
    }

    /** Does something in a session of its own that acknowledges what it receives. */
    public <T extends @Nullable Object> T session(Work<T> work) throws JMSException {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url, USER, PASSWORD);
                Connection connection = factory.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            connection.start();
            return work.in(session);
        }
    }

    /** The next message of a queue; null when none comes within two seconds. */
    public @Nullable Message take(String queue) throws JMSException {
        return session(session -> {
            try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
                return consumer.receive(2_000);
            }
        });
    }

    @Override
    public void close() {
        stop();
    }
}
