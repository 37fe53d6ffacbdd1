package io.tillbridge.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.tillbridge.message.PulledDocuments;
import io.tillbridge.partner.KafkaSettings;
import io.tillbridge.partner.Partners;
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
            Partners partners,
            PulledDocuments documents,
            MessageIds ids,
            CardNumberRedaction redaction,
            Clock clock) {
        return new JdbcAdapter(pulls, drivers, partners.secrets(), documents, ids, redaction, clock);
    }

    @Bean
    SourceAdapter kafkaAdapter(
            Pulls pulls,
            Partners partners,
            PulledDocuments documents,
            MessageIds ids,
            CardNumberRedaction redaction,
            Clock clock) {
        return new KafkaAdapter(pulls, new KafkaSettings(partners.secrets()), documents, ids, redaction, clock);
    }

    @Bean
    JmsDocuments jmsDocuments(CamelContext camel, Clock clock) {
        return new JmsDocuments(clock, camel.createProducerTemplate());
    }

    @Bean
    SourceAdapter jmsAdapter(
            CamelContext camel,
            JmsDocuments documents,
            Partners partners,
            MessageIds ids,
            CardNumberRedaction redaction,
            MeterRegistry meters) {
        return new JmsAdapter(camel, documents, partners.secrets(), ids, redaction, meters);
    }
}
