package io.tillbridge.intake;

import io.tillbridge.message.PulledDocuments;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.jms.JmsConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.listener.DefaultMessageListenerContainer;

/**
 * The consumers of brokers: each takes messages unless its connection is paused. A consumer begins only once it is known that
 * its connection is not paused, and stays as it is while that cannot be asked.
 */
final class JmsConsumers {

    /** How long a pause or its end may take to arrive. */
    static final Duration EVERY = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(JmsConsumers.class);

    private final CamelContext camel;
    private final PulledDocuments documents;
    private final AtomicBoolean looking = new AtomicBoolean();

    /** By plan id. */
    private final Map<String, String> connections = new ConcurrentHashMap<>();

    JmsConsumers(CamelContext camel, PulledDocuments documents) {
        this.camel = camel;
        this.documents = documents;
    }

    void open(RunningFlow flow) {
        connections.put(flow.planId(), flow.connection().id());
        look();
    }

    void close(String planId) {
        connections.remove(planId);
    }

    /** Stops what was paused, starts what goes on. */
    void look() {
        if (looking.compareAndSet(false, true)) {
            try {
                connections.forEach(this::set);
            } finally {
                looking.set(false);
            }
        }
    }

    private void set(String planId, String connection) {
        try {
            boolean paused = documents.paused(connection);
            container(planId).filter(one -> one.isRunning() == paused).ifPresent(one -> {
                if (paused) {
                    one.stop();
                } else {
                    one.start();
                }
                LOG.info("consumer {} plan={}", paused ? "paused" : "started", planId);
            });
        } catch (SQLException e) {
            LOG.warn("consumer left as it is plan={} cause={}", planId, e.getMessage());
        }
    }

    /** Whether the flow's consumer is connected to its broker and takes messages. */
    boolean connected(String planId) {
        return container(planId)
                .filter(one -> one.isRunning() && !one.isRecovering() && one.getActiveConsumerCount() > 0)
                .isPresent();
    }

    private Optional<DefaultMessageListenerContainer> container(String planId) {
        Route route = camel.getRoute(planId);
        try {
            return route != null
                            && route.getConsumer() instanceof JmsConsumer consumer
                            && consumer.getListenerContainer() instanceof DefaultMessageListenerContainer container
                    ? Optional.of(container)
                    : Optional.empty();
        } catch (Exception e) {
            throw new IllegalStateException("the consumer of " + planId + " has no container", e);
        }
    }
}
