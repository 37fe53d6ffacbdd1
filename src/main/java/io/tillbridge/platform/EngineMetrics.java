package io.tillbridge.platform;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Depth of the hub's own queues on the embedded broker: {@code tillbridge.queue.depth}, in messages. */
@Component
final class EngineMetrics implements MeterBinder {

    private final BrokerProperties properties;
    private final ObjectProvider<LocalBroker> broker;

    EngineMetrics(BrokerProperties properties, ObjectProvider<LocalBroker> broker) {
        this.properties = properties;
        this.broker = broker;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        if (properties.external()) {
            return;
        }
        for (String queue : new String[] {Channels.INTAKE, Channels.DEAD}) {
            Gauge.builder("tillbridge.queue.depth", () -> broker.getObject().depth(queue))
                    .description("Messages waiting in a queue of the embedded broker")
                    .tag("queue", queue)
                    .register(registry);
        }
    }
}
