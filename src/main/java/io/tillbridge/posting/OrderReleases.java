package io.tillbridge.posting;

import io.tillbridge.canonical.EventType;
import io.tillbridge.orders.OrderBook;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.OrderState;
import io.tillbridge.orders.Recorded;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Orders learn what was refunded of goods that have not left, so that nothing is promised for it; they are locked before. */
@Component
final class OrderReleases {

    private final OrderBook book;
    private final ShortPicks shortPicks;

    OrderReleases(OrderBook book, ShortPicks shortPicks) {
        this.book = book;
        this.shortPicks = shortPicks;
    }

    /**
     * The orders of the batch as they stand with it, and others of which it holds a refund.
     *
     * @param facts of orders that the transaction has locked
     * @param causes what the batch tells of them last
     */
    List<PostedOrder> post(
            Connection tx,
            Map<OrderKey, List<OrderFacts.Kept>> facts,
            Map<OrderKey, Effects.Cause> causes,
            List<PostedOrder> changed,
            Effects effects)
            throws SQLException {
        TreeSet<OrderKey> keys = new TreeSet<>(facts.keySet());
        keys.removeIf(key -> !causes.containsKey(key)
                || facts.getOrDefault(key, List.of()).stream().noneMatch(fact -> fact.type() == EventType.RETURN));
        if (keys.isEmpty()) {
            return changed;
        }
        Map<OrderKey, Recorded> recorded = OrderBook.lock(tx, List.copyOf(keys));
        List<PostedOrder> all = new ArrayList<>(changed);
        for (OrderKey key : keys) {
            Recorded known = recorded.get(key);
            Effects.Cause cause = causes.get(key);
            if (known != null && cause != null) {
                release(tx, known, facts.getOrDefault(key, List.of()), cause, all, effects);
            }
        }
        return all;
    }

    private void release(
            Connection tx,
            Recorded known,
            List<OrderFacts.Kept> facts,
            Effects.Cause cause,
            List<PostedOrder> changed,
            Effects effects)
            throws SQLException {
        OrderState before = OrderPosting.state(known, cause.occurredAt());
        OrderState after = with(before, UnsentRefunds.of(before, facts));
        if (!OrderPosting.changed(before, after)) {
            return;
        }
        OrderStanding was = OrderStanding.of(before);
        OrderStanding is = OrderStanding.of(after);
        effects.bundles.orders(tx, List.of(new BundleRecipes.Change(was, is)));
        effects.demand.between(was, is);
        OrderClaims.changes(was, is, cause, effects.bundles).forEach(claim -> effects.again(claim, cause.occurredAt()));
        shortPicks.settle(was, is, cause, effects);
        OrderDoubts.settle(was, is, effects);
        long sequence = book.update(tx, List.of(after)).getOrDefault(known.key(), OrderBook.FIRST);
        PostedOrder earlier = changed.stream()
                .filter(one -> one.state().key().equals(known.key()))
                .findFirst()
                .orElse(null);
        changed.remove(earlier);
        changed.add(new PostedOrder(is.state(), sequence, first(earlier, was)));
    }

    private static @Nullable OrderState first(@Nullable PostedOrder earlier, OrderStanding was) {
        return earlier == null ? was.state() : earlier.before();
    }

    /** An order of which so much was refunded. */
    static OrderState with(OrderState order, Map<String, BigDecimal> refunded) {
        return order.ordered(Ordered.of(order).refunded(refunded).text(order.document()));
    }
}
