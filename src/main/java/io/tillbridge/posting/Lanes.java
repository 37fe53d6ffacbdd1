package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.canonical.Audience;
import io.tillbridge.canonical.EventType;
import io.tillbridge.catalog.ItemChange;
import io.tillbridge.connector.Conditions;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.connector.Keys;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.AvailabilityTold;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.Claim;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.SafetyStock;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Which destinations must hear of a posting, and what each of them should hold next. */
@Component
final class Lanes implements AvailabilityTold {

    /** Lines that no location fulfils yet are claimed here; it is no place that a destination could be told about. */
    static final String UNASSIGNED = "unassigned";

    private final ConnectionPlans plans;
    private final PublishedFigures figures;
    private final ConditionPosting conditions;

    @Autowired
    Lanes(ConnectionPlans plans, AvailabilityPolicy policy, Clock clock) {
        this.plans = plans;
        figures = new PublishedFigures(policy, clock);
        conditions = new ConditionPosting(policy, clock);
    }

    /** Every channel is told the same figure. */
    Lanes(ConnectionPlans plans, SafetyStock safetyStock) {
        this(plans, AvailabilityPolicy.plain(safetyStock), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    @Override
    public List<DesiredState> of(
            Connection tx, List<Balance> balances, List<Movement> movements, List<Claim> claims, Instant occurredAt)
            throws SQLException {
        Effects effects = new Effects();
        movements.forEach(effects::move);
        claims.forEach(claim -> effects.claim(claim, occurredAt));
        return availability(tx, balances, effects, Reported.of(List.of(), effects));
    }

    /** Conditions as documents say them; what depends on them is due. */
    void conditions(Connection tx, Effects effects) throws SQLException {
        conditions.post(tx, effects);
    }

    /** Other goods are to come of items than before: the day on which there is more may be another. */
    void ordered(Connection tx, Collection<String> skus) throws SQLException {
        figures.ordered(tx, skus);
    }

    /** The availability that follows from changed balances. */
    List<DesiredState> availability(Connection tx, List<Balance> balances, Effects effects, Reported reported)
            throws SQLException {
        figures.demanded(tx, effects);
        return figures.of(
                tx,
                balances,
                accepting(EventType.AVAILABILITY),
                balance -> effects.cause(balance.sku(), balance.location()),
                (flow, balance) -> reported.by(connection(flow), balance.sku(), balance.location()));
    }

    /**
     * The figures of balances that did not change, because rules or times did.
     *
     * @param channel only what its destinations are told; null: all
     */
    List<DesiredState> again(Connection tx, List<Balance> balances, @Nullable String channel, Effects.Cause cause)
            throws SQLException {
        List<OutboundFlow> flows = accepting(EventType.AVAILABILITY).stream()
                .filter(flow -> channel == null || figures.channel(flow).id().equals(channel))
                .toList();
        return figures.of(tx, balances, flows, balance -> cause, (flow, balance) -> BigDecimal.ZERO);
    }

    /** The state of an order for systems that follow it, with the order's own sequence: its revision may stay the same. */
    List<DesiredState> orderStatus(List<PostedOrder> posted) {
        List<OutboundFlow> flows = accepting(EventType.ORDER_STATUS);
        List<DesiredState> states = new ArrayList<>();
        if (flows.isEmpty()) {
            return states;
        }
        for (PostedOrder order : posted) {
            add(
                    states,
                    flows,
                    EventType.ORDER_STATUS,
                    OrderStatus.of(order),
                    null,
                    order.sequence(),
                    order.state().order().occurredAt(),
                    order.state().messageId(),
                    flow -> BigDecimal.ZERO);
        }
        return states;
    }

    /** The figures of bundles. */
    List<DesiredState> bundled(Connection tx, List<BundleFigures.Bundled> bundles, Effects.Cause cause)
            throws SQLException {
        return figures.bundled(tx, bundles, accepting(EventType.AVAILABILITY), cause);
    }

    /** Which bundles are due. */
    BundlesDue bundles() {
        return figures.bundles();
    }

    /** What items are now, for all but the system that alone changed them: it holds that already. */
    List<DesiredState> items(Connection tx, List<ItemPosting.Changed> items) throws SQLException {
        List<DesiredState> states = new ArrayList<>();
        if (items.isEmpty()) {
            return states;
        }
        figures.items(tx, items.stream().map(one -> one.change().sku()).toList());
        List<OutboundFlow> flows = accepting(EventType.ITEM);
        for (ItemPosting.Changed changed : items) {
            ItemChange change = changed.change();
            List<OutboundFlow> others = flows.stream()
                    .filter(flow -> !change.systems().equals(Set.of(connection(flow))))
                    .toList();
            add(
                    states,
                    others,
                    EventType.ITEM,
                    ItemDocuments.item(change),
                    null,
                    change.sequence(),
                    change.occurredAt(),
                    changed.messageId(),
                    flow -> BigDecimal.ZERO);
        }
        return states;
    }

    /** One event of a type that follows no balance. */
    List<DesiredState> of(EventType type, JsonNode document, long sequence, Instant occurredAt, UUID messageId) {
        List<DesiredState> states = new ArrayList<>();
        add(states, accepting(type), type, document, null, sequence, occurredAt, messageId, flow -> BigDecimal.ZERO);
        return states;
    }

    /** A notice, for the destinations of its audience. */
    List<DesiredState> notice(JsonNode document, Audience audience, Instant createdAt, UUID messageId) {
        List<OutboundFlow> flows = accepting(EventType.NOTICE).stream()
                .filter(flow -> flow.audience().contains(audience))
                .toList();
        List<DesiredState> states = new ArrayList<>();
        add(states, flows, EventType.NOTICE, document, null, 1, createdAt, messageId, flow -> BigDecimal.ZERO);
        return states;
    }

    /** Whether any destination takes events of a type. */
    boolean accepts(EventType type) {
        return !accepting(type).isEmpty();
    }

    private List<OutboundFlow> accepting(EventType type) {
        List<OutboundFlow> flows = new ArrayList<>();
        for (ConnectionPlan plan : plans.all()) {
            for (OutboundFlow flow : plan.outbound().values()) {
                if (flow.accepts().contains(type)) {
                    flows.add(flow);
                }
            }
        }
        return flows;
    }

    /** The first half of {@code connection.flow}. */
    static String connection(OutboundFlow flow) {
        String destination = flow.destination();
        return destination.substring(0, destination.length() - flow.name().length() - 1);
    }

    static void add(
            List<DesiredState> states,
            List<OutboundFlow> flows,
            EventType type,
            JsonNode document,
            @Nullable BigDecimal level,
            long sequence,
            Instant occurredAt,
            UUID messageId,
            Function<OutboundFlow, BigDecimal> reported) {
        String json = document.toString();
        for (OutboundFlow flow : flows) {
            if (flow.when() != null && !Conditions.holds(flow.when(), document)) {
                continue;
            }
            String key = Keys.of(flow.key(), document);
            if (key != null) {
                states.add(new DesiredState(
                        flow.destination(),
                        key,
                        type,
                        sequence,
                        json,
                        level,
                        occurredAt,
                        messageId,
                        flow.collapse() != null,
                        reported.apply(flow)));
            }
        }
    }
}
