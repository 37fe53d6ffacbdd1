package io.tillbridge.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.Envelope;
import io.tillbridge.message.MessageStore;
import io.tillbridge.message.StoredBodies;
import io.tillbridge.platform.BrokerAccess;
import io.tillbridge.platform.Channels;
import io.tillbridge.platform.LocalBroker;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.LostCommits;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.TestBroker;
import io.tillbridge.support.TestDatabase;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The dead-letter address of a broker of its own, drained into a real PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadLetterDrainIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-05-01T12:00:00Z"));
    private final DataSource database = TestDatabase.fresh();
    private final JdbcClient sql = JdbcClient.create(database);
    private final Desk desk = new Desk(database);
    private LocalBroker broker;
    private ActiveMQConnectionFactory factory;

    @BeforeAll
    void start(@TempDir Path temporary) {
        broker = LocalBroker.start(temporary, TestBroker.properties());
        factory = new BrokerAccess(broker.url(), "tillbridge", "").factory();
    }

    @AfterAll
    void stop() {
        factory.close();
        broker.close();
    }

    private DeadLetterDrain drain(ConnectionFactory through, DataSource into) {
        return new DeadLetterDrain(
                through, Channels.DEAD, into, new MessageStore(clock), new DeadLetters(clock, (tx, filed) -> {}));
    }

    private int drained() throws JMSException, SQLException {
        return drain(factory, database).drain(100);
    }

    private static AcceptedDocument document(String body) {
        return document(body, "application/json");
    }

    private static AcceptedDocument document(String body, String contentType) {
        return new AcceptedDocument(
                UuidCreator.getTimeOrderedEpoch(),
                null,
                "shop",
                "orders",
                null,
                "#1001",
                Instant.parse("2026-05-01T11:59:00Z"),
                contentType,
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8),
                null);
    }

    private void send(String queue, Function<JMSContext, Message> message) {
        try (JMSContext context = factory.createContext()) {
            context.createProducer().send(context.createQueue(queue), message.apply(context));
        }
    }

    private static Function<JMSContext, Message> bytes(byte[] body) {
        return context -> {
            try {
                var message = context.createBytesMessage();
                message.writeBytes(body);
                return message;
            } catch (JMSException e) {
                throw new IllegalStateException("a message in memory", e);
            }
        };
    }

    /** Takes and returns what lies in the queue until the broker gives up on it. */
    private void exhaust(String queue) {
        try (JMSContext context = factory.createContext(Session.SESSION_TRANSACTED);
                JMSConsumer consumer = context.createConsumer(context.createQueue(queue))) {
            while (broker.depth(queue) > 0) {
                consumer.receive(100);
                context.rollback();
            }
        }
    }

    private List<DeadLetter> letters(String at) {
        return desk.list(null, null, null, null, 500).stream()
                .filter(letter -> letter.at().equals(at))
                .toList();
    }

    @Test
    void aDocumentWhoseRedeliveryIsExhaustedIsFiledOnceAndCanBeReplayed() throws Exception {
        String queue = TestBroker.freshQueue();
        AcceptedDocument document = document("{\"id\": 1}");
        send(queue, bytes(Envelope.write(document)));
        exhaust(queue);

        assertThat(drained()).isEqualTo(1);
        assertThat(drained()).isZero();

        assertThat(letters(queue))
                .singleElement()
                .extracting(
                        DeadLetter::stage,
                        DeadLetter::code,
                        DeadLetter::connection,
                        DeadLetter::flow,
                        DeadLetter::messageId,
                        DeadLetter::businessKey)
                .containsExactly("post", "not_recorded", "shop", "orders", document.messageId(), "#1001");
        assertThat(body(document.messageId())).isEqualTo("{\"id\": 1}");
        Replay replay = new Replays(database, clock, (tx, id, by, reason, items) -> {})
                .start(List.of(letters(queue).get(0).id()), "ana", "the database is well again");
        assertThat(replay.replayed()).isEqualTo(1);
        assertThat(state(document.messageId())).isEqualTo("accepted");
    }

    @Test
    void anExpiredDocumentIsFiledAsExpired() throws Exception {
        String queue = TestBroker.freshQueue();
        AcceptedDocument document = document("{\"id\": 2}");
        try (JMSContext context = factory.createContext()) {
            context.createProducer()
                    .setTimeToLive(1)
                    .send(
                            context.createQueue(queue),
                            bytes(Envelope.write(document)).apply(context));
            Eventually.within(LIMIT, () -> {
                try (JMSConsumer consumer = context.createConsumer(context.createQueue(queue))) {
                    consumer.receiveNoWait();
                }
                assertThat(broker.depth(Channels.DEAD)).isEqualTo(1);
            });
        }

        assertThat(drained()).isEqualTo(1);

        assertThat(letters(queue))
                .singleElement()
                .extracting(DeadLetter::stage, DeadLetter::code, DeadLetter::messageId)
                .containsExactly("post", "expired", document.messageId());
        assertThat(body(document.messageId())).isEqualTo("{\"id\": 2}");
    }

    @Test
    void whatIsNoEnvelopeIsFiledWithItsBytesWhateverItsType() throws Exception {
        String queue = TestBroker.freshQueue();
        send(queue, context -> context.createTextMessage("Grüße"));
        send(queue, bytes(new byte[] {9, 0, 7}));
        send(queue, context -> context.createObjectMessage("an object"));
        try (JMSContext context = factory.createContext()) {
            JMSProducer nameless = context.createProducer().setDisableMessageID(true);
            nameless.send(context.createQueue(queue), "nameless");
        }
        exhaust(queue);

        assertThat(drained()).isEqualTo(4);
        assertThat(broker.depth(Channels.DEAD)).isZero();

        assertThat(letters(queue))
                .hasSize(4)
                .allSatisfy(letter ->
                        assertThat(letter.stage() + " " + letter.code()).isEqualTo("accept unreadable_envelope"));
        assertThat(letters(queue).stream()
                        .map(letter -> new String(desk.document(letter.id()).orElseThrow(), StandardCharsets.UTF_8)))
                .contains("Grüße", "nameless", new String(new byte[] {9, 0, 7}, StandardCharsets.UTF_8))
                .anySatisfy(document -> assertThat(document).contains("an object"));
    }

    @Test
    void aDocumentThatPostgresqlCannotHoldKeepsNoOtherOnTheAddress() throws Exception {
        String queue = TestBroker.freshQueue();
        AcceptedDocument sound = document("{\"id\": 6}");
        byte[] zero = Envelope.write(document("{\"id\": 7}", "application/\u0000json"));
        send(queue, bytes(zero));
        send(queue, bytes(Envelope.write(sound)));
        exhaust(queue);

        assertThat(drained()).isEqualTo(2);

        assertThat(letters(queue))
                .extracting(DeadLetter::code)
                .containsExactlyInAnyOrder("unreadable_envelope", "not_recorded");
        assertThat(letters(queue).stream().flatMap(letter -> desk.document(letter.id()).stream()))
                .containsExactly(zero);
        assertThat(state(sound.messageId())).isEqualTo("dead");
    }

    @Test
    void aCrashBetweenTheTwoCommitsFilesNothingTwice() throws Exception {
        String queue = TestBroker.freshQueue();
        AcceptedDocument document = document("{\"id\": 3}");
        send(queue, bytes(Envelope.write(document)));
        send(queue, context -> context.createTextMessage("unreadable"));
        exhaust(queue);

        assertThatThrownBy(() -> drain(LostCommits.of(factory), database).drain(100))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("died");
        assertThat(letters(queue)).as("committed").hasSize(2);
        assertThat(broker.depth(Channels.DEAD)).as("and still there").isEqualTo(2);

        assertThat(drained()).isEqualTo(2);
        assertThat(letters(queue)).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.failures()).isEqualTo(1);
            assertThat(letter.state()).isEqualTo("new");
        });
        assertThat(broker.depth(Channels.DEAD)).isZero();
    }

    @Test
    void aLetterThatWasReplayedBetweenACrashAndTheRedeliveryStaysReplayed() throws Exception {
        String queue = TestBroker.freshQueue();
        AcceptedDocument document = document("{\"id\": 4}");
        send(queue, bytes(Envelope.write(document)));
        exhaust(queue);
        assertThatThrownBy(() -> drain(LostCommits.of(factory), database).drain(100))
                .isInstanceOf(JMSException.class);
        UUID letter = letters(queue).get(0).id();
        new Replays(database, clock, (tx, id, by, reason, items) -> {}).start(List.of(letter), "ana", "at once");

        assertThat(drained()).isEqualTo(1);

        assertThat(desk.show(letter).orElseThrow().state()).isEqualTo("replayed");
        assertThat(letters(queue)).isEmpty();
        assertThat(state(document.messageId())).isEqualTo("accepted");
    }

    @Test
    void whileTheDatabaseIsAwayEverythingStaysOnTheAddress() throws Exception {
        String queue = TestBroker.freshQueue();
        AcceptedDocument document = document("{\"id\": 5}");
        send(queue, bytes(Envelope.write(document)));
        exhaust(queue);
        PGSimpleDataSource away = new PGSimpleDataSource();
        away.setUrl("jdbc:postgresql://localhost:1/none");
        DeadLetterDrain unable = drain(factory, away);

        for (int round = 0; round < 25; round++) {
            assertThatThrownBy(() -> unable.drain(100)).isInstanceOf(SQLException.class);
        }
        new DrainSchedule(unable).drain();

        assertThat(broker.depth(Channels.DEAD))
                .as("more rounds than a broker tries")
                .isEqualTo(1);
        assertThat(drained()).isEqualTo(1);
        assertThat(letters(queue))
                .singleElement()
                .extracting(DeadLetter::messageId, DeadLetter::code)
                .containsExactly(document.messageId(), "not_recorded");
    }

    @Test
    void aBatchEndsAtItsMostAndTheRestIsTakenTheNextTime() throws Exception {
        String queue = TestBroker.freshQueue();
        for (int i = 0; i < 3; i++) {
            send(queue, bytes(Envelope.write(document("{}"))));
        }
        exhaust(queue);

        assertThat(drain(factory, database).drain(2)).isEqualTo(2);
        assertThat(broker.depth(Channels.DEAD)).isEqualTo(1);
        new DrainSchedule(drain(factory, database)).drain();
        assertThat(letters(queue)).hasSize(3);
        assertThat(broker.depth(Channels.DEAD)).isZero();
    }

    private String state(UUID message) {
        return sql.sql("select state from message where message_id = ?")
                .param(message)
                .query(String.class)
                .single();
    }

    private String body(UUID message) {
        return new String(StoredBodies.of(sql, message), StandardCharsets.UTF_8);
    }
}
