package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.Order;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.canonical.Trace;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.orders.OrderBook;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.Recorded;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.Place;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Keeps what belongs to orders beside their goods, and holds their returns against what left and was paid. A return moves its
 * goods by itself when it comes; when the same goods are told twice, the difference is moved back under the message that
 * brings it about, and forward again when it falls away. What breaks the algebra is raised and stays.
 */
@Component
final class OrderReturns {

    /** The kinds of conflict that it raises. */
    static final String BEYOND_SHIPPED = "returned_beyond_shipped";

    static final String BEYOND_PAID = "refunded_beyond_paid";

    static final String BEYOND_ORDERED = "refunded_beyond_ordered";

    private final ReturnRules rules;
    private final OrderReleases releases;

    OrderReturns(ReturnRules rules, OrderReleases releases) {
        this.rules = rules;
        this.releases = releases;
    }

    /** The orders of the batch as they stand with what was refunded of them; their claims follow. */
    List<PostedOrder> release(Connection tx, ToldFacts told, List<PostedOrder> changed, Effects effects)
            throws SQLException {
        return releases.post(tx, told.facts(), told.causes(), changed, effects);
    }

    /** Keeps the batch's returns and settles the orders that it changed. */
    void post(Connection tx, List<Work> works, ToldFacts told, Effects effects) throws SQLException {
        ReturnRecord.write(tx, works, rules);
        settle(tx, told, effects);
    }

    /**
     * The same after messages of one order, or one of its facts, were reposted: their own movements are all undone.
     *
     * @param changed receives the order where what was refunded of it changes
     */
    void reposted(Connection tx, List<Retelling.Told> told, List<PostedOrder> changed, Effects effects)
            throws SQLException {
        ReturnTasks.onlyNew(tx, effects);
        Set<OrderKey> orders = new TreeSet<>();
        changed.forEach(posted -> orders.add(posted.state().key()));
        Map<OrderKey, Effects.Cause> causes = new HashMap<>();
        List<UUID> messages = new ArrayList<>();
        for (Retelling.Told one : told) {
            Work.Translated translated = one.translated();
            UUID message = RepostUnit.id(one.posted());
            messages.add(message);
            ReturnRecord.again(tx, message, one.posted().ready().document().receivedAt(), translated, rules);
            OrderKey key = translated == null ? null : OrderFacts.again(tx, message, translated);
            if (translated != null && translated.event() instanceof Order order) {
                key = new OrderKey(order.system(), order.id());
            }
            if (key != null) {
                orders.add(key);
            }
            if (translated != null) {
                Effects.Cause cause = new Effects.Cause(translated.event().occurredAt(), message);
                orders.forEach(order -> causes.put(order, cause));
            }
        }
        if (!orders.isEmpty()) {
            ReturnMoves.forget(tx, messages);
            ToldFacts facts = new ToldFacts(OrderFacts.of(tx, orders), causes);
            List<PostedOrder> standing = release(tx, facts, changed, effects);
            changed.clear();
            changed.addAll(standing);
            settle(tx, facts, effects);
        }
    }

    private void settle(Connection tx, ToldFacts told, Effects effects) throws SQLException {
        Map<OrderKey, List<OrderFacts.Kept>> facts = told.facts();
        if (facts.isEmpty()) {
            return;
        }
        TreeSet<OrderKey> keys = new TreeSet<>(facts.keySet());
        Map<OrderKey, Recorded> recorded = OrderBook.lock(tx, List.copyOf(keys));
        Map<OrderKey, Map<ReturnedGoods.Leg, BigDecimal>> moved = ReturnMoves.of(tx, keys);
        TreeSet<String> subjects = new TreeSet<>();
        keys.forEach(key -> subjects.add(OrderPosting.subject(key)));
        Map<String, Map<String, SoldBundle>> bundles = SoldBundleRows.of(tx, subjects);
        for (OrderKey key : keys) {
            Recorded order = recorded.get(key);
            Effects.Cause cause = told.causes().get(key);
            if (order != null && cause != null) {
                OrderStanding standing = OrderStanding.of(OrderPosting.state(order, cause.occurredAt()));
                List<OrderFacts.Kept> of = facts.getOrDefault(key, List.of());
                Map<String, SoldBundle> made = bundles.getOrDefault(OrderPosting.subject(key), Map.of());
                ReturnedGoods goods = ReturnedGoods.of(standing, made, of, rules);
                SortedMap<ReturnedGoods.Leg, BigDecimal> change = change(goods, moved.getOrDefault(key, Map.of()));
                move(change, made, cause, effects);
                ReturnMoves.write(tx, key, cause.messageId(), change);
                check(key, standing, goods, of, cause, effects);
                RefundedOrder.gather(standing.state(), of, cause, effects);
                refunded(key, RefundedGoods.of(standing.state(), made, of), cause, effects);
            }
        }
    }

