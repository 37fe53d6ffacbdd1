package io.tillbridge.posting;

import io.tillbridge.catalog.ItemTraits;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.ConditionFlags;
import io.tillbridge.stock.LiveConditions;
import io.tillbridge.stock.Moment;
import io.tillbridge.stock.Staleness;
import io.tillbridge.stock.StockKey;
import io.tillbridge.stock.Traits;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what figures depend on beside balances; asks only for what some rule asks for. */
public final class Moments {

    private Moments() {}

    /**
     * A moment for some items. Who publishes has locked their balances: a condition that is set meanwhile is followed by a
     * retelling of its own.
     */
    public static Moment of(Connection transaction, AvailabilityPolicy policy, Collection<String> skus, Instant at)
            throws SQLException {
        LiveConditions conditions =
                policy.buffers().askConditions() ? ConditionFlags.holding(transaction, at) : LiveConditions.NONE;
        Map<String, Traits> traits = new HashMap<>();
        if (policy.buffers().askTraits() || policy.quotas().askTraits()) {
            ItemTraits.of(transaction, Set.copyOf(skus))
                    .forEach((sku, trait) -> traits.put(sku, new Traits(trait.category(), trait.abcClass())));
        }
        Map<StockKey, BigDecimal> rates = policy.askRates() ? ItemRates.of(transaction, skus) : Map.of();
        rates.forEach((key, daily) -> {
            if (key.location().equals(ItemRates.ANYWHERE)) {
                Traits known = traits.getOrDefault(key.sku(), Traits.UNKNOWN);
                traits.put(
                        key.sku(),
                        new Traits(
                                known.category(),
                                known.abcClass(),
                                policy.buffers().bands().of(daily)));
            }
        });
        return new Moment(
                at,
                conditions,
                traits,
                stale(transaction, policy),
                policy.locations().guessUnknown() ? silentSince(transaction, policy) : Map.of(),
                new QuotaStandings(policy).of(transaction, skus, traits, at),
                rates,
                full(transaction, policy, at),
                null);
    }

    private static Set<String> full(Connection transaction, AvailabilityPolicy policy, Instant at) throws SQLException {
        Set<String> full = new HashSet<>();
        if (!policy.capacity().requests().isEmpty()) {
            CapacityWatch.full(transaction).forEach((location, until) -> {
                if (at.isBefore(until)) {
                    full.add(location);
                }
            });
        }
        return full;
    }

    private static Map<String, Instant> silentSince(Connection transaction, AvailabilityPolicy policy)
            throws SQLException {
        Map<String, List<String>> sources = policy.locations().bySource();
        Map<String, Instant> since = new HashMap<>();
        StaleSources.since(transaction)
                .forEach((connection, last) ->
                        sources.getOrDefault(connection, List.of()).forEach(location -> since.put(location, last)));
        if (!policy.locations().topics().isEmpty()) {
            TopicRows.stale(transaction)
                    .forEach((location, one) -> since.merge(
                            location, one.lastHeard(), (last, other) -> last.isBefore(other) ? last : other));
        }
        return since;
    }

    private static Map<String, Staleness> stale(Connection transaction, AvailabilityPolicy policy) throws SQLException {
        Map<String, List<String>> sources = policy.locations().bySource();
        Map<String, Staleness> stale = new HashMap<>();
        if (!sources.isEmpty()) {
            StaleSources.of(transaction)
                    .forEach((connection, how) ->
                            sources.getOrDefault(connection, List.of()).forEach(location -> stale.put(location, how)));
        }
        if (!policy.locations().topics().isEmpty()) {
            TopicRows.stale(transaction)
                    .forEach((location, one) -> stale.merge(
                            location, one.staleness(), (how, other) -> how.compareTo(other) >= 0 ? how : other));
        }
        return stale;
    }
}
