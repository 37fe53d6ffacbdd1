package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectorCatalog;
import io.tillbridge.connector.Keys;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.deadletter.DeadLetters;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.LoadedMappings;
import io.tillbridge.mapping.RunningMappings;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.partner.Partners;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Transactions;
import io.tillbridge.support.CanonicalDocuments;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.PlainConditions;
import io.tillbridge.support.TestDatabase;
import io.tillbridge.support.TestKafka;
import io.tillbridge.support.WrittenFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a connection of the shipped {@code kafka} connector writes to a cluster, read by the CloudEvents project's own code. */
class KafkaEventsIT {

    private static final int PARTITIONS = 4;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    private Path home;

    private final String prefix = "hub" + NUMBER.incrementAndGet();
    private final DataSource database = TestDatabase.fresh();
    private final JdbcTemplate sql = new JdbcTemplate(database);
    private final ManualClock clock = ManualClock.at("2026-05-01T12:00:00Z");
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final LaneSignals signals = new LaneSignals(1_000);

    @SuppressWarnings("NullAway.Init")
    private ConnectionPlan bus;

    @BeforeEach
    void start() throws Exception {
        WrittenFile.write(
                home.resolve("config/connections/bus.connection.yaml"), """
                apiVersion: tillbridge/v1
                kind: Connection
                id: bus
                connector: kafka
                timezone: Europe/Berlin
                settings: {bootstrap: "%s", user: none, prefix: %s}
                secrets: {password: {kind: env, name: NONE}}
                overlay:
                  - {target: $.clients.bus, do: update, value: {kind: kafka, bootstrap: $(settings.bootstrap), timeout: PT2S}}
                """.formatted(TestKafka.bootstrap(), prefix));
        try (Admin admin = TestKafka.admin()) {
            admin.createTopics(CanonicalDocuments.told().stream()
                            .map(type -> new NewTopic(topic(type), PARTITIONS, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        HomeFiles files = HomeFiles.at(null, List.of(home));
        ConnectorCatalog.Loaded loaded = ConnectorCatalog.load(files);
        assertThat(loaded.problems()).isEmpty();
        bus = Objects.requireNonNull(loaded.plans().get("bus"));
        camel.start();
        DeliveryModule delivery = new DeliveryModule(
                camel,
                database,
                clock,
                DeliveryBed.SETTINGS,
                signals,
                new RunningMappings(LoadedMappings.of(files)),
                new DeadLetters(clock, (tx, filed) -> {}),
                new Partners(camel, reference -> List.of("none"), new PlainConditions(), clock, new Random(1)),
                new SimpleMeterRegistry(),
                new Random(1));
        for (String route : List.of("push-http", "push-kafka")) { // the first has what becomes of failures
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(
                            camel,
                            "file:" + Path.of("routes/" + route + ".camel.yaml").toAbsolutePath()));
        }
        delivery.routes().start(bus, 1);
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void everyEventOutIsACloudEventThatLeavesNothingOut() throws Exception {
        for (EventType type : CanonicalDocuments.told()) {
            tell(type, CanonicalDocuments.whole(type));
        }
        allDelivered();

        Set<String> ids = new TreeSet<>();
        for (EventType type : CanonicalDocuments.told()) {
            ObjectNode said = CanonicalDocuments.whole(type);
            ConsumerRecord<String, byte[]> record = records(type, 1).get(0);
            CloudEvent event = KafkaMessageFactory.createReader(record.headers(), record.value())
                    .toEvent();
            assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
            assertThat(event.getType()).isEqualTo("io.tillbridge." + type);
            assertThat(event.getSource()).isEqualTo(URI.create("/tillbridge/bus"));
            assertThat(event.getDataContentType()).isEqualTo("application/json");
            assertThat(event.getExtension("partitionkey")).isEqualTo(record.key());
            assertThat(event.getSubject()).isNotNull();
            assertThat(ids.add(event.getId()))
                    .as("the id of %s is its own", type)
                    .isTrue();
            assertThat(ExactJson.parse(new String(record.value(), StandardCharsets.UTF_8)))
                    .as("a cell that %s has and no row of its mapping reads: add a version of it", type)
                    .isEqualTo(said);
        }
    }

    @Test
    void whatIsNotThereIsLeftOut() throws Exception {
        for (EventType type : CanonicalDocuments.told()) {
            tell(type, CanonicalDocuments.bare(type));
        }
        allDelivered();

        for (EventType type : CanonicalDocuments.told()) {
            ConsumerRecord<String, byte[]> record = records(type, 1).get(0);
            assertThat(ExactJson.parse(new String(record.value(), StandardCharsets.UTF_8)))
                    .isEqualTo(CanonicalDocuments.bare(type));
            assertThat(KafkaMessageFactory.createReader(record.headers(), record.value())
                            .toEvent()
                            .getType())
                    .isEqualTo("io.tillbridge." + type);
        }
    }

    @Test
    void whatConcernsOneOrderIsInOnePartitionAndInOrder() throws Exception {
        List<String> orders = List.of("A-1", "A-2", "A-3", "A-4", "A-5");
        for (int sequence = 1; sequence <= 3; sequence++) {
            for (String order : orders) {
                ObjectNode status = CanonicalDocuments.bare(EventType.ORDER_STATUS);
                tell(EventType.ORDER_STATUS, status.put("id", order).put("sequence", sequence));
            }
        }
        allDelivered();

        Map<String, Set<Integer>> partitions = new TreeMap<>();
        Map<String, List<Integer>> sequences = new TreeMap<>();
        for (ConsumerRecord<String, byte[]> record : records(EventType.ORDER_STATUS, 15)) {
            partitions.computeIfAbsent(record.key(), key -> new TreeSet<>()).add(record.partition());
            sequences
                    .computeIfAbsent(record.key(), key -> new ArrayList<>())
                    .add(ExactJson.parse(new String(record.value(), StandardCharsets.UTF_8))
                            .path("sequence")
                            .asInt());
        }
        assertThat(partitions).hasSize(5);
        assertThat(partitions.values()).allMatch(some -> some.size() == 1);
        assertThat(partitions.values().stream().flatMap(Set::stream).collect(Collectors.toSet()))
                .as("partitions that are used")
                .hasSizeGreaterThan(1);
        assertThat(sequences.values())
                .containsOnly(IntStream.rangeClosed(1, 3).boxed().toList());
    }

    @Test
    void aRepetitionHasTheIdOfTheFirstAttempt() throws Exception {
        TestKafka.stop();
        List<String> first;
        try {
            tell(EventType.NOTICE, CanonicalDocuments.whole(EventType.NOTICE));
            Eventually.holds(() -> assertThat(states()).containsAnyOf("postponed", "unknown"));
            first = sql.queryForList("select idempotency_key from delivery", String.class);
        } finally {
            TestKafka.start();
        }
        Eventually.holds(() -> {
            clock.advance(Duration.ofSeconds(30));
            assertThat(states()).containsOnly("delivered");
        });

        assertThat(first).hasSize(1);
        assertThat(records(EventType.NOTICE, 1))
                .isNotEmpty()
                .allSatisfy(record -> assertThat(KafkaMessageFactory.createReader(record.headers(), record.value())
                                .toEvent()
                                .getId())
                        .isEqualTo(first.get(0)));
    }

    private String topic(EventType type) {
        return prefix + "." + type;
    }

    /** As a posting tells it: to the flow that accepts it, in the lane that the flow's key names. */
    private void tell(EventType type, ObjectNode document) throws Exception {
        OutboundFlow flow = bus.outbound().values().stream()
                .filter(one -> one.accepts().contains(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no flow of the kafka connector accepts " + type));
        DesiredState state = new DesiredState(
                flow.destination(),
                Objects.requireNonNull(Keys.of(flow.key(), document)),
                type,
                document.path("sequence").asLong(1),
                document.toString(),
                null,
                clock.instant(),
                UuidCreator.getTimeOrderedEpoch(),
                flow.collapse() != null);
        signals.signal(Transactions.in(database, tx -> new Outbox().write(tx, List.of(state))));
    }

    private void allDelivered() {
        Eventually.holds(() -> {
            assertThat(sql.queryForList("select detail from dead_letter", String.class))
                    .isEmpty();
            assertThat(sql.queryForList("select distinct state from outbox_lane", String.class))
                    .containsExactly("delivered");
        });
    }

    private List<String> states() {
        return sql.queryForList("select state from delivery", String.class);
    }

    private List<ConsumerRecord<String, byte[]>> records(EventType type, int count) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrap()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(n -> new TopicPartition(topic(type), n))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            for (int n = 0; n < 20 && records.size() < count; n++) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
        }
        assertThat(records).as("records of %s", type).hasSizeGreaterThanOrEqualTo(count);
        return records;
    }
}
