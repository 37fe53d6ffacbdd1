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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The figure of each destination for changed balances: that of its channel. The caller has locked the balances. */
final class PublishedFigures {

    private final AvailabilityPolicy policy;
    private final BundlesDue bundles = new BundlesDue();
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
        Set<String> made = bundles.note(tx, places);
        if (!made.isEmpty()) {
            places = places.stream()
                    .filter(balance -> !made.contains(balance.sku()))
                    .toList();
        }
        List<DesiredState> states = new ArrayList<>(places.size() * flows.size());
        if (policy.uniform()) {
            for (Balance balance : places) {
                Availability availability =
                        new Availability(balance, policy.safetyStock().units(balance.sku(), balance.location()));
                add(states, flows, availability, availability.available(), availability.document(), cause, reported);
            }
            return states;
        }
        Map<Channel, List<OutboundFlow>> channels = channels(flows);
        Moment moment = Moments.of(tx, policy, places.stream().map(Balance::sku).toList(), clock.instant());
        BackorderDates dates = BackorderDates.of(tx, policy, channels.keySet(), places, moment);
        UnknownFigures unknown = new UnknownFigures(policy, moment);
        for (Balance balance : places) {
            channels.forEach((channel, told) -> {
                Availability availability = policy.of(balance, channel.offer(), moment);
                ObjectNode document = availability.document(channel.offer());
                LocalDate later = availability.available().signum() == 0 ? dates.of(balance, channel, moment) : null;
                if (later != null) {
                    document.put("backorderDate", later.toString());
                }
                UnknownFigures.Figure figure = unknown.of(balance, availability.available(), document);
                add(states, told, availability, figure.available(), figure.document(), cause, reported);
            });
        }
        return unknown.keep(tx, new Reappearance(policy.channels()).keepHidden(tx, states));
    }

    /** What the destinations should hold of bundles. The caller has locked the balances of all components too. */
    List<DesiredState> bundled(
            Connection tx, List<BundleFigures.Bundled> all, List<OutboundFlow> flows, Effects.Cause cause)
            throws SQLException {
        List<DesiredState> states = new ArrayList<>();
        Moment moment = Moments.of(tx, policy, BundleFigures.skus(all), clock.instant());
        UnknownFigures unknown = new UnknownFigures(policy, moment);
        for (BundleFigures.Bundled one : all) {
            channels(flows).forEach((channel, destinations) -> {
                BundleFigures.Figure figure = BundleFigures.of(one, policy, channel, moment);
                UnknownFigures.Figure told = unknown.of(one.own(), figure.available(), figure.document());
                add(
                        states,
                        destinations,
                        figure.own(),
                        told.available(),
                        told.document(),
                        balance -> cause,
                        (flow, balance) -> BigDecimal.ZERO);
            });
        }
        return unknown.keep(tx, new Reappearance(policy.channels()).keepHidden(tx, states));
    }

    /** Which bundles are due. */
    BundlesDue bundles() {
        return bundles;
    }

    /** Items changed: rules may see them in another light, and bundles be made of something else. */
    void items(Connection tx, Collection<String> skus) throws SQLException {
        bundles.remade(tx, skus);
        if (policy.buffers().askTraits() || policy.quotas().askTraits()) {
            List<FigureDue> due = new ArrayList<>();
            skus.forEach(sku -> due.add(FigureDue.of(sku, clock.instant())));
            FiguresDue.add(tx, due);
        }
    }

    /** What quotas leave, or what is to come, may have changed. The caller holds the balances that changed. */
    void demanded(Connection tx, Effects effects) throws SQLException {
        new QuotaStandings(policy).changed(tx, effects, clock.instant());
        FiguresDue.add(tx, BackorderDates.changed(policy, effects, clock.instant()));
    }

    /** Other goods are to come of items than before. */
    void ordered(Connection tx, Collection<String> skus) throws SQLException {
        if (policy.channels().anyBackorder()) {
            List<FigureDue> due = new ArrayList<>();
            skus.forEach(sku -> due.add(FigureDue.of(sku, clock.instant())));
            FiguresDue.add(tx, due);
        }
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
            BigDecimal available,
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
                available,
                balance.sequence(),
                cause.occurredAt(),
                cause.messageId(),
                flow -> reported.apply(flow, balance));
    }
}
