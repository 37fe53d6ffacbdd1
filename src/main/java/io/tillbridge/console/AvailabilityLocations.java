package io.tillbridge.console;

import static io.tillbridge.canonical.PlainDecimal.text;

import io.tillbridge.console.AvailabilityAnswer.BufferShare;
import io.tillbridge.console.AvailabilityAnswer.ComponentShare;
import io.tillbridge.console.AvailabilityAnswer.LocationAvailability;
import io.tillbridge.console.AvailabilityAnswer.LostRule;
import io.tillbridge.console.AvailabilityAnswer.QuotaShare;
import io.tillbridge.console.AvailabilityAnswer.Rule;
import io.tillbridge.stock.Availability;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.BundleNetwork;
import io.tillbridge.stock.Exclusion;
import io.tillbridge.stock.NetworkAvailability;
import io.tillbridge.stock.Quota;
import io.tillbridge.stock.SafetyStock;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Spells out the figure of one location. */
final class AvailabilityLocations {

    private AvailabilityLocations() {}

    static LocationAvailability of(
            Availability one,
            AvailabilityPolicy policy,
            ClaimShares.OfItem claims,
            @Nullable BundleNetwork bundle,
            DatedFigures dated) {
        Balance balance = one.balance();
        SafetyStock.Row safety = policy.safetyStock().rule(balance.sku(), balance.location());
        BigDecimal here = bundle == null ? one.here() : bundle.available(one);
        BigDecimal available = one.quota() == null ? here : here.min(one.quota().left());
        Boolean low = low(policy.lowStock().rule(balance.sku(), balance.location()), available);
        boolean unknown = one.exclusion() == Exclusion.SOURCE_STALE;
        return new LocationAvailability(
                balance.location(),
                unknown ? "unknown" : "known",
                unknown
                        ? null
                        : available.signum() == 0
                                ? "out_of_stock"
                                : Boolean.TRUE.equals(low) ? "low_stock" : "in_stock",
                one.exclusion() == null ? null : one.exclusion().word(),
                unknown ? null : text(available),
                text(balance.sellable()),
                text(balance.claimed()),
                claims.at(balance.location()),
                text(one.safetyStock()),
                safety == null ? null : new Rule(safety.sku(), safety.location(), text(safety.units())),
                text(one.raw()),
                text(one.buffer().units()),
                one.buffer().counted().stream()
                        .map(counted -> new BufferShare(
                                counted.rule().id(),
                                text(counted.units()),
                                counted.rule().combine().word(),
                                counted.rule().priority(),
                                counted.rule().author()))
                        .toList(),
                one.buffer().lost().stream()
                        .map(lost -> new LostRule(lost.rule().id(), text(lost.units()), lost.reason()))
                        .toList(),
                bundle == null ? null : text(bundle.buildable(balance.location())),
                unknown ? null : low,
                unknown ? null : dated.moreThan(balance.location(), available),
                balance.sequence(),
                balance.changedAt(),
                claims.changedBy().get(balance.location()));
    }

    /** Null for an item that is not made of others. */
    static @Nullable List<ComponentShare> components(@Nullable BundleNetwork bundle) {
        return bundle == null
                ? null
                : new TreeMap<>(bundle.bundle().components())
                        .entrySet().stream()
                                .map(part -> component(
                                        part.getKey(),
                                        part.getValue(),
                                        Objects.requireNonNull(bundle.parts().get(part.getKey()))))
                                .toList();
    }

    private static ComponentShare component(String sku, BigDecimal quantity, NetworkAvailability of) {
        return new ComponentShare(sku, text(quantity), of.known() ? text(of.available()) : null);
    }

    /** Null when there is none. */
    static @Nullable QuotaShare quota(Quota.@Nullable Standing standing) {
        return standing == null
                ? null
                : new QuotaShare(
                        standing.quota().id(),
                        text(standing.quota().units()),
                        text(standing.used()),
                        text(standing.left()),
                        standing.quota().from(),
                        standing.quota().to(),
                        standing.quota().author());
    }

    /** Null when no row says what is low. */
    static @Nullable Boolean low(SafetyStock.@Nullable Row row, BigDecimal available) {
        return row == null ? null : available.compareTo(row.units()) <= 0;
    }
}
