package io.tillbridge.posting;

import io.tillbridge.sourcing.Candidate;
import io.tillbridge.stock.Availability;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.Bucket;
import io.tillbridge.stock.Claim;
import io.tillbridge.stock.Exclusion;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.Offer;
import io.tillbridge.stock.PromiseRules.Promises;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What locations have while lines are placed: the locked balances, and what the batch does to them. */
final class SourcingStock {

    /** Of an item, the locations that have most of it; more are not looked at. */
    private static final String LIKELY = """
            select sku, location
              from (select sku, location, row_number() over (partition by sku order by sellable - claimed desc, location) as nth
                      from stock_balance where sku = any (?::text[]) and location = any (?::text[]) and sellable > claimed) b
             where nth <= 50
            """;

    private final Map<StockKey, Balance> balances = new HashMap<>();
    private final Promises promises;

    /**
     * The figures.
     *
     * @param locked balances before the batch
     * @param effects of the batch, not posted yet
     */
    SourcingStock(Collection<Balance> locked, Effects effects, Promises promises) {
        this.promises = promises;
        locked.forEach(balance -> balances.put(new StockKey(balance.sku(), balance.location()), balance));
        effects.movements.forEach(this::move);
        for (Claim claim : effects.claims) {
            if (claim.before() != null) {
                claim(
                        new StockKey(claim.before().sku(), claim.before().location()),
                        claim.before().quantity().negate());
            }
            claim(new StockKey(claim.sku(), claim.location()), claim.quantity());
        }
    }

    /** Where there is something of items now; locks nothing. */
    static Set<StockKey> likely(Connection tx, Set<String> skus, Set<String> locations) throws SQLException {
        Set<StockKey> keys = new TreeSet<>();
        try (PreparedStatement statement = tx.prepareStatement(LIKELY)) {
            statement.setArray(1, tx.createArrayOf("text", skus.toArray()));
            statement.setArray(2, tx.createArrayOf("text", locations.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    keys.add(new StockKey(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return keys;
    }

    private void move(Movement movement) {
        if (movement.from().isLocation() && movement.fromBucket() == Bucket.SELLABLE) {
            add(
                    new StockKey(movement.sku(), movement.from().name()),
                    movement.quantity().negate(),
                    BigDecimal.ZERO);
        }
        if (movement.to().isLocation() && movement.toBucket() == Bucket.SELLABLE) {
            add(new StockKey(movement.sku(), movement.to().name()), movement.quantity(), BigDecimal.ZERO);
        }
    }

    /**
     * Claims what was placed: of a bundle those that were built, and components for the rest.
     *
     * @param parts what one of it is made of; none of an item that is no bundle
     */
    void place(StockKey key, BigDecimal quantity, Map<String, BigDecimal> parts) {
        BigDecimal built = parts.isEmpty() ? quantity : own(key).min(quantity);
        claim(key, built);
        parts.forEach((component, per) -> claim(
                new StockKey(component, key.location()),
                quantity.subtract(built).multiply(per)));
    }

    private void claim(StockKey key, BigDecimal quantity) {
        add(key, BigDecimal.ZERO, quantity);
    }

    private void add(StockKey key, BigDecimal sellable, BigDecimal claimed) {
        Balance was = balances.get(key);
        if (was != null) {
            balances.put(
                    key,
                    new Balance(
                            was.sku(),
                            was.location(),
                            was.sellable().add(sellable),
                            was.damaged(),
                            was.qualityHold(),
                            was.display(),
                            was.claimed().add(claimed),
                            was.sequence(),
                            was.changedAt()));
        }
    }

    /** What a location may give of an item to orders of an offer; of a bundle what is built and what can be made. */
    Candidate.Stock of(StockKey key, Offer offer, Map<String, BigDecimal> parts) {
        return new Candidate.Stock(
                free(key, offer)
                        .add(SourcingKits.makes(parts, part -> free(new StockKey(part, key.location()), offer))),
                own(key).add(SourcingKits.makes(parts, part -> own(new StockKey(part, key.location())))));
    }

    private BigDecimal free(StockKey key, Offer offer) {
        Balance balance = balances.get(key);
        return balance == null ? BigDecimal.ZERO : promised(balance, offer).available();
    }

    private BigDecimal own(StockKey key) {
        Balance balance = balances.get(key);
        return balance == null
                ? BigDecimal.ZERO
                : balance.sellable().subtract(balance.claimed()).max(BigDecimal.ZERO);
    }

    /** Why nothing of an item may be given, whatever there is; null when it may. */
    @Nullable
    Exclusion excludes(StockKey key, Offer offer) {
        Balance balance = balances.get(key);
        return balance == null ? null : promised(balance, offer).exclusion();
    }

    /** Who places orders counts requests himself: a location that serves an order already may serve more of it. */
    private Availability promised(Balance balance, Offer offer) {
        Availability promised = promises.of(balance, offer);
        return promised.exclusion() == Exclusion.OVER_CAPACITY ? promised.withoutExclusion() : promised;
    }
}
