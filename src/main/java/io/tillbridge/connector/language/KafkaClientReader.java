package io.tillbridge.connector.language;

import io.tillbridge.connector.KafkaClientPlan;
import io.tillbridge.connector.Template;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Reads a client of a Kafka cluster. */
final class KafkaClientReader {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Map<String, Boolean> ISOLATION = Map.of("read_committed", true, "read_uncommitted", false);
    private static final Map<String, String> MECHANISMS =
            Map.of("plain", "PLAIN", "scram-sha-256", "SCRAM-SHA-256", "scram-sha-512", "SCRAM-SHA-512");

    /** What the engine sets itself: exactly once and the place in PostgreSQL rest on it. */
    private static final Set<String> OURS = Set.of(
            "bootstrap.servers",
            "group.id",
            "enable.auto.commit",
            "auto.offset.reset",
            "isolation.level",
            "acks",
            "enable.idempotence",
            "transactional.id",
            "security.protocol",
            "sasl.mechanism",
            "sasl.jaas.config",
            "ssl.endpoint.identification.algorithm",
            "key.serializer",
            "value.serializer",
            "key.deserializer",
            "value.deserializer");

    private KafkaClientReader() {}

    static KafkaClientPlan read(String name, Section client) {
        Boolean committed = client.optionalWord("isolation", ISOLATION);
        boolean tls = client.has("tls") && client.map().bool("tls", false);
        String mechanism = client.optionalWord("mechanism", MECHANISMS);
        return new KafkaClientPlan(
                name,
                client.text("bootstrap", "host:port, several joined by commas"),
                committed == null || committed,
                tls,
                mechanism == null ? "PLAIN" : mechanism,
                UserReader.read(client),
                properties(client),
                BudgetReader.read(client),
                client.duration("timeout", TIMEOUT));
    }

    private static Map<String, Template> properties(Section client) {
        Map<String, Template> properties = client.templates("properties", Roots.SECRETS);
        for (String property : properties.keySet()) {
            if (OURS.contains(property)) {
                client.map()
                        .map("properties")
                        .placeOf(property)
                        .problem(
                                "too_many",
                                "'" + property + "'",
                                "a property that the hub does not set itself",
                                "remove it; keys of the client say what may be chosen");
            }
        }
        return properties;
    }
}
