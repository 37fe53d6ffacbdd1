package io.tillbridge.connector.language;

import io.tillbridge.connector.Format;
import io.tillbridge.connector.KafkaSource;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Reads a source that is a Kafka topic. */
final class KafkaReader {

    private static final int RECORDS = 500;

    private KafkaReader() {}

    static KafkaSource read(Section source, InboundReader.Names names) {
        String client = ClientReader.name(source, names.clients(), Set.of("kafka"));
        Boolean latest = source.optionalWord("start", Map.of("earliest", false, "latest", true));
        return new KafkaSource(
                client,
                source.text("topic", "a topic's name"),
                source.text("group", "a group's name such as tillbridge-$(connection.id)"),
                latest != null && latest,
                Every.read(source, Duration.ofSeconds(1)),
                source.integer("batch", RECORDS, 1, 10_000),
                FormatReader.read(source, "format", new Format.Json()));
    }
}
