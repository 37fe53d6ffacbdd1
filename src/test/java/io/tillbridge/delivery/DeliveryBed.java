package io.tillbridge.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.uuid.UuidCreator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.Auth;
import io.tillbridge.connector.Budget;
import io.tillbridge.connector.ClientPlan;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ErrorRule;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.deadletter.DeadLetters;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.partner.Partners;
import io.tillbridge.partner.ReconcileRequested;
import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.PlainConditions;
import io.tillbridge.support.Plans;
import io.tillbridge.support.TestDatabase;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** One destination, a database of its own and as many nodes as a test starts. */
final class DeliveryBed implements AutoCloseable {

    static final DeliverySettings SETTINGS = new DeliverySettings(
            "one",
            1,
            Duration.ofMillis(5),
            Duration.ofMillis(20),
            Duration.ofSeconds(5),
            100,
            Duration.ofDays(1),
            Duration.ofDays(7));

    final FakeDestination partner = new FakeDestination();
    final DataSource database = TestDatabase.fresh();
    final ManualClock clock = new ManualClock(Instant.parse("2026-05-01T12:00:00Z"));
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final OutboundFlow flow;
    final ConnectionPlan connection;
    final List<ReconcileRequested> reconciles = new CopyOnWriteArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Outbox outbox = new Outbox();

    DeliveryBed(OutboundFlow flow) {
        this(flow, null, List.of());
    }

    DeliveryBed(OutboundFlow flow, @Nullable Budget budget) {
        this(flow, budget, List.of());
    }

    DeliveryBed(OutboundFlow flow, @Nullable Budget budget, List<ErrorRule> errors) {
        this.flow = flow;
        this.connection = Plans.connection(
                Plans.client(partner.url(), new Auth.None(), budget, errors), Map.of(flow.name(), flow));
    }

    /** A destination that is no HTTP API. */
    DeliveryBed(OutboundFlow flow, ClientPlan client) {
        this.flow = flow;
        this.connection = Plans.connection(client, Map.of(flow.name(), flow));
    }

    /** One process that delivers. */
    final class Node implements AutoCloseable {
        final DefaultCamelContext camel = new DefaultCamelContext();
        final LaneSignals signals;
        final DeliveryModule delivery;
        final DeliveryStage stage;
        final Destination destination;

        Node(int hints) {
            signals = new LaneSignals(hints);
            camel.start();
            Partners clients =
                    new Partners(camel, reference -> List.of("secret"), new PlainConditions(), clock, new Random(1));
            DeadLetters deadLetters = new DeadLetters(clock, (tx, filed) -> {});
            delivery = new DeliveryModule(
                    camel,
                    database,
                    clock,
                    SETTINGS,
                    signals,
                    new PlainMappings(),
                    deadLetters,
                    clients,
                    registry,
                    new Random(1),
                    reconciles::add);
            stage = new DeliveryStage(
                    database,
                    clock,
                    SETTINGS,
                    signals,
                    new PlainMappings(),
                    deadLetters,
                    new DeliveryMetrics(registry),
                    new Random(1),
                    delivery.reconciliations());
            destination = new Destination("by-hand", connection, flow, clients.partner(connection, flow.client()));
            nodes.add(this);
        }

        /** Starts the shipped route. */
        Node deliver() {
            try {
                for (String template : List.of("push-http", "push-jms", "push-kafka")) {
                    Resource yaml = ResourceHelper.resolveMandatoryResource(
                            camel,
                            "file:"
                                    + Path.of("routes", template + ".camel.yaml")
                                            .toAbsolutePath());
                    PluginHelper.getRoutesLoader(camel).loadRoutes(yaml);
                }
            } catch (Exception e) {
                throw new IllegalStateException("the shipped route does not load", e);
            }
            delivery.routes().start(connection, 1);
            return this;
        }

        @Override
        public void close() {
            camel.stop();
        }
    }

    Node node() {
        return new Node(1_000);
    }

    Node node(int hints) {
        return new Node(hints);
    }

    /** Posts as a flow would that tells the other way: every event instead of the newest state, or the reverse. */
    void otherKind(String key, long sequence, String document) {
        DesiredState state = desired(key, sequence, document);
        write(List.of(new DesiredState(
                state.destination(),
                key,
                state.eventType(),
                sequence,
                document,
                state.level(),
                state.occurredAt(),
                state.messageId(),
                !state.collapse())));
    }

    /** Posts a level and tells every node. */
    void level(String sku, long sequence, long available) {
        state(
                sku,
                sequence,
                "{\"sku\":\"" + sku + "\",\"available\":\"" + available + "\",\"sequence\":" + sequence + "}");
    }

    void state(String key, long sequence, String document) {
        write(List.of(desired(key, sequence, document)));
    }

    DesiredState desired(String key, long sequence, String document) {
        EventType type = flow.collapse() == null ? EventType.ORDER_STATUS : EventType.AVAILABILITY;
        return new DesiredState(
                flow.destination(),
                key,
                type,
                sequence,
                document,
                level(document),
                clock.instant(),
                UuidCreator.getTimeOrderedEpoch(),
                flow.collapse() != null);
    }

    private static @Nullable BigDecimal level(String document) {
        JsonNode available = ExactJson.parse(document).get("available");
        return available == null ? null : new BigDecimal(available.asText());
    }

    void write(List<DesiredState> states) {
        try (Connection tx = database.getConnection()) {
            tx.setAutoCommit(false);
            List<LaneSignal> due = outbox.write(tx, states);
            tx.commit();
            nodes.forEach(node -> node.signals.signal(due));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of every row, as text. */
    List<String> rows(String sql) {
        try (Connection tx = database.getConnection();
                PreparedStatement statement = tx.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(String.valueOf(rows.getString(1)));
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void sql(String sql) {
        try (Connection tx = database.getConnection();
                PreparedStatement statement = tx.prepareStatement(sql)) {
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String lane(String key) {
        return rows("select state from outbox_lane where key = '" + key + "'").get(0);
    }

    void eventually(BooleanSupplier condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(10))
                .until(condition::getAsBoolean);
    }

    void eventuallyLane(String key, String state) {
        eventually(() -> lane(key).equals(state));
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
        partner.close();
    }
}
