package io.tillbridge.posting;

import io.tillbridge.orders.OrderBook;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.OrderState;
import io.tillbridge.orders.Recorded;
import io.tillbridge.stock.ReservedLine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Orders learn what had left of their carts already, behind the carts' locks; the orders themselves are locked before. */
final class CartTakeOver {

    private CartTakeOver() {}

    /** The orders of the batch as they stand with it. */
    static List<PostedOrder> post(
            Connection tx,
            OrderBook book,
            List<PostedOrder> changed,
            ReservationPosting.@Nullable Opened opened,
            Effects effects)
            throws SQLException {
        Map<OrderKey, List<GoodsFact>> told = opened == null ? Map.of() : told(changed, opened, effects);
        if (told.isEmpty()) {
            return changed;
        }
        Map<OrderKey, Recorded> recorded = OrderBook.lock(tx, List.copyOf(new TreeSet<>(told.keySet())));
        List<PostedOrder> all = new ArrayList<>();
        for (PostedOrder posted : changed) {
            OrderKey key = posted.state().key();
            Recorded known = told.containsKey(key) ? recorded.get(key) : null;
            all.add(known == null ? posted : take(tx, book, posted, known, told.getOrDefault(key, List.of()), effects));
        }
        return all;
    }

    private static Map<OrderKey, List<GoodsFact>> told(
            List<PostedOrder> changed, ReservationPosting.Opened opened, Effects effects) {
        Map<OrderKey, List<GoodsFact>> told = new HashMap<>();
        for (PostedOrder posted : changed) {
            List<GoodsFact> facts = new ArrayList<>();
            for (UUID reservation : TakenOver.of(posted.state())) {
                List<ReservedLine> consumed = opened.round().consumed(reservation);
                if (!consumed.isEmpty()) {
                    SoldBundles bundles = effects.bundles.of(
                            OrderPosting.subject(posted.state().key()));
                    facts.addAll(CartGoods.of(posted, reservation, consumed, bundles));
                }
            }
            if (!facts.isEmpty()) {
                told.put(posted.state().key(), facts);
            }
        }
        return told;
    }

    private static PostedOrder take(
            Connection tx, OrderBook book, PostedOrder posted, Recorded known, List<GoodsFact> facts, Effects effects)
            throws SQLException {
        OrderState before = OrderPosting.state(known, posted.state().order().occurredAt());
        OrderFold fold =
                OrderFold.of(before, facts.stream().map(OrderArrival.Goods::new).toList());
        if (!OrderPosting.changed(before, fold.posted())) {
            return posted;
        }
        OrderGoods earlier = OrderGoods.read(before.fulfilments());
        facts.forEach(fact -> CartGoods.back(earlier, fact, effects));
        OrderStanding was = OrderStanding.of(before);
        OrderStanding standing = fold.standing();
        effects.bundles.orders(tx, List.of(new BundleRecipes.Change(was, standing)));
        SoldBundles bundles = effects.bundles.of(OrderPosting.subject(known.key()));
        ShippedGoods.of(fold, bundles.leaving(bundles.none() ? Map.of() : was.gone()))
                .forEach(effects::move);
        effects.demand.between(was, standing);
        OrderClaims.changes(was, standing, new OrderArrival.Revision(posted.state()).cause(), effects.bundles)
                .forEach(claim -> effects.again(claim, posted.state().order().occurredAt()));
        long sequence = book.update(tx, List.of(fold.posted())).getOrDefault(known.key(), OrderBook.FIRST);
        return new PostedOrder(standing.state(), sequence, posted.before());
    }
}
