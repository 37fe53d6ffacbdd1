package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.Order;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.orders.OrderBook;
import io.tillbridge.orders.OrderEffects;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.OrderState;
import io.tillbridge.orders.Recorded;
import io.tillbridge.stock.Behind;
import io.tillbridge.stock.Bucket;
import io.tillbridge.stock.Claim;
import io.tillbridge.stock.ClaimState;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.Place;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Posts orders, which are state: what takes effect is the difference between what the revisions say and what is posted, so
 * neither repeats nor batches matter.
 */
@Component
final class OrderPosting {

    private final OrderBook book;

    OrderPosting(OrderBook book) {
        this.book = book;
    }

    /** A revision of the batch and the work it came with. */
    private record Candidate(Work work, OrderState state) {}

    /**
     * Settles every order of the batch and gathers its effects.
     *
     * @return those that changed the books
     */
    List<PostedOrder> post(Connection transaction, List<Work> works, Effects effects) throws SQLException {
        Map<OrderKey, List<Candidate>> arrived = arrived(works);
        if (arrived.isEmpty()) {
            return List.of();
        }
        // Each as if it were new, which most are; one that is known is folded again, onto what is recorded.
        Map<OrderKey, OrderFold> alone = new LinkedHashMap<>();
        List<OrderState> first = new ArrayList<>();
        arrived.forEach((key, candidates) -> {
            OrderFold fold = OrderFold.of(null, states(candidates));
            alone.put(key, fold);
            first.add(fold.posted());
        });
        Map<OrderKey, Recorded> recorded = book.open(transaction, first);
        List<PostedOrder> posted = new ArrayList<>();
        List<OrderState> updates = new ArrayList<>();
        alone.forEach((key, unknown) -> {
            List<Candidate> candidates = arrived.getOrDefault(key, List.of());
            Recorded known = recorded.get(key);
            OrderState before =
                    known == null ? null : state(known, candidates.get(0).state());
            OrderFold fold = before == null ? unknown : OrderFold.of(before, states(candidates));
            gather(fold, before == null ? null : before.order(), effects);
            settle(fold, candidates);
            if (before == null) {
                posted.add(new PostedOrder(fold.posted(), OrderBook.FIRST));
            } else if (changed(before, fold.posted())) {
                updates.add(fold.posted());
            }
        });
        Map<OrderKey, Long> sequences = book.update(transaction, updates);
        for (OrderState update : updates) {
            posted.add(new PostedOrder(update, sequences.getOrDefault(update.key(), OrderBook.FIRST)));
        }
        return posted;
    }

    /** The revisions of each order, in the order of their arrival. */
    private static Map<OrderKey, List<Candidate>> arrived(List<Work> works) {
        Map<OrderKey, List<Candidate>> arrived = new LinkedHashMap<>();
        for (Work work : works) {
            Work.Translated translated = work.translated;
            if (work.open() && translated != null && translated.event() instanceof Order order) {
                OrderState state = state(work, translated, order);
                arrived.computeIfAbsent(state.key(), key -> new ArrayList<>(1)).add(new Candidate(work, state));
            }
        }
        return arrived;
    }

    /** A revision as it comes. */
    static OrderState state(Work work, Work.Translated translated, Order order) {
        return new OrderState(
                order,
                translated.body(),
                translated.json(),
                translated.contentHash(),
                translated.mapping().subject() + " V" + translated.mapping().version(),
                work.ready.document().messageId(),
                null);
    }

    private static List<OrderState> states(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::state).toList();
    }

    /** An order as the books hold it. */
    static OrderState state(Recorded known, OrderState arrived) {
        ObjectNode document = (ObjectNode) ExactJson.parse(known.json());
        return new OrderState(
                KeptFulfilment.read(document, arrived.order().occurredAt()),
                document,
                known.json(),
                known.contentHash(),
                known.mapping(),
                known.messageId(),
                known.departures());
    }

    static boolean changed(OrderState before, OrderState after) {
        return !after.json().equals(before.json()) || !Objects.equals(after.departures(), before.departures());
    }

    private static void settle(OrderFold fold, List<Candidate> candidates) {
        for (Candidate candidate : candidates) {
            String reason = fold.skipped(candidate.state());
            candidate.work().verdict = reason == null ? new Verdict.Posted(null) : new Verdict.Skipped(reason);
        }
    }

    /** What folding an order does to stock and promises. */
    static void gather(OrderFold fold, @Nullable Order before, Effects effects) {
        for (OrderFold.Shipment shipment : fold.shipments()) {
            Departures.Departure goods = shipment.goods();
            effects.move(shipped(shipment.by(), goods.from(), goods.quantity()));
        }
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
        OrderState last = fold.last();
        if (last != null) {
            claim(before, fold.posted().order(), last, effects);
        }
    }

    /** Goods that left for the customer; below zero: that did not leave from there after all. */
    static Movement shipped(OrderState by, StockKey from, BigDecimal quantity) {
        return Movement.between(
                by.messageId(),
                from.sku(),
                quantity.negate(),
                Place.location(from.location()),
                Bucket.SELLABLE,
                Place.CUSTOMER,
                "shipment",
                by.order().occurredAt());
    }

    /** The promises that change from one state of an order to another. */
    static void claim(@Nullable Order before, Order after, OrderState by, Effects effects) {
        Instant occurredAt = by.order().occurredAt();
        for (OrderEffects.Effect effect : OrderEffects.between(before, after, Lanes.UNASSIGNED)) {
            OrderEffects.Promise promise = effect.before();
            effects.claim(
                    new Claim(
                            by.messageId(),
                            subject(by.key()) + "|" + effect.lineId(),
                            effect.sku(),
                            effect.location(),
                            effect.promised(),
                            promise == null
                                    ? null
                                    : new Claim.Before(promise.sku(), promise.location(), promise.quantity()),
                            new Behind.OrderLine(
                                    state(effect), by.key().system(), by.key().id(), effect.lineId(), after.paid())),
                    occurredAt);
        }
    }

    private static ClaimState state(OrderEffects.Effect effect) {
        if (effect.promised().signum() == 0) {
            return effect.left() ? ClaimState.CONSUMED : ClaimState.RELEASED;
        }
        return effect.location().equals(Lanes.UNASSIGNED) ? ClaimState.CONFIRMED : ClaimState.ALLOCATED;
    }

    static String subject(OrderKey key) {
        return "order|" + key.system() + "|" + key.id();
    }
}
