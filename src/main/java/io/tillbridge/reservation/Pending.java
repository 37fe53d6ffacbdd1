package io.tillbridge.reservation;

import io.tillbridge.stock.Bucket;
import io.tillbridge.stock.Claim;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Balances as they will be once what a transaction gathered is written. */
final class Pending {

    private Pending() {}

    static List<Level> on(List<Level> levels, List<Movement> moved, List<Claim> claimed) {
        if (moved.isEmpty() && claimed.isEmpty()) {
            return levels;
        }
        Map<StockKey, BigDecimal> claims = new TreeMap<>();
        Map<StockKey, BigDecimal> goods = new TreeMap<>();
        for (Claim claim : claimed) {
            claims.merge(new StockKey(claim.sku(), claim.location()), claim.quantity(), BigDecimal::add);
            Claim.Before before = claim.before();
            if (before != null) {
                claims.merge(
                        new StockKey(before.sku(), before.location()),
                        before.quantity().negate(),
                        BigDecimal::add);
            }
        }
        for (Movement movement : moved) {
            if (movement.toBucket() == Bucket.SELLABLE) {
                goods.merge(new StockKey(movement.sku(), movement.to().name()), movement.quantity(), BigDecimal::add);
            }
            if (movement.fromBucket() == Bucket.SELLABLE) {
                goods.merge(
                        new StockKey(movement.sku(), movement.from().name()),
                        movement.quantity().negate(),
                        BigDecimal::add);
            }
        }
        List<Level> after = new ArrayList<>();
        for (Level level : levels) {
            after.add(new Level(
                    level.key(),
                    level.sellable().add(goods.getOrDefault(level.key(), BigDecimal.ZERO)),
                    level.claimed().add(claims.getOrDefault(level.key(), BigDecimal.ZERO)),
                    level.safetyStock()));
        }
        return after;
    }
}
