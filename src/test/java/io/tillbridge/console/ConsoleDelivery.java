package io.tillbridge.console;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.deadletter.DeadLetters;
import io.tillbridge.delivery.ConnectionStates;
import io.tillbridge.delivery.Deliveries;
import io.tillbridge.delivery.DeliveryModule;
import io.tillbridge.delivery.DeliverySettings;
import io.tillbridge.delivery.Retries;
import io.tillbridge.intake.SourceAlerts;
import io.tillbridge.intake.WebhookSecrets;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.partner.Partners;
import io.tillbridge.security.SecretVault;
import io.tillbridge.support.PlainConditions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.apache.camel.impl.DefaultCamelContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deliveries of the API under test. */
class ConsoleDelivery {

    @Bean
    Outbox outbox() {
        return new Outbox();
    }

    @Bean
    LaneSignals laneSignals() {
        return new LaneSignals(100);
    }

    @Bean
    DeliveryModule deliveryModule(
            DefaultCamelContext camel,
            DataSource database,
            Clock clock,
            LaneSignals signals,
            Mappings mappings,
            ConnectionPlans plans) {
        Partners clients =
                new Partners(camel, reference -> List.of("secret"), new PlainConditions(), clock, new Random(1));
        return new DeliveryModule(
                camel,
                database,
                clock,
                DeliverySettings.defaults(),
                signals,
                mappings,
                new DeadLetters(clock, (tx, filed) -> {}),
                clients,
                new SimpleMeterRegistry(),
                new Random(1));
    }

    @Bean
    Deliveries deliveries(DeliveryModule module) {
        return module.deliveries();
    }

    @Bean
    Retries retries(DeliveryModule module) {
        return module.retries();
    }

    @Bean
    SourceAlerts sourceAlerts(JdbcClient jdbc) {
        return new SourceAlerts(jdbc);
    }

    @Bean
    WebhookSecrets webhookSecrets(SecretVault vault) {
        return new WebhookSecrets(reference -> vault.read(reference.kind(), reference.name(), reference.list()).stream()
                .map(secret -> secret.reveal().getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    @Bean
    ConnectionStates connectionStates(DeliveryModule module) {
        return module.states();
    }
}
