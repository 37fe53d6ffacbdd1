package io.tillbridge.posting;

import io.tillbridge.canonical.Order;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How orders change what a connection's customers want of items: accepted quantities, be it that they have left. Pure. */
final class ChannelDemand {

    private final TreeMap<Key, BigDecimal> changes = new TreeMap<>(Key.ORDER);

    /** @param placedAt the beginning of the hour */
    record Key(String connection, String sku, Instant placedAt) {

        static final Comparator<Key> ORDER =
                Comparator.comparing(Key::sku).thenComparing(Key::connection).thenComparing(Key::placedAt);
    }

    /** Counts an order as it is instead of as it was. */
    void between(@Nullable OrderStanding before, OrderStanding after) {
        if (before != null) {
            add(before.order(), -1);
        }
        add(after.order(), 1);
    }

    /** None of them zero; by item, connection and hour. */
    Map<Key, BigDecimal> changes() {
        changes.values().removeIf(quantity -> quantity.signum() == 0);
        return changes;
    }

    private void add(Order order, int sign) {
        Instant placed = order.placedAt() == null ? order.occurredAt() : order.placedAt();
        for (Order.Line line : order.lines()) {
            BigDecimal wanted =
                    order.cancelled() ? line.fulfilled() : line.quantity().max(line.fulfilled());
            if (wanted.signum() != 0) {
                changes.merge(
                        new Key(order.system(), line.sku(), placed.truncatedTo(ChronoUnit.HOURS)),
                        sign > 0 ? wanted : wanted.negate(),
                        BigDecimal::add);
            }
        }
    }
}
