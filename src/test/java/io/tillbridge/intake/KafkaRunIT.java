package io.tillbridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.Auth;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.DispatchRule;
import io.tillbridge.connector.Format;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.KafkaClientPlan;
import io.tillbridge.connector.KafkaSource;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.Schedule;
import io.tillbridge.message.MessageStore;
import io.tillbridge.message.PulledDocuments;
import io.tillbridge.message.Receipts;
import io.tillbridge.message.StoredBodies;
import io.tillbridge.partner.HostGuard;
import io.tillbridge.partner.KafkaSettings;
import io.tillbridge.partner.PlanSecrets;
import io.tillbridge.platform.Lease;
import io.tillbridge.platform.Leases;
import io.tillbridge.platform.NodeId;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.TestDatabase;
import io.tillbridge.support.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reading a topic of a real broker: offsets and rows are one transaction, whatever the broker remembers. */
class KafkaRunIT {

    private final ManualClock clock = ManualClock.at("2026-05-02T12:00:00Z");
    private final DataSource database = TestDatabase.fresh();
    private final JdbcTemplate sql = new JdbcTemplate(database);
    private final PulledDocuments documents =
            new PulledDocuments(database, new MessageStore(clock), new Receipts(), clock);
    private final Leases leases = new Leases(JdbcClient.create(database), NodeId.ofThisProcess());
    private final CardNumberRedaction redaction =
            new CardNumberRedaction("0123456789abcdef".getBytes(StandardCharsets.UTF_8));
    private final List<KafkaTopic> open = new ArrayList<>();
    private String name = "";

    @AfterEach
    void stop() {
        open.forEach(KafkaTopic::disconnect);
    }

    private static KafkaClientPlan client(String bootstrap) {
        return new KafkaClientPlan(
                "bus", bootstrap, true, false, "PLAIN", new Auth.None(), Map.of(), null, Duration.ofSeconds(4));
    }

    private InboundFlow flow(boolean latest, int batch) {
        return new InboundFlow(
                "moves",
                new KafkaSource(
                        "bus",
                        name,
                        "tillbridge",
                        latest,
                        new Schedule.Every(Duration.ofSeconds(1)),
                        batch,
                        new Format.Json()),
                null,
                new KeyRule.Pointers(List.of(JsonPointer.compile("/sku"))),
                null,
                List.of(new DispatchRule(
                        new Condition.Any(), new DispatchRule.Emit(EventType.SALE, "till.sale", null, null))),
                Map.of(),
                null,
                Set.of("kafka_key", "kafka_tombstone", "kind"),
                null);
    }

    /** A node: its connection to the broker lives as long as it does. */
    private KafkaTopic node() {
        return node(TestKafka.bootstrap());
    }

    private KafkaTopic node(String bootstrap) {
        ConnectionPlan plan = Systems.connection(client(bootstrap), flow(false, 10));
        KafkaTopic topic = new KafkaTopic(name, () -> {
            Map<String, Object> settings = new KafkaSettings(
                            HostGuard.everywhere(), new PlanSecrets(reference -> List.of("secret")))
                    .consumer(plan, client(bootstrap));
            settings.put("group.id", "tillbridge");
            settings.put("max.poll.records", 3);
            return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        });
        open.add(topic);
        return topic;
    }

    private KafkaRun run(KafkaTopic topic, boolean latest) throws Exception {
        InboundFlow inbound = flow(latest, 3);
        RunningFlow flow = new RunningFlow(
                "till.moves.g1", Systems.connection(client(""), inbound), inbound, ProtectedPlaces.NONE);
        return new KafkaRun(
                flow,
                (KafkaSource) inbound.source(),
                topic,
                documents,
                new KafkaRecords(flow, new MessageIds(clock), redaction),
                clock,
                documents
                        .place("till", "moves")
                        .map(place -> KafkaPlace.parse(place.state(), name))
                        .orElse(KafkaPlace.START),
                lease());
    }

    private Lease lease() {
        sql.update("update lease set expires_at = clock_timestamp()");
        return leases.acquire("poll:till.moves", Duration.ofMinutes(5)).orElseThrow();
    }

