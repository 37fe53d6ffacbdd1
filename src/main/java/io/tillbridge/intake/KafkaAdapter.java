package io.tillbridge.intake;

import io.tillbridge.connector.KafkaClientPlan;
import io.tillbridge.connector.KafkaSource;
import io.tillbridge.connector.Source;
import io.tillbridge.message.PulledDocuments;
import io.tillbridge.partner.KafkaSettings;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Kafka topics: gives the flow its schedule, and a connection to the cluster that lives as long as the flow. */
final class KafkaAdapter implements SourceAdapter {

    private final Pulls pulls;
    private final KafkaSettings settings;
    private final PulledDocuments documents;
    private final MessageIds ids;
    private final CardNumberRedaction redaction;
    private final Clock clock;
    private final Map<String, KafkaTopic> topics = new ConcurrentHashMap<>();

    KafkaAdapter(
            Pulls pulls,
            KafkaSettings settings,
            PulledDocuments documents,
            MessageIds ids,
            CardNumberRedaction redaction,
            Clock clock) {
        this.pulls = pulls;
        this.settings = settings;
        this.documents = documents;
        this.ids = ids;
        this.redaction = redaction;
        this.clock = clock;
    }

    @Override
    public String template() {
        return "kafka-in";
    }

    @Override
    public boolean serves(Source source) {
        return source instanceof KafkaSource;
    }

    @Override
    public void open(RunningFlow flow) {
        KafkaSource source = (KafkaSource) flow.flow().source();
        if (!(flow.connection().clients().get(source.client()) instanceof KafkaClientPlan client)) {
            throw new IllegalStateException(flow.planId() + " names a client that is no Kafka: " + source.client());
        }
        KafkaTopic topic = new KafkaTopic(source.topic(), () -> {
            Map<String, Object> consumer = settings.consumer(flow.connection(), client);
            consumer.put(ConsumerConfig.GROUP_ID_CONFIG, source.group());
            consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, source.batch());
            return new KafkaConsumer<>(consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        });
        topics.put(flow.planId(), topic);
        KafkaRecords records = new KafkaRecords(flow, ids, redaction);
        pulls.put(new PullFlow(
                flow,
                source.schedule(),
                (state, lease) -> new KafkaRun(
                        flow,
                        source,
                        topic,
                        documents,
                        records,
                        clock,
                        state == null ? KafkaPlace.START : KafkaPlace.parse(state, source.topic()),
                        lease),
                client.timeout().multipliedBy(3)));
    }

    @Override
    public void closing(String planId) {
        pulls.remove(planId);
    }

    @Override
    public void closed(String planId) {
        KafkaTopic topic = topics.remove(planId);
        if (topic != null) {
            topic.disconnect();
        }
    }
}
