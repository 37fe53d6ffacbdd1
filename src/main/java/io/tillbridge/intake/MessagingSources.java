package io.tillbridge.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.tillbridge.message.PulledDocuments;
import io.tillbridge.partner.HostGuard;
import io.tillbridge.partner.KafkaSettings;
import io.tillbridge.partner.PlanSecrets;
import io.tillbridge.platform.DataDirectory;
import io.tillbridge.platform.DataProperties;
import java.time.Clock;
import java.util.List;
import org.apache.camel.CamelContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what is read from databases, message brokers and Kafka. */
@Configuration(proxyBeanMethods = false)
class MessagingSources {

    /** Folders for drivers: the home's own, then the data directory's. */
    private static final String DRIVERS = "drivers";

    @Bean
    JdbcDrivers jdbcDrivers(DataProperties places, DataDirectory data) {
        return new JdbcDrivers(
                List.of(places.home().path().resolve(DRIVERS), data.root().resolve(DRIVERS)));
    }

    @Bean
    SourceAdapter jdbcAdapter(
            Pulls pulls,
            JdbcDrivers drivers,
            PlanSecrets secrets,
            HostGuard hosts,
            PulledDocuments documents,
            MessageIds ids,
            CardNumberRedaction redaction,
            Clock clock) {
        return new JdbcAdapter(pulls, drivers, secrets, hosts, documents, ids, redaction, clock);
    }

    @Bean
    SourceAdapter kafkaAdapter(
            Pulls pulls,
            PlanSecrets secrets,
            HostGuard hosts,
            PulledDocuments documents,
            MessageIds ids,
            CardNumberRedaction redaction,
            Clock clock) {
        return new KafkaAdapter(pulls, new KafkaSettings(hosts, secrets), documents, ids, redaction, clock);
    }

    @Bean
    JmsDocuments jmsDocuments(CamelContext camel, Clock clock) {
        return new JmsDocuments(clock, camel.createProducerTemplate());
    }

    @Bean
    JmsConsumers jmsConsumers(CamelContext camel, PulledDocuments documents) {
        return new JmsConsumers(camel, documents);
    }

    @Bean
    SourceAdapter jmsAdapter(
            CamelContext camel,
            JmsConsumers consumers,
            JmsDocuments documents,
            PlanSecrets secrets,
            HostGuard hosts,
            MessageIds ids,
            CardNumberRedaction redaction,
            MeterRegistry meters) {
        return new JmsAdapter(camel, consumers, documents, secrets, hosts, ids, redaction, meters);
    }
}
