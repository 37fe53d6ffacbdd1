package io.tillbridge.posting;

import io.tillbridge.canonical.FulfilmentStep;
import io.tillbridge.canonical.Order;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.stock.Movement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An order of a batch as the journal enters it: the work that it is told by and the goods of all its works. */
record ToldOrder(Work work, Work.Translated translated, List<Movement> movements, PostedOrder order) {

    static List<ToldOrder> of(List<Work> works, Map<UUID, List<Movement>> movements, List<PostedOrder> changed) {
        Map<OrderKey, List<Work>> byOrder = new HashMap<>();
        for (Work work : works) {
            if (work.translated != null && work.translated.event() instanceof Order order) {
                byOrder.computeIfAbsent(new OrderKey(order.system(), order.id()), key -> new ArrayList<>())
                        .add(work);
            } else if (work.order != null && goods(work)) {
                byOrder.computeIfAbsent(work.order, key -> new ArrayList<>()).add(work);
            }
        }
        List<ToldOrder> told = new ArrayList<>();
        for (PostedOrder order : changed) {
            List<Movement> goods = new ArrayList<>();
            Work last = null;
            for (Work work : byOrder.getOrDefault(order.state().key(), List.of())) {
                goods.addAll(movements.getOrDefault(work.ready.document().messageId(), List.of()));
                last = work.verdict instanceof Verdict.Posted ? work : last;
            }
            if (last != null && last.translated != null) {
                told.add(new ToldOrder(last, JournalPosting.asOrder(last.translated, order.state()), goods, order));
            }
        }
        return told;
    }

    /** Whether a work tells of an order's goods: it is booked with its order. */
    static boolean goods(Work work) {
        return work.order != null && work.translated != null && work.translated.event() instanceof FulfilmentStep;
    }
}
