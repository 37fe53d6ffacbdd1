package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.orders.OrderBook;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.OrderState;
import io.tillbridge.orders.Recorded;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Posts orders, which are state: what takes effect is the difference between what the revisions say and what is posted, so
 * neither repeats nor batches matter.
 */
@Component
final class OrderPosting {

    private final OrderBook book;
    private final ShortPicks shortPicks;

    OrderPosting(OrderBook book, ShortPicks shortPicks) {
        this.book = book;
        this.shortPicks = shortPicks;
    }

    /** What arrived of an order folded onto what was known of it. */
    private record Folded(
            List<ArrivedOrders.One> candidates,
            OrderFold fold,
            @Nullable OrderState before,
            @Nullable OrderStanding was,
            OrderStanding is) {}

    /** A known order, as it is kept from now on and as it stands. */
    private record Update(
            OrderState told, OrderState standing, @Nullable OrderState before) {}

    /**
     * Settles every order of the batch and gathers its effects.
     *
     * @return those that changed the books
     */
    List<PostedOrder> post(Connection transaction, List<Work> works, Effects effects) throws SQLException {
        Map<OrderKey, List<ArrivedOrders.One>> arrived = ArrivedOrders.of(works);
        Set<OrderKey> beside = OrderFacts.orders(works);
        if (arrived.isEmpty() && beside.isEmpty()) {
            return List.of();
        }
        // Each as if it were new, which most are; one that is known is folded again, onto what is recorded.
        Map<OrderKey, OrderFold> alone = new LinkedHashMap<>();
        List<OrderState> first = new ArrayList<>();
        List<OrderKey> others = new ArrayList<>();
        arrived.forEach((key, candidates) -> {
            OrderFold fold = OrderFold.of(null, ArrivedOrders.arrivals(candidates));
            alone.put(key, fold);
            if (candidates.stream().anyMatch(one -> one.arrival() instanceof OrderArrival.Revision)) {
                first.add(fold.posted());
            } else {
                others.add(key);
            }
        });
        beside.removeAll(arrived.keySet());
        others.addAll(beside);
        Map<OrderKey, Recorded> recorded = book.open(transaction, first, others);
        List<Folded> folds = new ArrayList<>();
        alone.forEach((key, unknown) -> {
            List<ArrivedOrders.One> candidates = arrived.getOrDefault(key, List.of());
            Recorded known = recorded.get(key);
            OrderState before = known == null
                    ? null
                    : state(known, candidates.get(0).arrival().cause().occurredAt());
            OrderFold fold = before == null ? unknown : OrderFold.of(before, ArrivedOrders.arrivals(candidates));
            folds.add(new Folded(
                    candidates, fold, before, before == null ? null : OrderStanding.of(before), fold.standing()));
        });
        effects.bundles.orders(
                transaction,
                folds.stream()
                        .map(one -> new BundleRecipes.Change(one.was(), one.is()))
                        .toList());
        List<PostedOrder> posted = new ArrayList<>();
        List<Update> updates = new ArrayList<>();
        for (Folded one : folds) {
            gather(one.fold(), one.was(), one.is(), effects);
            tell(one, effects);
            settle(one.fold(), one.candidates());
            if (one.before() == null) {
                posted.add(new PostedOrder(one.is().state(), OrderBook.FIRST, null));
            } else if (changed(one.before(), one.fold().posted())) {
                wantedMore(one, effects);
                updates.add(new Update(
                        one.fold().posted(),
                        one.is().state(),
                        one.was() == null ? null : one.was().state()));
            }
        }
        Map<OrderKey, Long> sequences =
                book.update(transaction, updates.stream().map(Update::told).toList());
        for (Update update : updates) {
            OrderKey key = update.told().key();
            posted.add(
                    new PostedOrder(update.standing(), sequences.getOrDefault(key, OrderBook.FIRST), update.before()));
        }
        return posted;
    }

