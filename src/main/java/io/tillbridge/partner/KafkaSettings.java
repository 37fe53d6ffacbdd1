package io.tillbridge.partner;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.KafkaClientPlan;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.utils.Utils;

/** The properties of Kafka's own clients, secrets read when one is made. */
public final class KafkaSettings {

    private final HostGuard hosts;
    private final PlanSecrets secrets;

    public KafkaSettings(HostGuard hosts, PlanSecrets secrets) {
        this.hosts = hosts;
        this.secrets = secrets;
    }

    /**
     * Of a consumer that is told where to read and commits nothing by itself.
     *
     * @throws HostRefused when a host of {@code bootstrap} may not be connected to
     * @throws IllegalStateException when a secret is missing; the message names its reference
     */
    public Map<String, Object> consumer(ConnectionPlan connection, KafkaClientPlan client) {
        Map<String, Object> settings = common(connection, client);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, client.committedOnly() ? "read_committed" : "read_uncommitted");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(client));
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(client));
        return settings;
    }

    /**
     * Of a producer whose record is confirmed by all in-sync replicas, and written once however often it is sent.
     *
     * @throws HostRefused when a host of {@code bootstrap} may not be connected to
     * @throws IllegalStateException when a secret is missing; the message names its reference
     */
    Map<String, Object> producer(ConnectionPlan connection, KafkaClientPlan client) {
        Map<String, Object> settings = common(connection, client);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(client));
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(client));
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(client));
        return settings;
    }

    private Map<String, Object> common(ConnectionPlan connection, KafkaClientPlan client) {
        hosts.check(Stream.of(client.bootstrap().split(",", -1))
                .map(String::strip)
                .map(Utils::getHost)
                .filter(Objects::nonNull)
                .toList());
        Map<String, Object> settings = new HashMap<>();
        client.properties().forEach((name, value) -> settings.put(name, secrets.text(connection, value)));
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, client.bootstrap());
        settings.putIfAbsent(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, 30_000);
        PlanSecrets.Login login = secrets.login(connection, client.login());
        String security =
                login == null ? (client.tls() ? "SSL" : "PLAINTEXT") : client.tls() ? "SASL_SSL" : "SASL_PLAINTEXT";
        settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, security);
        settings.put(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG, "https");
        if (login != null) {
            settings.put(SaslConfigs.SASL_MECHANISM, client.mechanism());
            settings.put(SaslConfigs.SASL_JAAS_CONFIG, jaas(client.mechanism(), login));
        }
        return settings;
    }

    private static String jaas(String mechanism, PlanSecrets.Login login) {
        String module = mechanism.equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
        return "org.apache.kafka.common.security." + module + " required username=" + quoted(login.user())
                + " password=" + quoted(login.password()) + ";";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static int millis(KafkaClientPlan client) {
        return Math.toIntExact(client.timeout().toMillis());
    }
}
