package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.books.CapturedPayment;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.mapping.ExactJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people must look at of tenders that a payment settles: declined ones, and payments that say something else. */
final class TenderConflicts {

    static final String DECLINED = "tender_declined";
    static final String DIFFERS = "tender_differs";

    private TenderConflicts() {}

    /** Raises and ends them, as they follow from what is known of one payment. */
    static void tell(
            PaymentKey key,
            List<TenderRow> before,
            TenderSettling now,
            ToldPayments.@Nullable Told told,
            @Nullable Work by,
            Effects effects) {
        List<TenderRow> declined =
                now.rows().stream().filter(TenderRow::declined).toList();
        boolean was = before.stream().anyMatch(TenderRow::declined);
        if (was && declined.isEmpty()) {
            effects.settled.add(new Conflicts.Settled(DECLINED, subject(key)));
        } else if (!was && !declined.isEmpty() && by != null) {
            raise(DECLINED, key, detail(key, declined), by, effects);
        }
        if (now.rows().isEmpty() && before.isEmpty()) {
            return;
        }
        if (now.differs() == null) {
            effects.settled.add(new Conflicts.Settled(DIFFERS, subject(key)));
        } else if (by != null) {
            ObjectNode detail = detail(key, now.rows());
            detail.put("currency", now.rows().get(0).currency()).put("differs", now.differs());
            CapturedPayment money = told == null ? null : told.money();
            if (money != null) {
                detail.put("captured", PlainDecimal.text(money.amount())).put("capturedCurrency", money.currency());
                if (money.kind() != null) {
                    detail.put("capturedKind", money.kind());
                }
            }
            raise(DIFFERS, key, detail, by, effects);
        }
    }

    /** A void whose sale's tender was settled so long ago that nobody knows any more what of it is booked. */
    static void forgotten(PaymentKey key, List<TenderRow> rows, Work by, Effects effects) {
        String sale = by.translated == null ? null : SaleVoids.sale(by.translated);
        if (sale != null && rows.stream().noneMatch(row -> row.key().sale().equals(sale))) {
            ObjectNode detail = ExactJson.nodes().objectNode();
            detail.put("sale", sale).put("payment", key.payment()).put("differs", "forgotten");
            raise(DIFFERS, key, detail, by, effects);
        }
    }

    private static ObjectNode detail(PaymentKey key, List<TenderRow> rows) {
        return ExactJson.nodes()
                .objectNode()
                .put("sale", rows.get(0).key().sale())
                .put("payment", key.payment())
                .put("amount", PlainDecimal.text(TenderSettling.sum(rows)));
    }

    private static void raise(String kind, PaymentKey key, ObjectNode detail, Work by, Effects effects) {
        effects.conflicts.add(
                new Conflicts.Conflict(kind, subject(key), by.ready.document().messageId(), detail.toString()));
    }

    private static String subject(PaymentKey key) {
        return "payment" + key.fact();
    }
}
