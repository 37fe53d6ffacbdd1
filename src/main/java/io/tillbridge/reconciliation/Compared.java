package io.tillbridge.reconciliation;

import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Both sides of one figure; quantities in the item's base unit.
 *
 * @param abcClass of the item; null: it has none
 * @param told by the system; null: it says nothing of it
 * @param toldAt the watermark of {@code told}; null with it
 * @param booked sellable in the books at the watermark; null: they do not know the item there
 * @param known whether the books can say what they had at the watermark; false: it is too far back
 * @param claimed promised of it now
 * @param cost of one unit in {@code currency}; null: it is not known
 */
record Compared(
        StockKey key,
        @Nullable String abcClass,
        @Nullable BigDecimal told,
        @Nullable Instant toldAt,
        @Nullable BigDecimal booked,
        boolean known,
        BigDecimal claimed,
        InFlight inFlight,
        @Nullable BigDecimal cost,
        @Nullable String currency) {}
