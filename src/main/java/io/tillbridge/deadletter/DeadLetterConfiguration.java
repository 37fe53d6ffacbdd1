package io.tillbridge.deadletter;

import io.tillbridge.message.FetchFailures;
import io.tillbridge.message.MessageStore;
import io.tillbridge.message.Refusals;
import io.tillbridge.platform.Channels;
import jakarta.jms.ConnectionFactory;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The desk's parts. */
@Configuration(proxyBeanMethods = false)
class DeadLetterConfiguration {

    @Bean
    DeadLetters deadLetters(Clock clock, DeadLetterEvents events) {
        return new DeadLetters(clock, events);
    }

    @Bean
    FetchFailures fetchFailures(DataSource database, DeadLetters deadLetters, Clock clock) {
        return new FetchDeadLetters(database, deadLetters, clock);
    }

    @Bean
    Refusals refusals(MessageStore messages, DeadLetters deadLetters) {
        return new RefusedDocuments(messages, deadLetters);
    }

    @Bean
    DrainSchedule drainSchedule(
            ConnectionFactory broker, DataSource database, MessageStore messages, DeadLetters deadLetters) {
        return new DrainSchedule(new DeadLetterDrain(broker, Channels.DEAD, database, messages, deadLetters));
    }
}
