package io.tillbridge.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.tillbridge.deadletter.DeadLetters;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.partner.Partners;
import io.tillbridge.partner.ReconcileRequested;
import java.sql.SQLException;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts of delivery together and shows them to Camel: component {@code outbox}, bean {@code push-calls}. */
public final class DeliveryModule {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryModule.class);

    private final DeliveryStage stage;
    private final Destinations destinations;
    private final DeliveryRoutes routes;
    private final Deliveries deliveries;
    private final Retries retries;
    private final Reconciliations reconciliations;
    private final ConnectionStates states;

    /**
     * Wires delivery for one node.
     *
     * @param camel gets the component and the bean; routes start with {@link #routes}
     * @param signals the same object that posting signals after its commits
     */
    public DeliveryModule(
            CamelContext camel,
            DataSource database,
            Clock clock,
            DeliverySettings settings,
            LaneSignals signals,
            Mappings mappings,
            DeadLetters deadLetters,
            Partners clients,
            MeterRegistry registry,
            RandomGenerator random) {
        this(
                camel,
                database,
                clock,
                settings,
                signals,
                mappings,
                deadLetters,
                clients,
                registry,
                random,
                request -> {});
    }

    /**
     * Wires delivery for one node whose refused figures are reconciled.
     *
     * @param reconcile is asked for polls; answers come back by {@link #reconciliations}
     */
    public DeliveryModule(
            CamelContext camel,
            DataSource database,
            Clock clock,
            DeliverySettings settings,
            LaneSignals signals,
            Mappings mappings,
            DeadLetters deadLetters,
            Partners clients,
            MeterRegistry registry,
            RandomGenerator random,
            Consumer<ReconcileRequested> reconcile) {
        this.reconciliations = new Reconciliations(database, signals, reconcile);
        this.destinations = new Destinations();
        this.stage = new DeliveryStage(
                database,
                clock,
                settings,
                signals,
                mappings,
                deadLetters,
                new DeliveryMetrics(registry),
                random,
                reconciliations);
        camel.addComponent("outbox", new OutboxComponent(stage, destinations));
        camel.getRegistry().bind("push-calls", new PushCalls(stage));
        this.states = new ConnectionStates(database, clock);
        this.routes = new DeliveryRoutes(camel, clients, stage, destinations);
        this.deliveries = new Deliveries(database, destinations);
        this.retries = new Retries(database, clock, signals);
    }

    /** Starts and stops push routes. */
    public DeliveryRoutes routes() {
        return routes;
    }

    /** Lanes that wait for a row of a value map are looked at again. */
    void releaseForValueMaps() {
        for (Destination destination : destinations.all()) {
            try {
                stage.releaseForValueMaps(destination);
            } catch (SQLException e) {
                LOG.warn("delivery.not_released destination={} cause={}", destination.name(), e.toString());
            }
        }
    }

    /** What is due, in flight, delivered, dead. */
    public Deliveries deliveries() {
        return deliveries;
    }

    /** Makes deliveries due now. */
    public Retries retries() {
        return retries;
    }

    /** Goes on with what was reconciled. */
    public Reconciliations reconciliations() {
        return reconciliations;
    }

    /** Pauses and resumes connections. */
    public ConnectionStates states() {
        return states;
    }
}
