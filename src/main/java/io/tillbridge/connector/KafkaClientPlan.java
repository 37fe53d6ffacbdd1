package io.tillbridge.connector;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka cluster.
 *
 * @param bootstrap {@code host:port}, several joined by commas
 * @param committedOnly records of open and aborted transactions are not read
 * @param mechanism SASL mechanism of the login, such as {@code SCRAM-SHA-512}
 * @param login user and password, or none
 * @param tls whether the connection is encrypted; hosts are always verified then
 * @param properties of Kafka's own client, such as {@code ssl.truststore.location}
 * @param timeout for one question to the cluster, and for one send until all in-sync replicas have it
 */
public record KafkaClientPlan(
        String name,
        String bootstrap,
        boolean committedOnly,
        boolean tls,
        String mechanism,
        Auth login,
        Map<String, Template> properties,
        @Nullable Budget budget,
        Duration timeout)
        implements ClientPlan {

    public KafkaClientPlan {
        properties = Map.copyOf(properties);
    }
}