    private static SortedMap<ReturnedGoods.Leg, BigDecimal> change(
            ReturnedGoods goods, Map<ReturnedGoods.Leg, BigDecimal> before) {
        TreeMap<ReturnedGoods.Leg, BigDecimal> change = new TreeMap<>(goods.correction());
        before.forEach((leg, quantity) -> change.merge(leg, quantity.negate(), BigDecimal::add));
        change.values().removeIf(quantity -> quantity.signum() == 0);
        return change;
    }

    /** Bundles come back as their components. */
    private static void move(
            SortedMap<ReturnedGoods.Leg, BigDecimal> change,
            Map<String, SoldBundle> bundles,
            Effects.Cause cause,
            Effects effects) {
        change.forEach((leg, quantity) -> {
            SoldBundle bundle = bundles.get(leg.sku());
            List<SoldBundle.Part> parts =
                    bundle == null ? List.of(new SoldBundle.Part(leg.sku(), quantity)) : bundle.made(quantity);
            Trace trace = bundle == null ? leg.trace() : Trace.NONE;
            for (SoldBundle.Part part : parts) {
                Movement movement = Movement.between(
                        cause.messageId(),
                        part.sku(),
                        part.quantity(),
                        Place.location(leg.location()),
                        leg.bucket(),
                        Place.CUSTOMER,
                        "return",
                        cause.occurredAt());
                effects.move(trace.none() ? movement : movement.of(trace, movement.quantity()));
            }
        });
    }

    private static void check(
            OrderKey key,
            OrderStanding standing,
            ReturnedGoods goods,
            List<OrderFacts.Kept> facts,
            Effects.Cause cause,
            Effects effects) {
        String subject = OrderPosting.subject(key);
        Map<String, BigDecimal> left = goods.left();
        goods.received().forEach((sku, received) -> {
            BigDecimal shipped = left.getOrDefault(sku, BigDecimal.ZERO);
            say(
                    received.compareTo(shipped) > 0,
                    BEYOND_SHIPPED,
                    subject + "|" + sku,
                    ExactJson.nodes()
                            .objectNode()
                            .put("sku", sku)
                            .put("shipped", PlainDecimal.text(shipped))
                            .put("received", PlainDecimal.text(received)),
                    cause,
                    effects);
        });
        for (MoneyBack.Tender tender : MoneyBack.of(standing.state().document(), facts)) {
            say(
                    tender.broken(),
                    BEYOND_PAID,
                    subject + "|" + tender.kind() + "|" + tender.currency(),
                    ExactJson.nodes()
                            .objectNode()
                            .put("tender", tender.kind())
                            .put("currency", tender.currency())
                            .put("paid", tender.paid().toPlainString())
                            .put("refunded", tender.back().toPlainString()),
                    cause,
                    effects);
        }
    }

    private static void refunded(
            OrderKey key, List<RefundedGoods.Refunded> lines, Effects.Cause cause, Effects effects) {
        for (RefundedGoods.Refunded line : lines) {
            say(
                    line.beyond(),
                    BEYOND_ORDERED,
                    OrderPosting.subject(key) + "|" + line.name(),
                    ExactJson.nodes()
                            .objectNode()
                            .put("sku", line.sku())
                            .put("ordered", PlainDecimal.text(line.ordered()))
                            .put("refunded", PlainDecimal.text(line.quantity())),
                    cause,
                    effects);
        }
    }

    private static void say(
            boolean broken, String kind, String subject, ObjectNode detail, Effects.Cause cause, Effects effects) {
        if (broken) {
            effects.conflicts.add(new Conflicts.Conflict(kind, subject, cause.messageId(), detail.toString()));
        } else {
            effects.settled.add(new Conflicts.Settled(kind, subject));
        }
    }
}
