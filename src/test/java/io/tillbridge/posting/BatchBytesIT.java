package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.SALE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.deadletter.DeadLetters;
import io.tillbridge.message.Envelope;
import io.tillbridge.message.ReadyDocument;
import io.tillbridge.platform.Channels;
import io.tillbridge.reservation.DeskLoad;
import io.tillbridge.support.TestBroker;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** A batch is bounded by bytes too, so that a few large documents do not fill the heap; one is always taken. */
class BatchBytesIT {

    private final PostingBed bed = new PostingBed("TEE");

    @Test
    void readyDocumentsAreClaimedUpToTheLimitAndAGreaterOneAlone() throws SQLException {
        List<UUID> ids = bed.post(
                SALE,
                Events.sale("0001", "NEW", "1"),
                Events.sale("0002", "NEW", "1"),
                Events.sale("0003", "NEW", "1"),
                Events.sale("0004", "NEW", "1"));
        sizes(ids, 30, 70, 500, 1);
        bed.addItem("NEW");
        try (java.sql.Connection connection = bed.database.getConnection()) {
            bed.release.release(connection, 1000);

            assertThat(claim(connection)).containsExactly(ids.get(0), ids.get(1));
            assertThat(claim(connection)).containsExactly(ids.get(2));
            assertThat(claim(connection)).containsExactly(ids.get(3));
            assertThat(claim(connection)).isEmpty();
        }
    }

    @Test
    void theIntakeQueueIsReadUntilTheLimitIsReached() throws Exception {
        try (ActiveMQConnectionFactory broker = TestBroker.connectionFactory();
                JournalPort port = new JournalPort(broker, ports(DataSize.ofBytes(1)))) {
            while (!port.take().isEmpty()) {
                port.posted();
            }
        }
        byte[] envelope =
                Envelope.write(bed.arrival("sale", new byte[1000], null).document());
        try (ActiveMQConnectionFactory broker = TestBroker.connectionFactory()) {
            send(broker, envelope, 5);
            try (JournalPort port = new JournalPort(broker, ports(DataSize.ofBytes(2L * envelope.length)))) {
                assertThat(port.take()).hasSize(2);
                port.posted();
                assertThat(port.take()).hasSize(2);
                port.posted();
            }
            try (JournalPort port = new JournalPort(broker, ports(DataSize.ofBytes(1)))) {
                assertThat(port.take()).hasSize(1);
                port.posted();
            }
        }
    }

    private List<UUID> claim(java.sql.Connection connection) throws SQLException {
        return bed.messages.claim(connection, 100, DataSize.ofBytes(100), Duration.ofSeconds(60)).stream()
                .map(ReadyDocument::document)
                .map(document -> document.messageId())
                .toList();
    }

    private void sizes(List<UUID> ids, int... sizes) {
        for (int i = 0; i < sizes.length; i++) {
            bed.sql
                    .sql("update message_raw set body = convert_to(repeat('x', ?), 'UTF8') where message_id = ?")
                    .params(sizes[i], ids.get(i))
                    .update();
        }
    }

    private Ports ports(DataSize bytes) {
        PostingProperties properties = new PostingProperties(
                300,
                bytes,
                Duration.ofSeconds(5),
                Duration.ofMillis(20),
                1,
                Duration.ofDays(7),
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1));
        return new Ports(
                properties,
                new PostingPace(properties, new DeskLoad()),
                bed.messages,
                new Unreadable(bed.database, new DeadLetters(bed.clock, (tx, letters) -> {})),
                new ReadySignal());
    }

    private static void send(ActiveMQConnectionFactory broker, byte[] envelope, int times) throws Exception {
        try (Connection connection = broker.createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            for (int i = 0; i < times; i++) {
                BytesMessage message = session.createBytesMessage();
                message.writeBytes(envelope);
                session.createProducer(session.createQueue(Channels.INTAKE)).send(message);
            }
            session.commit();
        }
    }
}