    private static PullRun.Outcome end(KafkaRun run) {
        PullRun.Outcome outcome = run.step();
        for (int n = 0; n < 50 && outcome instanceof PullRun.Continue; n++) {
            outcome = run.step();
        }
        return outcome;
    }

    private List<String> keys() {
        return sql.queryForList("select business_key from message order by business_key", String.class);
    }

    private void send(int partition, String sku) {
        TestKafka.send(name, partition, sku, "{\"sku\":\"" + sku + "\"}");
    }

    @Test
    void recordsOfAllPartitionsAreKeptOnceWithTheirOffsets() throws Exception {
        name = TestKafka.topic(2);
        for (String sku : List.of("a", "b", "c", "d")) {
            send(0, sku);
            send(1, sku + sku);
        }
        KafkaTopic one = node();
        KafkaRun first = run(one, false);
        assertThat(first.step()).isEqualTo(new PullRun.Continue(Duration.ZERO));
        assertThat(keys()).hasSize(3);
        // The node is held up here; another takes the lease and goes on at the offsets in PostgreSQL
        KafkaTopic two = node();
        assertThat(end(run(two, false))).isEqualTo(new PullRun.Finished(5, true));
        assertThat(end(first))
                .isInstanceOfSatisfying(
                        PullRun.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("lease_lost"));
        assertThat(keys()).containsExactly("a", "aa", "b", "bb", "c", "cc", "d", "dd");
        assertThat(documents.place("till", "moves").orElseThrow().state())
                .isEqualTo("{\"topic\":\"" + name + "\",\"offsets\":{\"0\":4,\"1\":4}}");
        assertThat(sql.queryForList("select receipt_key from message where business_key = 'bb'", String.class))
                .containsExactly(name + "/1/1");
        assertThat(end(run(one, false))).isEqualTo(new PullRun.Finished(0, true));
    }

    @Test
    void whatTheBrokerRemembersDecidesNothing() throws Exception {
        name = TestKafka.topic(1);
        send(0, "a");
        send(0, "b");
        KafkaTopic topic = node();
        end(run(topic, false));
        try (Admin admin = TestKafka.admin()) {
            Eventually.holds(() -> {
                topic.bounds();
                assertThat(admin.listConsumerGroupOffsets("tillbridge")
                                .partitionsToOffsetAndMetadata()
                                .get()
                                .keySet())
                        .contains(new TopicPartition(name, 0));
            });
        }
        sql.update("update source_cursor set state = ?", "{\"topic\":\"" + name + "\",\"offsets\":{\"0\":1}}");
        sql.update("delete from receipt");
        assertThat(end(run(node(), false))).isEqualTo(new PullRun.Finished(1, true));
        assertThat(keys()).containsExactly("a", "b", "b");
    }

    @Test
    void aStepThatIsNotStoredLeavesNeitherRecordsNorOffsets() throws Exception {
        name = TestKafka.topic(1);
        send(0, "a");
        sql.execute("create function broken() returns trigger language plpgsql as $$ begin raise 'disk full'; end $$");
        sql.execute("create trigger broken before insert on source_cursor for each row execute function broken()");
        KafkaTopic topic = node();
        assertThat(end(run(topic, false)))
                .isInstanceOfSatisfying(
                        PullRun.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("not_stored"));
        assertThat(keys()).isEmpty();
        sql.execute("drop trigger broken on source_cursor");
        assertThat(end(run(topic, false))).isEqualTo(new PullRun.Finished(1, true));
        assertThat(keys()).containsExactly("a");
    }

