package io.tillbridge.reservation;

import io.tillbridge.stock.Availability;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.NetworkAvailability;
import io.tillbridge.stock.Offer;
import io.tillbridge.stock.PromiseRules.Promises;
import io.tillbridge.stock.Quota;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What may still be promised while a round decides: the balances at its beginning and what it has claimed since. A figure of
 * a location is never more than the network's, or demand without a location would be served twice.
 */
final class Levels {

    private final Map<String, Map<String, Level>> items = new HashMap<>();
    private final Promises promises;

    /** By channel and item, what the round promised more of what has a quota. */
    private final Map<String, BigDecimal> promised = new HashMap<>();

    /** @param promises by the rules of the moment; null: nothing but safety stock is kept back */
    Levels(Collection<Level> levels, @Nullable Promises promises) {
        levels.forEach(this::put);
        this.promises = promises == null ? (balance, offer) -> plain(balance) : promises;
    }

    private Availability plain(Balance balance) {
        return new Availability(
                balance, level(new StockKey(balance.sku(), balance.location())).safetyStock());
    }

    private void put(Level level) {
        items.computeIfAbsent(level.key().sku(), sku -> new TreeMap<>())
                .put(level.key().location(), level);
    }

    private Level level(StockKey key) {
        Level found = items.getOrDefault(key.sku(), Map.of()).get(key.location());
        return found == null ? new Level(key, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO) : found;
    }

    /** Claims more, or less when below zero. */
    void claim(StockKey key, BigDecimal quantity) {
        Level level = level(key);
        put(new Level(key, level.sellable(), level.claimed().add(quantity), level.safetyStock()));
    }

    /** The same for somebody: it counts against the quota of his channel. */
    void claim(StockKey key, Offer offer, BigDecimal quantity) {
        claim(key, quantity);
        Quota.Standing quota = promises.quota(key.sku(), offer);
        if (quota != null) {
            promised.merge(name(quota, key.sku()), quantity, BigDecimal::add);
        }
    }

    private static String name(Quota.Standing quota, String sku) {
        return quota.quota().channel() + "|" + sku;
    }

    private BigDecimal capped(BigDecimal figure, String sku, Offer offer) {
        Quota.Standing quota = promises.quota(sku, offer);
        return quota == null
                ? figure
                : figure.min(quota.quota()
                                .units()
                                .subtract(quota.used())
                                .subtract(promised.getOrDefault(name(quota, sku), BigDecimal.ZERO)))
                        .max(BigDecimal.ZERO);
    }

    /** Goods come, or leave when below zero. */
    void move(StockKey key, BigDecimal quantity) {
        Level level = level(key);
        put(new Level(key, level.sellable().add(quantity), level.claimed(), level.safetyStock()));
    }

    /** For a new promise at a location, or anywhere when it is {@code unassigned}; never below zero. */
    BigDecimal available(StockKey key, Offer offer) {
        BigDecimal network = network(key.sku(), offer);
        return unassigned(key) ? network : free(level(key), offer).min(network);
    }

    /** For what is accepted already: it may draw on what is kept back from new promises. Never below zero. */
    BigDecimal allocatable(StockKey key) {
        Level level = level(key);
        return level.sellable().subtract(level.claimed()).max(BigDecimal.ZERO);
    }

    /** What is promised of an item at a location, or anywhere, beyond what is there; never below zero. */
    BigDecimal owed(StockKey key) {
        return unassigned(key)
                ? sum(key.sku(), Level::claimed)
                        .add(demand(key.sku()))
                        .subtract(sum(key.sku(), Level::sellable))
                        .max(BigDecimal.ZERO)
                : shortfall(level(key));
    }

    /** The deductions behind {@link #available}. */
    Outcome.Why why(StockKey key, Offer offer) {
        Level level = level(key);
        boolean anywhere = unassigned(key);
        return new Outcome.Why(
                key.sku(),
                anywhere ? sum(key.sku(), Level::sellable) : level.sellable(),
                anywhere ? sum(key.sku(), Level::claimed) : level.claimed(),
                anywhere ? sum(key.sku(), Level::safetyStock) : level.safetyStock(),
                anywhere ? sum(key.sku(), one -> buffer(one, offer)) : buffer(level, offer),
                demand(key.sku()),
                sum(key.sku(), one -> shortfall(one, offer)),
                available(key, offer));
    }

    /** Locations that could take over a quantity that is accepted already. */
    Collection<String> others(String sku, BigDecimal quantity) {
        return items.getOrDefault(sku, Map.of()).values().stream()
                .filter(level -> !unassigned(level.key()))
                .filter(level -> available(level.key(), Offer.ANY).compareTo(quantity) >= 0)
                .map(level -> level.key().location())
                .toList();
    }

    /** Whether all locations together have promised more than they have. */
    boolean overPromised(String sku) {
        BigDecimal owed = sum(sku, Level::claimed).add(demand(sku));
        return owed.compareTo(sum(sku, Level::sellable)) > 0;
    }

    private BigDecimal network(String sku, Offer offer) {
        BigDecimal all = sum(sku, level -> free(level, offer))
                .subtract(demand(sku))
                .subtract(sum(sku, level -> shortfall(level, offer)))
                .max(BigDecimal.ZERO);
        return capped(all, sku, offer);
    }

    private BigDecimal demand(String sku) {
        return level(new StockKey(sku, NetworkAvailability.UNASSIGNED)).claimed();
    }

    private BigDecimal sum(String sku, Function<Level, BigDecimal> of) {
        return items.getOrDefault(sku, Map.of()).values().stream()
                .filter(level -> !unassigned(level.key()))
                .map(of)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private BigDecimal free(Level level, Offer offer) {
        return promises.of(level.balance(), offer).here();
    }

    /** What the rules of the offer keep back beyond safety stock. */
    private BigDecimal buffer(Level level, Offer offer) {
        return level.sellable()
                .subtract(level.claimed())
                .subtract(level.safetyStock())
                .max(BigDecimal.ZERO)
                .subtract(free(level, offer));
    }

    /** That of a location that may serve the offer. */
    private BigDecimal shortfall(Level level, Offer offer) {
        return shortfall(level).signum() == 0
                ? BigDecimal.ZERO
                : promises.of(level.balance(), offer).shortfall();
    }

    private static BigDecimal shortfall(Level level) {
        return level.claimed().subtract(level.sellable()).max(BigDecimal.ZERO);
    }

    private static boolean unassigned(StockKey key) {
        return key.location().equals(NetworkAvailability.UNASSIGNED);
    }
}
