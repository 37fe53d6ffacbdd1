package io.tillbridge.stock;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What all locations together may promise of one item: the sum of what each may, less the demand that no location has
 * been chosen for yet, less what locations already owe beyond their stock. Without the last term a location at -2 and one
 * at 5 would promise 5 while two orders must be served from the five already.
 *
 * @param locations those that fulfil; the place of unassigned demand is not among them
 * @param unassigned accepted demand without a location, in the item's base unit
 */
public record NetworkAvailability(List<Availability> locations, BigDecimal unassigned) {

    /** The location under which claims without a location are kept; it has no stock. */
    public static final String UNASSIGNED = "unassigned";

    public NetworkAvailability {
        locations = List.copyOf(locations);
    }

    /** From all balances of one item. */
    public static NetworkAvailability of(List<Balance> balances, SafetyStock safetyStock) {
        return of(balances, balance -> new Availability(balance, safetyStock.units(balance.sku(), balance.location())));
    }

    /** From all balances of one item, each location's figure as a rule says. */
    public static NetworkAvailability of(List<Balance> balances, Function<Balance, Availability> at) {
        return new NetworkAvailability(
                balances.stream()
                        .filter(balance -> !balance.location().equals(UNASSIGNED))
                        .map(at)
                        .toList(),
                balances.stream()
                        .filter(balance -> balance.location().equals(UNASSIGNED))
                        .map(Balance::claimed)
                        .reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** What the locations may promise, each never below zero; whatever a quota leaves. */
    public BigDecimal sum() {
        return locations.stream().map(Availability::here).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What locations that may serve the offer have promised beyond what they have. */
    public BigDecimal shortfall() {
        return locations.stream().map(Availability::shortfall).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Available to promise from the network, never below zero and never more than a quota leaves. */
    public BigDecimal available() {
        return capped(sum().subtract(unassigned).subtract(shortfall()).max(BigDecimal.ZERO));
    }

    /** Whether somebody knows what is at each of them; else its figure is not to be shown as one. */
    public boolean known() {
        return locations.stream().noneMatch(one -> one.exclusion() == Exclusion.SOURCE_STALE);
    }

    /** The quota of the item; null when there is none, or no location that could sell it. */
    public Quota.@Nullable Standing quota() {
        return locations.isEmpty() ? null : locations.get(0).quota();
    }

    BigDecimal capped(BigDecimal figure) {
        Quota.Standing quota = quota();
        return quota == null ? figure : figure.min(quota.left());
    }

    /** The last change of any of them; empty when the books know none. */
    public Optional<Instant> asOf() {
        return locations.stream().map(one -> one.balance().changedAt()).max(Comparator.naturalOrder());
    }

    /** Grows with every change of any location. */
    public long sequence() {
        return locations.stream().mapToLong(one -> one.balance().sequence()).sum();
    }
}
