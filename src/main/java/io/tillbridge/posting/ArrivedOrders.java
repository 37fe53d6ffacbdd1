package io.tillbridge.posting;

import io.tillbridge.canonical.FulfilmentStep;
import io.tillbridge.canonical.Order;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.OrderState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What of a batch says something of orders: revisions, and what others tell of their goods. */
final class ArrivedOrders {

    private ArrivedOrders() {}

    /** What arrived of an order in the batch, and the work it came with. */
    record One(Work work, OrderArrival arrival) {}

    /** What came of each order, in the order of arrival. Facts are posted already: what they did before is no arrival. */
    static Map<OrderKey, List<One>> of(List<Work> works) {
        Map<OrderKey, List<One>> arrived = new LinkedHashMap<>();
        for (Work work : works) {
            Work.Translated translated = work.translated;
            if (work.open() && translated != null && translated.event() instanceof Order order) {
                OrderState state = state(work, translated, order);
                arrived.computeIfAbsent(state.key(), key -> new ArrayList<>(1))
                        .add(new One(work, new OrderArrival.Revision(state)));
            } else if (work.verdict instanceof Verdict.Posted
                    && work.order != null
                    && translated != null
                    && translated.event() instanceof FulfilmentStep step) {
                UUID id = work.ready.document().messageId();
                arrived.computeIfAbsent(work.order, key -> new ArrayList<>(1))
                        .add(new One(work, new OrderArrival.Goods(GoodsFact.of(id, translated, step))));
            }
        }
        return arrived;
    }

    static List<OrderArrival> arrivals(List<One> arrived) {
        return arrived.stream().map(One::arrival).toList();
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
                null,
                null,
                null,
                null);
    }
}
