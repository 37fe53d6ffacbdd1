package io.tillbridge.delivery;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** {@code outbox:<plan id>}: enters the lanes of one destination into a route, one frozen attempt per exchange. */
final class OutboxComponent extends DefaultComponent {

    private final DeliveryStage stage;
    private final Destinations destinations;

    OutboxComponent(DeliveryStage stage, Destinations destinations) {
        this.stage = stage;
        this.destinations = destinations;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        Destination destination = destinations.find(remaining);
        if (destination == null) {
            throw new IllegalArgumentException("no destination runs under the plan id '" + remaining
                    + "'; start it with DeliveryRoutes before its route");
        }
        return new OutboxEndpoint(uri, this, stage, destination);
    }
}