    /** A revision that is stale may still say that more was wanted once than anybody knew. */
    private static void wantedMore(Folded one, Effects effects) {
        OrderState posted = one.fold().posted();
        if (one.before() != null && !Objects.equals(one.before().ordered(), posted.ordered())) {
            List<ArrivedOrders.One> candidates = one.candidates();
            effects.wantedMore.put(
                    posted.key(),
                    candidates.get(candidates.size() - 1).arrival().cause());
        }
    }

    /** The orders of the batch with what had left of their carts already. */
    List<PostedOrder> takeOver(
            Connection transaction,
            List<PostedOrder> changed,
            ReservationPosting.@Nullable Opened opened,
            Effects effects)
            throws SQLException {
        return CartTakeOver.post(transaction, book, changed, opened, effects);
    }

    /** An order as the books hold it; {@code occurredAt} stands in where its revision is no instant. */
    static OrderState state(Recorded known, Instant occurredAt) {
        ObjectNode document = (ObjectNode) ExactJson.parse(known.json());
        return new OrderState(
                KeptFulfilment.read(document, occurredAt),
                document,
                known.json(),
                known.contentHash(),
                known.mapping(),
                known.messageId(),
                known.departures(),
                known.fulfilments(),
                known.allocations(),
                known.ordered());
    }

    static boolean changed(OrderState before, OrderState after) {
        return !after.json().equals(before.json())
                || !Objects.equals(after.departures(), before.departures())
                || !Objects.equals(after.fulfilments(), before.fulfilments())
                || !Objects.equals(after.ordered(), before.ordered());
    }

    private static void settle(OrderFold fold, List<ArrivedOrders.One> candidates) {
        for (ArrivedOrders.One candidate : candidates) {
            if (candidate.arrival() instanceof OrderArrival.Revision revision) {
                String reason = fold.skipped(revision.state());
                candidate.work().verdict = reason == null ? new Verdict.Posted(null) : new Verdict.Skipped(reason);
            }
        }
    }

    /** What facts of goods do by themselves, and what of them a person must look at. */
    private void tell(Folded one, Effects effects) {
        SoldBundles bundles = effects.bundles.of(subject(one.is().state().key()));
        List<GoodsFact> told = new ArrayList<>();
        for (ArrivedOrders.One candidate : one.candidates()) {
            if (candidate.arrival() instanceof OrderArrival.Goods goods) {
                told.add(goods.fact());
                shortPicks.gather(goods.fact(), bundles, effects);
            }
        }
        Effects.Cause last = one.fold().last();
        if (last != null) {
            shortPicks.settle(one.was(), one.is(), last, effects);
        }
        if (!told.isEmpty()) {
            OrderDoubts.raise(one.was(), one.is(), told, effects);
        }
        if (one.was() != null) {
            OrderDoubts.settle(one.was(), one.is(), effects);
        }
    }

    /** What folding an order does to stock and promises, with what is settled of its bundles. */
    static void gather(OrderFold fold, @Nullable OrderStanding before, OrderStanding after, Effects effects) {
        SoldBundles bundles = effects.bundles.of(subject(after.state().key()));
        ShippedGoods.of(fold, bundles.leaving(before == null || bundles.none() ? Map.of() : before.gone()))
                .forEach(effects::move);
        for (OrderFold.Contradiction contradiction : fold.contradictions()) {
            effects.conflicts.add(new Conflicts.Conflict(
                    "unequal_revision",
                    subject(contradiction.later().key()),
                    contradiction.later().messageId(),
                    ExactJson.nodes()
                            .objectNode()
                            .put("cell", contradiction.cell())
                            .put("kept", "the later received")
                            .toString()));
        }
        Effects.Cause last = fold.last();
        if (last != null) {
            OrderClaims.between(before, after, last, effects);
        }
    }

    static String subject(OrderKey key) {
        return "order|" + key.system() + "|" + key.id();
    }
}
