package io.tillbridge.stock;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a posting adds to one balance. */
final class BalanceChange {

    private final StockKey key;
    private final Map<Bucket, BigDecimal> buckets = new EnumMap<>(Bucket.class);
    private BigDecimal claimed = BigDecimal.ZERO;
    private @Nullable UUID by;

    BalanceChange(StockKey key) {
        this.key = key;
    }

    StockKey key() {
        return key;
    }

    void add(Bucket bucket, BigDecimal quantity, UUID message) {
        by = message;
        buckets.merge(bucket, quantity, BigDecimal::add);
    }

    void claim(BigDecimal quantity, UUID message) {
        by = message;
        claimed = claimed.add(quantity);
    }

    BigDecimal of(Bucket bucket) {
        return buckets.getOrDefault(bucket, BigDecimal.ZERO);
    }

    /** The message that changes it last; null: none does. */
    @Nullable
    UUID by() {
        return by;
    }

    BigDecimal claimed() {
        return claimed;
    }

    boolean none() {
        return claimed.signum() == 0 && buckets.values().stream().allMatch(quantity -> quantity.signum() == 0);
    }
}