    @Test
    void onlyCommittedRecordsAreReadAndMarkersArePassed() throws Exception {
        name = TestKafka.topic(1);
        KafkaTopic topic = node();
        try (KafkaProducer<byte[], byte[]> producer = TestKafka.producer("till-" + name)) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(name, bytes("{\"sku\":\"aborted\"}")))
                    .get();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(name, bytes("{\"sku\":\"a\"}"))).get();
            assertThat(end(run(topic, false))).isEqualTo(new PullRun.Finished(0, true));
            producer.commitTransaction();
            assertThat(end(run(topic, false))).isEqualTo(new PullRun.Finished(1, true));
        }
        assertThat(keys()).containsExactly("a");
        assertThat(run(topic, false).step()).isEqualTo(new PullRun.Finished(0, true));
    }

    @Test
    void headersOfCloudEventsAndTombstonesAreKept() throws Exception {
        name = TestKafka.topic(1);
        try (KafkaProducer<byte[], byte[]> producer = TestKafka.producer(null)) {
            producer.send(new ProducerRecord<>(
                            name,
                            0,
                            bytes("k"),
                            bytes("{\"sku\":\"a\",\"qty\":1.50}"),
                            List.of(
                                    new RecordHeader("ce_id", bytes("e-1")),
                                    new RecordHeader("ce_type", bytes("moved")),
                                    new RecordHeader("content-type", bytes("application/json")),
                                    new RecordHeader("Kind", bytes("x\0y")),
                                    new RecordHeader("other", bytes("dropped")))))
                    .get();
        }
        TestKafka.send(name, 0, "k", null);
        end(run(node(), false));
        assertThat(sql.queryForList("select headers from message_raw order by message_id", String.class))
                .satisfiesExactly(
                        event -> assertThat(event)
                                .contains(
                                        "\"ce_id\":\"e-1\"", "\"ce_type\":\"moved\"", "\"kafka_key\":\"k\"", "\"kind\"")
                                .doesNotContain("dropped", "\\u0000"),
                        tombstone -> assertThat(tombstone).contains("\"kafka_tombstone\":\"true\""));
        assertThat(StoredBodies.all(JdbcClient.create(database)))
                .extracting(body -> new String(body, StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder("{\"sku\":\"a\",\"qty\":1.50}", "{}");
    }

    @Test
    void newPartitionsAreReadFromTheirBeginningAndAnEndIsAPlace() throws Exception {
        name = TestKafka.topic(1);
        send(0, "old");
        KafkaTopic topic = node();
        assertThat(end(run(topic, true))).isEqualTo(new PullRun.Finished(0, true));
        try (Admin admin = TestKafka.admin()) {
            admin.createPartitions(Map.of(name, NewPartitions.increaseTo(2)))
                    .all()
                    .get();
        }
        send(1, "new");
        send(0, "next");
        KafkaTopic fresh = node();
        assertThat(end(run(fresh, true))).isEqualTo(new PullRun.Finished(2, true));
        assertThat(keys()).containsExactly("new", "next");
    }

    @Test
    void expiredRecordsAreToldAndTheRestIsRead() throws Exception {
        name = TestKafka.topic(1);
        send(0, "a");
        KafkaTopic topic = node();
        end(run(topic, false));
        send(0, "b");
        send(0, "c");
        try (Admin admin = TestKafka.admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(name, 0), RecordsToDelete.beforeOffset(2)))
                    .all()
                    .get();
        }
        assertThat(end(run(topic, false))).isEqualTo(new PullRun.Finished(1, true));
        assertThat(keys()).containsExactly("a", "c");
    }

    @Test
    void aBrokerThatIsAwayIsReadFromTheOffsetsWhenItIsBack() throws Exception {
        name = TestKafka.topic(1);
        send(0, "a");
        KafkaTopic topic = node();
        assertThat(end(run(topic, false))).isEqualTo(new PullRun.Finished(1, true));
        send(0, "b");
        TestKafka.stop();
        try {
            assertThat(end(run(topic, false)))
                    .isInstanceOfSatisfying(
                            PullRun.Failed.class,
                            failed -> assertThat(failed.code()).isEqualTo("source_away"));
        } finally {
            TestKafka.start();
        }
        assertThat(end(run(topic, false))).isEqualTo(new PullRun.Finished(1, true));
        assertThat(keys()).containsExactly("a", "b");
    }

    @Test
    void aTopicThatIsMissingIsNamed() throws Exception {
        name = "nowhere";
        assertThat(end(run(node(), false)))
                .isInstanceOfSatisfying(
                        PullRun.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("topic_missing"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
