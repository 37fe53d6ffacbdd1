package io.tillbridge.posting;

import io.tillbridge.canonical.EventType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Which works of a batch the journal hears of, beside orders.
 *
 * @param facts with money or goods, each with an entry of its own
 * @param voids of sales
 * @param gone sales that were voided before they came
 * @param closed registers
 */
record MoneyWorks(List<Work> facts, List<Work> voids, List<Work> gone, List<Work> closed) {

    private static final Set<EventType> MONEY = EnumSet.of(
            EventType.SALE,
            EventType.RETURN,
            EventType.PAYMENT_CAPTURED,
            EventType.PAYMENT_REFUNDED,
            EventType.PAYMENT_DECLINED,
            EventType.PAYOUT,
            EventType.SUPPLIER_INVOICE);

    MoneyWorks {
        facts = List.copyOf(facts);
        voids = List.copyOf(voids);
        gone = List.copyOf(gone);
        closed = List.copyOf(closed);
    }

    /** @param moved messages that moved goods */
    static MoneyWorks of(List<Work> works, Set<UUID> moved) {
        List<Work> facts = new ArrayList<>();
        List<Work> voids = new ArrayList<>();
        List<Work> gone = new ArrayList<>();
        List<Work> closed = new ArrayList<>();
        for (Work work : works) {
            if (work.verdict instanceof Verdict.Posted && work.translated != null) {
                EventType type = work.translated.event().type();
                if (type == EventType.REGISTER_CLOSED) {
                    closed.add(work);
                } else if (type == EventType.SALE_VOIDED) {
                    voids.add(work);
                } else if (type != EventType.ORDER
                        && !ToldOrder.goods(work)
                        && (MONEY.contains(type)
                                || moved.contains(work.ready.document().messageId()))) {
                    facts.add(work);
                }
            } else if (SaleVoids.gone(work)) {
                gone.add(work);
            }
        }
        return new MoneyWorks(facts, voids, gone, closed);
    }

    boolean isEmpty() {
        return facts.isEmpty() && voids.isEmpty() && gone.isEmpty() && closed.isEmpty();
    }
}
