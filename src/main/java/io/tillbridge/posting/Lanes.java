package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.catalog.ItemChange;
import io.tillbridge.connector.Conditions;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.connector.Keys;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.stock.Availability;
import io.tillbridge.stock.AvailabilityTold;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.Claim;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.SafetyStock;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which destinations must hear of a posting, and what each of them should hold next. */
@Component
final class Lanes implements AvailabilityTold {

    /** Lines that no location fulfils yet are claimed here; it is no place that a destination could be told about. */
    static final String UNASSIGNED = "unassigned";

    private final ConnectionPlans plans;
    private final SafetyStock safetyStock;

    Lanes(ConnectionPlans plans, SafetyStock safetyStock) {
        this.plans = plans;
        this.safetyStock = safetyStock;
    }

    @Override
    public List<DesiredState> of(
            List<Balance> balances, List<Movement> movements, List<Claim> claims, Instant occurredAt) {
        Effects effects = new Effects();
        movements.forEach(effects::move);
        claims.forEach(claim -> effects.claim(claim, occurredAt));
        return availability(balances, effects, Reported.of(List.of(), effects));
    }

    /** The availability that follows from changed balances. */
    List<DesiredState> availability(List<Balance> balances, Effects effects, Reported reported) {
        List<OutboundFlow> flows = accepting(EventType.AVAILABILITY);
        List<DesiredState> states = new ArrayList<>(balances.size() * flows.size());
        for (Balance balance : balances) {
            if (balance.location().equals(UNASSIGNED) || flows.isEmpty()) {
                continue;
            }
            Availability availability = new Availability(balance, safetyStock.units(balance.sku(), balance.location()));
            ObjectNode document = availability.document();
            Effects.Cause cause = effects.cause(balance.sku(), balance.location());
            add(
                    states,
                    flows,
                    EventType.AVAILABILITY,
                    document,
                    availability.available(),
                    balance.sequence(),
                    cause.occurredAt(),
                    cause.messageId(),
                    flow -> reported.by(connection(flow), balance.sku(), balance.location()));
        }
        return states;
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

    /** What items are now, for all but the system that alone changed them: it holds that already. */
    List<DesiredState> items(List<ItemPosting.Changed> items) {
        List<DesiredState> states = new ArrayList<>();
        if (items.isEmpty()) {
            return states;
        }
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
    private static String connection(OutboundFlow flow) {
        String destination = flow.destination();
        return destination.substring(0, destination.length() - flow.name().length() - 1);
    }

    private static void add(
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
