package io.tillbridge.posting;

import io.tillbridge.canonical.Order;
import io.tillbridge.message.PostedDocument;
import io.tillbridge.message.PostedDocuments;
import io.tillbridge.orders.OrderBook;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.OrderState;
import io.tillbridge.orders.Recorded;
import io.tillbridge.posting.Retelling.Refusal;
import io.tillbridge.posting.Retelling.Told;
import io.tillbridge.stock.LedgerEntry;
import io.tillbridge.stock.LiveMovements;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reposts revisions of one order: folds all its revisions again, in the order in which they were posted, those to be
 * reposted under the new version and the others as they are stamped. The order, its promises and what left the shelf become
 * what that gives.
 */
@Component
final class RepostOrders {

    private final OrderBook book;
    private final PostedDocuments posted;
    private final Retelling retelling;

    RepostOrders(OrderBook book, PostedDocuments posted, Retelling retelling) {
        this.book = book;
        this.posted = posted;
        this.retelling = retelling;
    }

    /** The order before and after; {@code changed} is null when the books hold it so already. */
    record Settled(
            OrderState before, OrderState after, @Nullable PostedOrder changed) {}

    /** What became of it: one of the two. */
    record Outcome(@Nullable Settled settled, @Nullable Refusal refusal) {}

    /**
     * Locks the order, settles it and gathers its effects.
     *
     * @param told the revisions to be reposted, of one order, at least one
     * @param places receives the place of every revision
     */
    Outcome gather(Connection tx, List<Told> told, Effects effects, Map<UUID, RepostPlace> places) throws SQLException {
        String beginning = beginning(told.get(0).posted().factKey());
        if (beginning == null || !(event(told.get(0)) instanceof Order one)) {
            return refused("order_key_hashed", "its key is kept as a hash only, so its other revisions are not found");
        }
        OrderKey key = new OrderKey(one.system(), one.id());
        Recorded recorded = OrderBook.lock(tx, List.of(key)).get(key);
        if (recorded == null) {
            return refused("order_missing", "the books do not hold order " + one.id() + " of " + one.system());
        }
        Map<UUID, Told> anew = new HashMap<>();
        told.forEach(each -> anew.put(id(each.posted()), each));
        List<PostedDocument> revisions = posted.revisions(tx, beginning);
        List<OrderState> states = new ArrayList<>();
        for (PostedDocument revision : revisions) {
            Told reposted = anew.get(id(revision));
            Told said = reposted == null ? retelling.asStamped(tx, revision) : reposted;
            OrderState state = state(said);
            if (state == null) {
                return refused(
                        "revision_untranslatable",
                        "its other revision, message " + id(revision) + ", cannot be translated as it was any more; "
                                + said.doubt());
            }
            states.add(state);
        }
        OrderFold fold = OrderFold.of(null, states);
        OrderState before = OrderPosting.state(recorded, states.get(0));
        OrderState after = fold.posted();
        OrderPosting.claim(before.order(), after.order(), after, effects);
        ship(tx, fold, revisions, anew, effects, places);
        if (!OrderPosting.changed(before, after)) {
            return new Outcome(new Settled(before, after, null), null);
        }
        long sequence = book.update(tx, List.of(after)).getOrDefault(key, OrderBook.FIRST);
        return new Outcome(new Settled(before, after, new PostedOrder(after, sequence)), null);
    }

    private static @Nullable OrderState state(Told told) {
        Work.Translated translated = told.translated();
        return told.work() != null && translated != null && translated.event() instanceof Order order
                ? OrderPosting.state(told.work(), translated, order)
                : null;
    }

    private static @Nullable Object event(Told told) {
        return told.translated() == null ? null : told.translated().event();
    }

    /** A revision's goods are moved anew when it is reposted, or when others' figures move goods to it or away. */
    private static void ship(
            Connection tx,
            OrderFold fold,
            List<PostedDocument> revisions,
            Map<UUID, Told> anew,
            Effects effects,
            Map<UUID, RepostPlace> places)
            throws SQLException {
        Map<UUID, List<OrderFold.Shipment>> wanted = new HashMap<>();
        for (OrderFold.Shipment shipment : fold.shipments()) {
            wanted.computeIfAbsent(shipment.by().messageId(), id -> new ArrayList<>())
                    .add(shipment);
        }
        Map<UUID, List<LedgerEntry>> entries =
                LiveMovements.of(tx, revisions.stream().map(RepostOrders::id).toList());
        for (PostedDocument revision : revisions) {
            UUID id = id(revision);
            List<LedgerEntry> all = entries.getOrDefault(id, List.of());
            places.put(id, RepostPlace.of(revision, all));
            List<LedgerEntry> live = LiveMovements.live(all);
            List<OrderFold.Shipment> shipments = wanted.getOrDefault(id, List.of());
            if (anew.containsKey(id) || !same(left(live), net(shipments))) {
                live.forEach(entry -> effects.move(Movement.reversing(entry)));
                // One by one, as posting does, though two of them may undo each other
                shipments.forEach(one -> effects.move(OrderPosting.shipped(
                        one.by(), one.goods().from(), one.goods().quantity())));
            }
        }
    }

    private static Map<StockKey, BigDecimal> net(List<OrderFold.Shipment> shipments) {
        Map<StockKey, BigDecimal> net = new TreeMap<>();
        shipments.forEach(one -> net.merge(one.goods().from(), one.goods().quantity(), BigDecimal::add));
        net.values().removeIf(quantity -> quantity.signum() == 0);
        return net;
    }

    private static Map<StockKey, BigDecimal> left(List<LedgerEntry> live) {
        Map<StockKey, BigDecimal> left = new TreeMap<>();
        for (LedgerEntry entry : live) {
            boolean out = entry.toPlace().equals("customer");
            StockKey key = new StockKey(entry.sku(), out ? entry.fromPlace() : entry.toPlace());
            left.merge(key, out ? entry.quantity() : entry.quantity().negate(), BigDecimal::add);
        }
        left.values().removeIf(quantity -> quantity.signum() == 0);
        return left;
    }

    private static boolean same(Map<StockKey, BigDecimal> one, Map<StockKey, BigDecimal> other) {
        return one.keySet().equals(other.keySet())
                && one.entrySet().stream()
                        .allMatch(entry ->
                                entry.getValue().compareTo(other.getOrDefault(entry.getKey(), BigDecimal.ZERO)) == 0);
    }

    /** {@code order|system|id|} of a fact key; null of one that is a hash. */
    static @Nullable String beginning(@Nullable String factKey) {
        if (factKey == null || !factKey.startsWith("order|")) {
            return null;
        }
        int bar = factKey.lastIndexOf('|');
        while (escaped(factKey, bar)) {
            bar = factKey.lastIndexOf('|', bar - 1);
        }
        return factKey.substring(0, bar + 1);
    }

    private static boolean escaped(String key, int at) {
        int backslashes = 0;
        while (key.charAt(at - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static UUID id(PostedDocument posted) {
        return posted.ready().document().messageId();
    }

    private static Outcome refused(String code, String detail) {
        return new Outcome(null, new Refusal(code, detail));
    }
}
