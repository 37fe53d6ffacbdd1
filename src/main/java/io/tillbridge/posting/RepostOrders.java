package io.tillbridge.posting;

import io.tillbridge.canonical.FulfilmentStep;
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
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reposts revisions of one order or a fact of its goods: folds all of both again, in the order in which they were posted,
 * those to be reposted under the new version and the others as they are stamped. The order, its promises and what left the shelf become
 * what that gives.
 */
@Component
final class RepostOrders {

    private final OrderBook book;
    private final PostedDocuments posted;
    private final Retelling retelling;
    private final OrderTies ties;
    private final ShortPicks shortPicks;

    RepostOrders(OrderBook book, PostedDocuments posted, Retelling retelling, OrderTies ties, ShortPicks shortPicks) {
        this.shortPicks = shortPicks;
        this.ties = ties;
        this.book = book;
        this.posted = posted;
        this.retelling = retelling;
    }

    /** The order before and after; {@code changed} is null when the books hold it so already. */
    record Settled(
            OrderStanding before,
            OrderStanding after,
            @Nullable PostedOrder changed) {}

    /** What became of it: one of the two. */
    record Outcome(@Nullable Settled settled, @Nullable Refusal refusal) {}

    /**
     * Locks the order, settles it and gathers its effects.
     *
     * @param told of one order, at least one: revisions, or one fact of its goods
     * @param places receives the place of every message of the order
     */
    Outcome gather(Connection tx, List<Told> told, Effects effects, Map<UUID, RepostPlace> places) throws SQLException {
        OrderKey key = key(tx, told.get(0));
        Recorded recorded =
                key == null ? null : OrderBook.lock(tx, List.of(key)).get(key);
        if (key == null || recorded == null) {
            return refused("order_missing", "the books do not hold the order that it belongs to");
        }
        String beginning = beginning(tx, told.get(0), recorded);
        if (beginning == null) {
            return refused("order_key_hashed", "its key is kept as a hash only, so its other revisions are not found");
        }
        Map<UUID, Told> anew = new HashMap<>();
        told.forEach(each -> anew.put(id(each.posted()), each));
        RepostArrivals all = RepostArrivals.of(tx, posted, retelling, beginning, recorded, anew);
        if (all.refusal != null) {
            return new Outcome(null, all.refusal);
        }
        if (!all.documents.stream().map(RepostOrders::id).toList().containsAll(anew.keySet())) {
            return refused("another_order", "it was posted of another order than the one it names now");
        }
        OrderFold fold = all.fold(recorded);
        OrderState before =
                OrderPosting.state(recorded, all.arrivals.get(0).cause().occurredAt());
        OrderState after = fold.posted();
        OrderStanding was = OrderStanding.of(before);
        OrderStanding is = fold.standing();
        effects.bundles.orders(tx, List.of(new BundleRecipes.Change(was, is)));
        if (!left(tx, fold, all, effects)) {
            return refused(
                    "handed_over_here",
                    "people here handed goods of it over that would leave another way under this version");
        }
        OrderClaims.between(was, is, new OrderArrival.Revision(after).cause(), effects);
        shortPicks.settle(was, is, new OrderArrival.Revision(after).cause(), effects);
        ship(tx, fold, all, anew, effects, places);
        if (!OrderPosting.changed(before, after)) {
            return new Outcome(new Settled(was, is, null), null);
        }
        long sequence = book.update(tx, List.of(after)).getOrDefault(key, OrderBook.FIRST);
        return new Outcome(new Settled(was, is, new PostedOrder(is.state(), sequence, was.state())), null);
    }

    /** Whether what people handed over leaves as it did: no message says it, so none could be reposted for it. */
    private static boolean left(Connection tx, OrderFold fold, RepostArrivals all, Effects effects)
            throws SQLException {
        if (all.ofDesk.isEmpty()) {
            return true;
        }
        Map<UUID, List<Movement>> wanted = wanted(fold, effects);
        Map<UUID, List<LedgerEntry>> entries = LiveMovements.of(
                tx, all.ofDesk.stream().map(GoodsFact::messageId).toList());
        return all.ofDesk.stream().map(GoodsFact::messageId).allMatch(id -> {
            List<LedgerEntry> live = LiveMovements.live(entries.getOrDefault(id, List.of())).stream()
                    .filter(RepostOrders::leaves)
                    .toList();
            return GoneGoods.same(live, wanted.getOrDefault(id, List.of()));
        });
    }

    /** What leaves, by the message or step that says it. */
    private static Map<UUID, List<Movement>> wanted(OrderFold fold, Effects effects) {
        SoldBundles bundles =
                effects.bundles.of(OrderPosting.subject(fold.posted().key()));
        Map<UUID, List<Movement>> wanted = new HashMap<>();
        for (Movement movement : ShippedGoods.of(fold, bundles.leaving(Map.of()))) {
            wanted.computeIfAbsent(movement.messageId(), id -> new ArrayList<>())
                    .add(movement);
        }
        return wanted;
    }

    private @Nullable OrderKey key(Connection tx, Told told) throws SQLException {
        Object event = told.translated() == null ? null : told.translated().event();
        if (event instanceof Order order) {
            return new OrderKey(order.system(), order.id());
        }
        return event instanceof FulfilmentStep step ? ties.of(tx, step) : null;
    }

    private @Nullable String beginning(Connection tx, Told told, Recorded recorded) throws SQLException {
        if ("order".equals(told.posted().eventType())) {
            return beginning(told.posted().factKey());
        }
        List<PostedDocument> newest = posted.of(tx, List.of(recorded.messageId()));
        return newest.isEmpty() ? null : beginning(newest.get(0).factKey());
    }

    /** A revision's goods are moved anew when it is reposted, or when others' figures move goods to it or away. */
    private void ship(
            Connection tx,
            OrderFold fold,
            RepostArrivals all,
            Map<UUID, Told> anew,
            Effects effects,
            Map<UUID, RepostPlace> places)
            throws SQLException {
        SoldBundles bundles =
                effects.bundles.of(OrderPosting.subject(fold.posted().key()));
        Map<UUID, List<Movement>> wanted = wanted(fold, effects);
        Map<UUID, List<LedgerEntry>> entries = LiveMovements.of(
                tx, all.documents.stream().map(RepostOrders::id).toList());
        for (int i = 0; i < all.documents.size(); i++) {
            UUID id = id(all.documents.get(i));
            List<LedgerEntry> moved = entries.getOrDefault(id, List.of());
            places.put(id, RepostPlace.of(all.documents.get(i), moved));
            boolean told = anew.containsKey(id);
            List<LedgerEntry> live = LiveMovements.live(moved).stream()
                    .filter(entry -> told || leaves(entry))
                    .toList();
            List<Movement> shipments = wanted.getOrDefault(id, List.of());
            if (told || !GoneGoods.same(live, shipments)) {
                live.forEach(entry -> effects.move(Movement.reversing(entry)));
                // One by one, as posting does, though two of them may undo each other
                shipments.forEach(effects::move);
            }
            if (told && all.arrivals.get(i) instanceof OrderArrival.Goods goods) {
                shortPicks.gather(goods.fact(), bundles, effects);
            }
        }
    }

    /** Whether goods go to the customer or come back; what is set aside stays where it is. */
    private static boolean leaves(LedgerEntry entry) {
        return !entry.reason().equals("return")
                && (entry.toPlace().equals("customer") || entry.fromPlace().equals("customer"));
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
