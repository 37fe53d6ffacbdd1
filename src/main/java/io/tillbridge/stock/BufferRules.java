package io.tillbridge.stock;

import io.tillbridge.stock.Buffer.Counted;
import io.tillbridge.stock.Buffer.Lost;
import io.tillbridge.stock.BufferRule.Combine;
import io.tillbridge.stock.BufferRule.Scope;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All buffer rules, found by what items they are for. Of those that match, the most specific ones count: item, category,
 * class, all; among these location, group, all. Of them the overriding one of highest priority counts, or the greatest
 * {@code max} when that is more; each {@code sum} is added.
 */
public final class BufferRules {

    /** There is no rule. */
    public static final BufferRules NONE = new BufferRules(List.of());

    /** Of equal priority the greater amount counts; the id decides between equal ones, so that every node says the same. */
    private static final Comparator<Counted> RANK = Comparator.comparing(
                    (Counted one) -> -one.rule().priority())
            .thenComparing(Comparator.comparing(Counted::units).reversed())
            .thenComparing(one -> one.rule().id());

    private static final Comparator<Counted> SIZE = Comparator.comparing(Counted::units)
            .reversed()
            .thenComparing(one -> one.rule().id());

    private final List<BufferRule> all;
    private final VelocityBands bands;
    private final Map<Scope, List<BufferRule>> byScope = new HashMap<>();

    public BufferRules(Collection<BufferRule> rules) {
        this(rules, VelocityBands.NONE);
    }

    /** Rules, some of them for bands of items. */
    public BufferRules(Collection<BufferRule> rules, VelocityBands bands) {
        this.bands = bands;
        all = List.copyOf(rules);
        all.forEach(rule -> byScope.computeIfAbsent(rule.scope(), scope -> new ArrayList<>())
                .add(rule));
    }

    /** In the order of the file. */
    public List<BufferRule> all() {
        return all;
    }

    /** Whether figures depend on an item's category or class. */
    public boolean askTraits() {
        return all.stream()
                .anyMatch(rule -> rule.scope().kind() == Scope.Kind.CATEGORY
                        || rule.scope().kind() == Scope.Kind.ABC_CLASS);
    }

    /** Whether figures depend on how fast items sell. */
    public boolean askRates() {
        return all.stream()
                .anyMatch(rule -> rule.scope().kind() == Scope.Kind.VELOCITY
                        || rule.amount().measure() == BufferAmount.Measure.DAYS_OF_COVER);
    }

    /** The bands that rules may name. */
    public VelocityBands bands() {
        return bands;
    }

    /** Whether figures depend on conditions. */
    public boolean askConditions() {
        return all.stream().anyMatch(rule -> !rule.conditions().isEmpty());
    }

    /** Whether some rule begins or ends by time alone. */
    public boolean timed() {
        return all.stream().anyMatch(BufferRule::timed);
    }

    /** Days later than today on which rules for an offer begin or end at a location, as far as a month of daily ones. */
    public SortedSet<LocalDate> turning(LocalDate today, Location location, Offer offer) {
        return RuleDays.after(today, all, location, offer);
    }

    /** What is kept back of a balance for an offer; on a day to come, the most at any of its times. */
    public Buffer of(Balance balance, Location location, Offer offer, Moment moment) {
        if (all.isEmpty()) {
            return Buffer.NONE;
        }
        if (moment.day() == null) {
            return of(balance, location, offer, moment, moment.at());
        }
        return RuleDays.turns(all, location, offer, moment.day()).stream()
                .map(turn -> of(balance, location, offer, moment, turn))
                .max(Comparator.comparing(Buffer::units))
                .orElse(Buffer.NONE);
    }

    private Buffer of(Balance balance, Location location, Offer offer, Moment moment, Instant at) {
        List<Counted> matching = new ArrayList<>();
        for (Scope scope : scopes(balance.sku(), moment.traits(balance.sku()))) {
            for (BufferRule rule : byScope.getOrDefault(scope, List.of())) {
                if (rule.serves(offer) && rule.where().is(location) && rule.holds(at, moment.conditions(), location)) {
                    matching.add(new Counted(rule, rule.amount().of(balance.sellable(), moment.rate(balance))));
                }
            }
        }
        return matching.isEmpty() ? Buffer.NONE : resolve(matching);
    }

    private static List<Scope> scopes(String sku, Traits traits) {
        List<Scope> scopes = new ArrayList<>(4);
        scopes.add(new Scope(Scope.Kind.SKU, sku));
        if (traits.category() != null) {
            scopes.add(new Scope(Scope.Kind.CATEGORY, traits.category()));
        }
        if (traits.abcClass() != null) {
            scopes.add(new Scope(Scope.Kind.ABC_CLASS, traits.abcClass()));
        }
        if (traits.velocity() != null) {
            scopes.add(new Scope(Scope.Kind.VELOCITY, traits.velocity()));
        }
        scopes.add(Scope.ALL);
        return scopes;
    }

    private static Buffer resolve(List<Counted> matching) {
        int most = matching.stream()
                .mapToInt(one -> one.rule().specificity())
                .max()
                .orElse(0);
        List<Lost> lost = new ArrayList<>();
        List<Counted> specific = new ArrayList<>();
        for (Counted one : matching) {
            if (one.rule().specificity() == most) {
                specific.add(one);
            } else {
                lost.add(new Lost(one.rule(), one.units(), "less_specific"));
            }
        }
        List<Counted> counted = new ArrayList<>();
        Counted overriding = best(specific, by(Combine.OVERRIDE), RANK, "lower_priority", lost);
        Counted greatest = best(specific, by(Combine.MAX), SIZE, "smaller", lost);
        if (overriding != null && greatest != null) {
            boolean more = greatest.units().compareTo(overriding.units()) > 0;
            Counted less = more ? overriding : greatest;
            lost.add(new Lost(less.rule(), less.units(), "smaller"));
            counted.add(more ? greatest : overriding);
        } else if (overriding != null) {
            counted.add(overriding);
        } else if (greatest != null) {
            counted.add(greatest);
        }
        specific.stream().filter(by(Combine.SUM)).forEach(counted::add);
        return new Buffer(counted.stream().map(Counted::units).reduce(BigDecimal.ZERO, BigDecimal::add), counted, lost);
    }

    private static Predicate<Counted> by(Combine combine) {
        return one -> one.rule().combine() == combine;
    }

    private static @Nullable Counted best(
            List<Counted> specific,
            Predicate<Counted> which,
            Comparator<Counted> order,
            String reason,
            List<Lost> lost) {
        List<Counted> sorted = specific.stream().filter(which).sorted(order).toList();
        sorted.stream().skip(1).forEach(one -> lost.add(new Lost(one.rule(), one.units(), reason)));
        return sorted.isEmpty() ? null : sorted.get(0);
    }
}
