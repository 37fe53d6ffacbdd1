package io.tillbridge.posting;

import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.FulfilmentStep;
import io.tillbridge.canonical.Order;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.OrderState;
import io.tillbridge.platform.Columns;
import io.tillbridge.reservation.Cart;
import io.tillbridge.reservation.FulfilmentRules;
import io.tillbridge.reservation.Notice;
import io.tillbridge.reservation.PickupNotices;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Customers are told when a store has an order ready that they will fetch: one whose cart was held for pickup, or that says so
 * itself. Many systems know no step between the pick and the hand-over, so what they picked is ready; people at the desk say
 * both.
 */
final class PickupsReady {

    private static final String TYPES =
            "select distinct reservation_id, fulfilment from stock_claim where reservation_id = any (?::uuid[])";

    private static final String MARK = """
            update stock_claim c set ready_at = t.at, reminded_at = null, overdue_at = null
              from (select claim_key, n.at from stock_claim
                      join (select s, o, l, max(a) as at from unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[])
                                   as row (s, o, l, a) group by s, o, l) n
                        on connection = n.s and reference = n.o and location = coalesce(n.l, location)
                     where kind = 'allocation' and reservation_id is null and quantity > 0 and location <> 'unassigned'
                     order by claim_key for update of stock_claim) t
             where c.claim_key = t.claim_key
            """;

    private PickupsReady() {}

    /** From now on the goods wait for customers who were told so. To be called when the claims are written. */
    static void mark(Connection tx, Effects effects) throws SQLException {
        List<Notice> told = effects.notices.stream()
                .filter(notice ->
                        notice.kind().equals("pickup_ready") && notice.about().system() != null)
                .toList();
        if (told.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(MARK)) {
            Columns.bind(statement, told, 1)
                    .text(notice -> notice.about().system())
                    .text(notice -> notice.about().reference())
                    .text(notice -> notice.about().location())
                    .instant(Notice::createdAt);
            statement.executeUpdate();
        }
    }

    /** A batch without such steps asks nothing. */
    static void tell(
            Connection tx,
            List<Work> works,
            List<PostedOrder> changed,
            FulfilmentRules rules,
            Instant now,
            Effects effects)
            throws SQLException {
        Map<OrderKey, OrderState> orders = new HashMap<>();
        changed.forEach(posted -> orders.put(posted.state().key(), posted.state()));
        List<Work> ready =
                works.stream().filter(work -> ready(work, orders.keySet())).toList();
        if (ready.isEmpty()) {
            return;
        }
        List<UUID> carts = orders.values().stream()
                .map(OrderState::order)
                .filter(order -> order.cart() != null)
                .map(PickupsReady::cart)
                .toList();
        Set<UUID> fetched = carts.isEmpty() ? Set.of() : fetched(tx, carts, rules);
        for (Work work : ready) {
            OrderState order = orders.get(work.order);
            if (order != null
                    && (says(order, rules) || fetched.contains(cart(order.order())))
                    && work.translated != null
                    && work.translated.event() instanceof FulfilmentStep step) {
                effects.notices.add(PickupNotices.ready(
                        step.system() + "|" + step.id(),
                        work.ready.document().messageId(),
                        new Notice.About(order.order().system(), order.order().id(), step.location()),
                        now));
            }
        }
    }

    private static boolean ready(Work work, Set<OrderKey> orders) {
        return work.verdict instanceof Verdict.Posted
                && work.order != null
                && orders.contains(work.order)
                && work.translated != null
                && work.translated.event() instanceof FulfilmentStep step
                && (step.type() == EventType.FULFILMENT_READY
                        || (step.type() == EventType.FULFILMENT_PICKED && !DeskGoods.is(work.translated)));
    }

    private static boolean says(OrderState order, FulfilmentRules rules) {
        return OrderTerms.lines(order.document()).values().stream()
                .anyMatch(terms -> NotFound.type(rules, terms).pickup());
    }

    private static UUID cart(Order order) {
        return new Cart(order.system(), String.valueOf(order.cart())).reservation();
    }

    private static Set<UUID> fetched(Connection tx, List<UUID> carts, FulfilmentRules rules) throws SQLException {
        Set<UUID> fetched = new HashSet<>();
        try (PreparedStatement statement = tx.prepareStatement(TYPES)) {
            statement.setArray(1, tx.createArrayOf("uuid", carts.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rules.of(rows.getString(2)).pickup()) {
                        fetched.add(rows.getObject(1, UUID.class));
                    }
                }
            }
        }
        return fetched;
    }
}
