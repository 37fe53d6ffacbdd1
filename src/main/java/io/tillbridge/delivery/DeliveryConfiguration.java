package io.tillbridge.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.tillbridge.deadletter.DeadLetters;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.partner.Partners;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Delivery of this node. */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

    @Bean
    DeliveryModule deliveryModule(
            CamelContext camel,
            DataSource database,
            Clock clock,
            LaneSignals signals,
            Mappings mappings,
            DeadLetters deadLetters,
            Partners clients,
            MeterRegistry registry,
            ApplicationEventPublisher events,
            @Value("${tillbridge.posting.hold-for:7d}") Duration holdFor) {
        return new DeliveryModule(
                camel,
                database,
                clock,
                DeliverySettings.defaults().holding(holdFor),
                signals,
                mappings,
                deadLetters,
                clients,
                registry,
                () -> ThreadLocalRandom.current().nextLong(),
                events::publishEvent);
    }

    @Bean
    Deliveries deliveries(DeliveryModule module) {
        return module.deliveries();
    }

    @Bean
    Retries retries(DeliveryModule module) {
        return module.retries();
    }

    /** Goes on with lanes whose reconciliation is posted. */
    @Bean
    ReconciledListener reconciledListener(DeliveryModule module) {
        return new ReconciledListener(module.reconciliations());
    }

    @Bean
    ConnectionStates connectionStates(DeliveryModule module) {
        return module.states();
    }
}
