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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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

    /** An order as it is kept from now on, and as it stood and stands. */
    private record Released(OrderState after, OrderStanding was, OrderStanding is, Effects.Cause cause) {}

    /**
     * The orders of the batch as they stand with it, and others of which it holds a refund.
     *
     * @param facts of orders that the transaction has locked
     * @param causes what the batch tells of them last
     * @return a list of its own
     */
    List<PostedOrder> post(
            Connection tx,
            Map<OrderKey, List<OrderFacts.Kept>> facts,
            Map<OrderKey, Effects.Cause> causes,
            List<PostedOrder> changed,
            Effects effects)
            throws SQLException {
        List<Released> released = released(tx, facts, causes);
        if (released.isEmpty()) {
            return List.copyOf(changed);
        }
        effects.bundles.orders(
                tx,
                released.stream()
                        .map(one -> new BundleRecipes.Change(one.was(), one.is()))
                        .toList());
        released.forEach(one -> gather(one, effects));
        Map<OrderKey, Long> sequences =
                book.update(tx, released.stream().map(Released::after).toList());
        Map<OrderKey, PostedOrder> all = new LinkedHashMap<>();
        changed.forEach(one -> all.put(one.state().key(), one));
        for (Released one : released) {
            OrderKey key = one.after().key();
            PostedOrder earlier = all.remove(key);
            all.put(
                    key,
                    new PostedOrder(
                            one.is().state(),
                            sequences.getOrDefault(key, OrderBook.FIRST),
                            earlier == null ? one.was().state() : earlier.before()));
        }
        return List.copyOf(all.values());
    }

    /** The orders of which other pieces are refunded than the books say. */
    private static List<Released> released(
            Connection tx, Map<OrderKey, List<OrderFacts.Kept>> facts, Map<OrderKey, Effects.Cause> causes)
            throws SQLException {
        TreeSet<OrderKey> keys = new TreeSet<>(facts.keySet());
        keys.removeIf(key -> !causes.containsKey(key)
                || facts.getOrDefault(key, List.of()).stream().noneMatch(fact -> fact.type() == EventType.RETURN));
        Map<OrderKey, Recorded> recorded = keys.isEmpty() ? Map.of() : OrderBook.lock(tx, List.copyOf(keys));
        List<Released> released = new ArrayList<>();
        for (OrderKey key : keys) {
            Recorded known = recorded.get(key);
            Effects.Cause cause = causes.get(key);
            if (known != null && cause != null) {
                OrderState before = OrderPosting.state(known, cause.occurredAt());
                OrderState after = with(before, UnsentRefunds.of(before, facts.getOrDefault(key, List.of())));
                if (OrderPosting.changed(before, after)) {
                    released.add(new Released(after, OrderStanding.of(before), OrderStanding.of(after), cause));
                }
            }
        }
        return released;
    }

    private void gather(Released one, Effects effects) {
        Effects.Cause cause = one.cause();
        effects.demand.between(one.was(), one.is());
        OrderClaims.changes(one.was(), one.is(), cause, effects.bundles)
                .forEach(claim -> effects.again(claim, cause.occurredAt()));
        shortPicks.settle(one.was(), one.is(), cause, effects);
        OrderDoubts.settle(one.was(), one.is(), effects);
    }

    /** An order of which so much was refunded. */
    static OrderState with(OrderState order, Map<String, BigDecimal> refunded) {
        return order.ordered(Ordered.of(order).refunded(refunded).text(order.document()));
    }
}
