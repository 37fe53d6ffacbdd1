package io.tillbridge.platform;

import java.util.Objects;
import java.util.function.Supplier;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * How to reach the broker.
 *
 * @param url {@code vm://n} for the embedded one
 */
public record BrokerAccess(String url, String user, String password) {

    static BrokerAccess of(BrokerProperties properties, Supplier<LocalBroker> local) {
        return new BrokerAccess(
                properties.external()
                        ? Objects.requireNonNull(properties.url())
                        : local.get().url(),
                properties.user(),
                properties.password());
    }

    /** A new connection factory: durable sends and acknowledgements wait for the broker; it reconnects for ever. */
    public ActiveMQConnectionFactory factory() {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url, user, password);
        factory.setBlockOnDurableSend(true);
        factory.setBlockOnAcknowledge(true);
        factory.setReconnectAttempts(-1);
        factory.setRetryInterval(500);
        factory.setCacheDestinations(true);
        return factory;
    }

    /** Without any password. */
    @Override
    public String toString() {
        return "BrokerAccess[url=" + ShownUrl.of(url) + ", user=" + user + "]";
    }
}
