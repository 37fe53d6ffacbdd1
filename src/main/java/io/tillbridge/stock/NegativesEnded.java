package io.tillbridge.stock;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Balances that movements brought from below zero to zero or above: what was sold before it was known is known by now. */
public final class NegativesEnded {

    private NegativesEnded() {}

    /**
     * Those of them, in the order of the balances.
     *
     * @param after what changed, as it is after all of the movements
     * @param movements all of the transaction
     */
    public static List<StockKey> of(List<Balance> after, List<Movement> movements) {
        if (movements.isEmpty()) {
            return List.of();
        }
        Map<StockKey, BigDecimal> came = new HashMap<>();
        for (Movement movement : movements) {
            if (movement.from().isLocation()) {
                came.merge(
                        new StockKey(movement.sku(), movement.from().name()),
                        movement.quantity().negate(),
                        BigDecimal::add);
            }
            if (movement.to().isLocation()) {
                came.merge(new StockKey(movement.sku(), movement.to().name()), movement.quantity(), BigDecimal::add);
            }
        }
        List<StockKey> ended = new ArrayList<>();
        for (Balance balance : after) {
            StockKey key = new StockKey(balance.sku(), balance.location());
            BigDecimal onHand = balance.onHand();
            if (onHand.signum() >= 0 && onHand.compareTo(came.getOrDefault(key, BigDecimal.ZERO)) < 0) {
                ended.add(key);
            }
        }
        return ended;
    }
}
