package io.tillbridge.deadletter;

import jakarta.jms.JMSException;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Drains the broker's dead-letter address twice a minute; what is left or came meanwhile is taken the next time. */
final class DrainSchedule {

    private static final Logger LOG = LoggerFactory.getLogger(DrainSchedule.class);
    private static final int MAX = 500;

    private final DeadLetterDrain drain;

    DrainSchedule(DeadLetterDrain drain) {
        this.drain = drain;
    }

    @Scheduled(initialDelay = 10_000, fixedDelay = 30_000)
    void drain() {
        try {
            int taken = drain.drain(MAX);
            if (taken > 0) {
                LOG.warn("deadletter.drained count={}", taken);
            }
        } catch (JMSException | SQLException e) {
            // What is no outage needs somebody: the messages stay where they are
            LOG.warn("deadletter.not_drained reason={}", e.getMessage());
            LOG.debug("the dead-letter address is drained the next time", e);
        }
    }
}
