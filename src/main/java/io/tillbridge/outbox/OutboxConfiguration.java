package io.tillbridge.outbox;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The outbox and the signals by which posting tells this node's delivery workers what it wrote. */
@Configuration(proxyBeanMethods = false)
class OutboxConfiguration {

    @Bean
    Outbox outbox() {
        return new Outbox();
    }

    @Bean
    LaneSignals laneSignals() {
        return new LaneSignals(LaneSignals.DEFAULT_LIMIT);
    }
}
