package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.Auth;
import io.tillbridge.connector.ClientPlan;
import io.tillbridge.connector.Format;
import io.tillbridge.connector.JmsClientPlan;
import io.tillbridge.connector.JmsSend;
import io.tillbridge.connector.KafkaClientPlan;
import io.tillbridge.connector.KafkaSend;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.OutboundCall;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.connector.Template;
import io.tillbridge.support.PartnerBroker;
import io.tillbridge.support.TestKafka;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries to a partner's message broker and to Kafka: frozen, confirmed, repeated with the same key. */
class MessagePushIT {

    @TempDir
    private Path directory;

    private static OutboundFlow flow(String client, @Nullable String header, OutboundCall call) {
        return new OutboundFlow(
                "levels",
                "shop.levels",
                Set.of(EventType.AVAILABILITY),
                "test.levels",
                new KeyRule.Fields(List.of("sku", "location")),
                client,
                call,
                new OutboundFlow.Collapse(Duration.ZERO, 1),
                Map.of(),
                new OutboundFlow.Idempotency(header, new KeyRule.Uuid5(List.of("connection.id", "batch.id"))),
                null,
                List.of(),
                null,
                Duration.ofDays(3));
    }

    private static Map<String, Template> headers(String... pairs) {
        Map<String, Template> headers = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            headers.put(pairs[i], Template.parse(pairs[i + 1]));
        }
        return headers;
    }

    private static OutboundFlow jms() {
        return flow(
                "mq",
                "_AMQ_DUPL_ID",
                new JmsSend(
                        "queue:WMS.IN",
                        headers(
                                "MsgType", "STOCK",
                                "JMSCorrelationID", "$(canonical.sku)",
                                "cloudEvents_id", "$(idempotency.key)",
                                "cloudEvents_subject", "$(canonical.nothing)"),
                        new Format.Json()));
    }

    private static ClientPlan mq(PartnerBroker broker, String user) {
        return new JmsClientPlan(
                "mq",
                broker.url(),
                new Auth.Basic(Template.parse(user), Template.parse("$(secrets.token)")),
                null,
                Duration.ofSeconds(2));
    }

    private static OutboundFlow kafka(String topic) {
        return flow(
                "bus",
                null,
                new KafkaSend(
                        topic,
                        Template.parse("$(canonical.sku)"),
                        headers("ce_id", "$(idempotency.key)", "ce_specversion", "1.0"),
                        new Format.Json()));
    }

    private static ClientPlan bus() {
        return new KafkaClientPlan(
                "bus",
                TestKafka.bootstrap(),
                true,
                false,
                "PLAIN",
                new Auth.None(),
                Map.of(),
                null,
                Duration.ofSeconds(2));
    }

    @Test
    void aMessageIsConfirmedAndCarriesItsKey() throws Exception {
        try (PartnerBroker broker = new PartnerBroker(directory);
                DeliveryBed bed = new DeliveryBed(jms(), mq(broker, PartnerBroker.USER))) {
            bed.node().deliver();
            bed.level("A", 1, 5);
            bed.eventuallyLane("A", "delivered");
            TextMessage message = (TextMessage) Objects.requireNonNull(broker.take("WMS.IN"));
            assertThat(message.getText()).contains("\"sku\":\"A\"").contains("\"available\":\"5\"");
            assertThat(message.getStringProperty("MsgType")).isEqualTo("STOCK");
            assertThat(message.getJMSCorrelationID()).isEqualTo("A");
            assertThat(message.getStringProperty("_AMQ_DUPL_ID"))
                    .isEqualTo(message.getStringProperty("cloudEvents_id"))
                    .isNotEmpty();
            assertThat(message.propertyExists("cloudEvents_subject")).isFalse();
        }
    }

    @Test
    void aBrokerThatIsAwayGetsTheMessageOnceWhenItIsBack() throws Exception {
        try (PartnerBroker broker = new PartnerBroker(directory);
                DeliveryBed bed = new DeliveryBed(jms(), mq(broker, PartnerBroker.USER))) {
            broker.stop();
            bed.node().deliver();
            bed.level("A", 1, 5);
            bed.eventually(() -> !bed.rows("select 1 from delivery where state in ('postponed', 'unknown')")
                    .isEmpty());
            broker.start();
            bed.eventually(() -> {
                bed.clock.advance(Duration.ofSeconds(30));
                return bed.lane("A").equals("delivered");
            });
            assertThat(broker.take("WMS.IN")).isNotNull();
            assertThat(broker.take("WMS.IN")).isNull();
        }
    }

    @Test
    void aLoginThatIsRefusedBlamesNoLane() throws Exception {
        try (PartnerBroker broker = new PartnerBroker(directory);
                DeliveryBed bed = new DeliveryBed(jms(), mq(broker, "somebody"))) {
            bed.node().deliver();
            bed.level("A", 1, 5);
            bed.eventually(() -> !bed.rows("select 1 from delivery where state <> 'in_flight'")
                    .isEmpty());
            assertThat(bed.lane("A")).isNotEqualTo("dead");
            assertThat(broker.depth("WMS.IN")).isZero();
        }
    }

    @Test
    void aRecordIsWrittenOnceWithKeyAndEvent() throws Exception {
        String topic = TestKafka.topic(1);
        try (DeliveryBed bed = new DeliveryBed(kafka(topic), bus())) {
            bed.node().deliver();
            bed.level("A", 1, 5);
            bed.eventuallyLane("A", "delivered");
            bed.level("B", 1, 7);
            bed.eventuallyLane("B", "delivered");
            List<ConsumerRecord<String, String>> records = records(topic, 2);
            assertThat(records).extracting(ConsumerRecord::key).containsExactly("A", "B");
            assertThat(records.get(0).value()).contains("\"available\":\"5\"");
            Map<String, String> headers = new TreeMap<>();
            records.get(0)
                    .headers()
                    .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
            assertThat(headers).containsEntry("ce_specversion", "1.0").containsKey("ce_id");
            assertThat(headers.keySet()).allMatch(name -> !name.startsWith("kafka.") && !name.startsWith("Camel"));
        }
    }

    @Test
    void aRecordThatIsTooLargeIsADeadLetterAndTheNextGoesOut() throws Exception {
        String topic = TestKafka.topic(1);
        try (DeliveryBed bed = new DeliveryBed(kafka(topic), bus())) {
            bed.node().deliver();
            bed.state(
                    "A",
                    1,
                    "{\"sku\":\"A\",\"available\":\"1\",\"note\":\"" + "x".repeat(200_000) + "\",\"sequence\":1}");
            bed.eventuallyLane("A", "dead");
            bed.level("B", 1, 7);
            bed.eventuallyLane("B", "delivered");
            assertThat(records(topic, 1)).extracting(ConsumerRecord::key).containsExactly("B");
        }
    }

    @Test
    void aClusterThatIsAwayAtTheStartHoldsNothingUp() throws Exception {
        String topic = TestKafka.topic(1);
        TestKafka.stop();
        try (DeliveryBed bed = new DeliveryBed(kafka(topic), away())) {
            bed.node().deliver();
            bed.level("A", 1, 5);
            bed.eventually(() -> !bed.rows("select 1 from delivery where state in ('postponed', 'unknown')")
                    .isEmpty());
            TestKafka.start();
            bed.eventually(() -> {
                bed.clock.advance(Duration.ofSeconds(30));
                return bed.lane("A").equals("delivered");
            });
            assertThat(records(topic, 1)).hasSize(1);
        } finally {
            TestKafka.start();
        }
    }

    /** The plan of a cluster that does not run: asking for its address starts it. */
    private static ClientPlan away() {
        ClientPlan plan = bus();
        TestKafka.stop();
        return plan;
    }

    private static List<ConsumerRecord<String, String>> records(String topic, int count) {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrap()),
                new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seek(partition, 0);
            for (int n = 0; n < 20 && records.size() < count; n++) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
            consumer.poll(Duration.ofMillis(300)).forEach(records::add);
        }
        return records;
    }
}
