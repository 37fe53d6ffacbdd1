package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.stock.Availability;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.Channel;
import io.tillbridge.stock.Moment;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The figure of each destination for changed balances: that of its channel. The caller has locked the balances. */
final class PublishedFigures {

    private final AvailabilityPolicy policy;
    private final Clock clock;

    PublishedFigures(AvailabilityPolicy policy, Clock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * What the destinations should hold.
     *
     * @param flows that accept availability
     * @param cause why a balance is told
     * @param reported how much of a balance's change a flow's system reported itself
     */
    List<DesiredState> of(
            Connection tx,
            List<Balance> balances,
            List<OutboundFlow> flows,
            Function<Balance, Effects.Cause> cause,
            BiFunction<OutboundFlow, Balance, BigDecimal> reported)
            throws SQLException {
        List<Balance> places = balances.stream()
                .filter(balance -> !balance.location().equals(Lanes.UNASSIGNED))
                .toList();
        if (places.isEmpty() || flows.isEmpty()) {
            return List.of();
        }
        List<DesiredState> states = new ArrayList<>(places.size() * flows.size());
        if (policy.uniform()) {
            for (Balance balance : places) {
                Availability availability = new Availability(
                        balance, policy.safetyStock().units(balance.sku(), balance.location()));
                add(states, flows, availability, availability.document(), cause, reported);
            }
            return states;
        }
        Map<Channel, List<OutboundFlow>> channels = channels(flows);
        Moment moment = Moments.of(
                tx, policy, places.stream().map(Balance::sku).toList(), clock.instant());
        for (Balance balance : places) {
            channels.forEach((channel, told) -> {
                Availability availability = policy.of(balance, channel.offer(), moment);
                add(states, told, availability, availability.document(channel.offer()), cause, reported);
            });
        }
        return new Reappearance(policy.channels()).keepHidden(tx, states);
    }

    /** The channel whose figure a flow is told. */
    Channel channel(OutboundFlow flow) {
        return policy.channels().of(Lanes.connection(flow), flow.destination());
    }

    private Map<Channel, List<OutboundFlow>> channels(List<OutboundFlow> flows) {
        Map<Channel, List<OutboundFlow>> channels = new LinkedHashMap<>();
        flows.forEach(flow -> channels.computeIfAbsent(channel(flow), channel -> new ArrayList<>())
                .add(flow));
        return channels;
    }

    private static void add(
            List<DesiredState> states,
            List<OutboundFlow> flows,
            Availability availability,
            ObjectNode document,
            Function<Balance, Effects.Cause> causes,
            BiFunction<OutboundFlow, Balance, BigDecimal> reported) {
        Balance balance = availability.balance();
        Effects.Cause cause = causes.apply(balance);
        Lanes.add(
                states,
                flows,
                EventType.AVAILABILITY,
                document,
                availability.available(),
                balance.sequence(),
                cause.occurredAt(),
                cause.messageId(),
                flow -> reported.apply(flow, balance));
    }
}
