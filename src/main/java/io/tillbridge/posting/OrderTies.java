package io.tillbridge.posting;

import io.tillbridge.canonical.CanonicalEvent;
import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.Failure.Category;
import io.tillbridge.canonical.FulfilmentStep;
import io.tillbridge.canonical.HoldKey;
import io.tillbridge.canonical.Order;
import io.tillbridge.canonical.OrderReference;
import io.tillbridge.canonical.Payment;
import io.tillbridge.canonical.Return;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.connector.DispatchRule;
import io.tillbridge.message.HeldMessages;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.OrderNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds the orders that facts belong to. A fact whose order nobody has told of yet is held on exactly that order; one that
 * names no order at all belongs to none.
 */
@Component
final class OrderTies {

    private final ConnectionPlans plans;

    OrderTies(ConnectionPlans plans) {
        this.plans = plans;
    }

    /** How an event names its order; null for events that belong to none. */
    static @Nullable OrderReference reference(@Nullable CanonicalEvent event) {
        OrderReference reference = goods(event);
        if (event instanceof Payment payment) {
            reference = payment.order();
        } else if (event instanceof Return returned) {
            reference = returned.order();
        }
        return reference == null || reference.none() ? null : reference;
    }

    /** The same of events that tell of an order's goods on their way to the customer. */
    static @Nullable OrderReference goods(@Nullable CanonicalEvent event) {
        return event instanceof FulfilmentStep step && !step.order().none() ? step.order() : null;
    }

    /**
     * Goods that came back are there, whether or not anybody knows their order; and what a system that also tells sales calls
     * an order may be a sale at a till, which never comes as an order.
     */
    private boolean waits(Work work) {
        if (event(work) instanceof Payment payment) {
            String system = payment.order().system();
            ConnectionPlan plan = plans.find(system == null ? payment.system() : system);
            return plan == null || !tellsSales(plan);
        }
        return !(event(work) instanceof Return);
    }

    private static boolean tellsSales(ConnectionPlan plan) {
        return Stream.concat(
                        plan.inbound().values().stream().flatMap(flow -> flow.dispatch().stream()),
                        plan.fetches().values().stream().flatMap(fetch -> fetch.dispatch().stream()))
                .anyMatch(rule -> rule.outcome() instanceof DispatchRule.Emit emit && emit.event() == EventType.SALE);
    }

    /** Ties each fact of the batch to its order; orders of the same batch count as known. Reads only where there are such facts. */
    void tie(Connection connection, List<Work> works) throws SQLException {
        List<Work> facts = new ArrayList<>();
        List<OrderReference> references = new ArrayList<>();
        for (Work work : works) {
            OrderReference reference = reference(event(work));
            if (reference != null) {
                facts.add(work);
                references.add(reference);
            }
        }
        if (facts.isEmpty()) {
            return;
        }
        List<OrderNames.Named> known = new ArrayList<>(named(connection, references));
        works.forEach(work -> {
            if (event(work) instanceof Order order) {
                known.add(new OrderNames.Named(new OrderKey(order.system(), order.id()), order.number()));
            }
        });
        OrderNames names = new OrderNames(known);
        for (int i = 0; i < facts.size(); i++) {
            tie(facts.get(i), references.get(i), names);
        }
    }

    /** The orders that any of these may mean. */
    List<OrderNames.Named> named(Connection connection, List<OrderReference> references) throws SQLException {
        Set<String> systems = new TreeSet<>();
        plans.all().stream().map(ConnectionPlan::id).forEach(systems::add);
        return OrderNames.find(connection, references, systems);
    }

    private void tie(Work work, OrderReference reference, OrderNames names) {
        Set<OrderKey> found = names.of(reference, system(work));
        if (found.size() == 1) {
            work.order = found.iterator().next();
        } else if (!waits(work)) {
            work.order = null;
        } else if (found.isEmpty()) {
            work.verdict = new Verdict.Held(HoldKey.order(reference));
        } else {
            work.verdict = Interpreter.dead(
                    "order_ambiguous",
                    Category.MISSING_REFERENCE,
                    reference.id() == null ? "orderNumber" : "orderId",
                    "orders " + found
                            + " may be meant; let the mapping set orderSystem to the connection that sold it");
        }
    }

    /** Those of some waiting keys whose order is there now. */
    List<HoldKey> known(Connection connection, List<HoldKey> waiting) throws SQLException {
        List<OrderReference> references = waiting.stream().map(HoldKey::order).toList();
        OrderNames names = new OrderNames(named(connection, references));
        return waiting.stream()
                .filter(key -> !names.of(key.order(), "").isEmpty())
                .toList();
    }

    /** The one order that is meant; null when there is none or more than one. */
    @Nullable
    OrderKey of(Connection connection, FulfilmentStep step) throws SQLException {
        Set<OrderKey> found = new OrderNames(named(connection, List.of(step.order()))).of(step.order(), step.system());
        return found.size() == 1 ? found.iterator().next() : null;
    }

    /**
     * Facts that were tied to an order of their own batch, which is not posted after all, wait for it. To be called in the
     * transaction, before any fact is recorded.
     */
    static void again(Connection transaction, List<Work> works) throws SQLException {
        Set<OrderKey> coming = new HashSet<>();
        List<Work> facts = new ArrayList<>();
        for (Work work : works) {
            if (event(work) instanceof Order order) {
                coming.add(new OrderKey(order.system(), order.id()));
            } else if (work.open() && work.order != null) {
                facts.add(work);
            }
        }
        facts.removeIf(work -> coming.contains(work.order));
        if (facts.isEmpty()) {
            return;
        }
        Set<OrderKey> known = OrderNames.known(
                transaction, facts.stream().map(work -> work.order).toList());
        for (Work work : facts) {
            OrderReference reference = reference(event(work));
            if (reference == null || known.contains(work.order)) {
                continue;
            }
            if (event(work) instanceof Return) {
                work.order = null;
            } else {
                work.verdict = new Verdict.Held(HoldKey.order(reference));
            }
        }
    }

    /** What facts may wait for of orders that are new; nothing as long as none waits for any. */
    static List<HoldKey> appeared(Connection transaction, List<PostedOrder> changed) throws SQLException {
        List<HoldKey> keys = new ArrayList<>();
        for (PostedOrder order : changed) {
            // What left of its cart, or was refunded, may have changed it since
            if (order.before() == null) {
                keys.addAll(HoldKey.appeared(order.state().order()));
            }
        }
        return keys.isEmpty() || HeldMessages.none(transaction, HoldKey.PARENT) ? List.of() : keys;
    }

    private static @Nullable CanonicalEvent event(Work work) {
        return work.open() && work.translated != null ? work.translated.event() : null;
    }

    private static String system(Work work) {
        CanonicalEvent event = event(work);
        if (event instanceof FulfilmentStep step) {
            return step.system();
        }
        if (event instanceof Payment payment) {
            return payment.system();
        }
        return event instanceof Return returned ? returned.system() : "";
    }
}
