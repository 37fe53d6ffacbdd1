package io.tillbridge.platform;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Readiness part {@code artemis}: up while a connection can be opened within two seconds. */
@Component("artemis")
final class ArtemisHealth implements HealthIndicator {

    private final BrokerAccess access;

    ArtemisHealth(BrokerAccess access) {
        this.access = access;
    }

    @Override
    public Health health() {
        try (ActiveMQConnectionFactory factory = access.factory()) {
            // The shared factories reconnect for ever; a probe must come back
            factory.setInitialConnectAttempts(1);
            factory.setReconnectAttempts(0);
            factory.setCallTimeout(2_000);
            try (Connection connection = factory.createConnection()) {
                connection.start();
                return Health.up().build();
            }
        } catch (JMSException e) {
            return Health.down()
                    .withDetail("reason", String.valueOf(e.getMessage()))
                    .build();
        }
    }
}
