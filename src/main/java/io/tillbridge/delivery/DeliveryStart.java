package io.tillbridge.delivery;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/** Starts the push routes of every connection once Camel has read its templates. */
@Component
final class DeliveryStart implements ApplicationListener<ApplicationStartedEvent> {

    private final DeliveryModule delivery;
    private final ConnectionPlans plans;

    DeliveryStart(DeliveryModule delivery, ConnectionPlans plans) {
        this.delivery = delivery;
        this.plans = plans;
    }

    @Override
    public void onApplicationEvent(ApplicationStartedEvent event) {
        for (ConnectionPlan plan : plans.all()) {
            delivery.routes().start(plan, plans.generation(plan.id()));
        }
    }
}
