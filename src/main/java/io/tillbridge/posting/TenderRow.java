package io.tillbridge.posting;

import io.tillbridge.books.JournalLine;
import io.tillbridge.books.PendingTender;
import io.tillbridge.books.TenderOutcome;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A pending tender of a sale, and what of it is booked.
 *
 * @param messageId that told the sale
 * @param settledBy the message that told what became of it; null while it is as the sale told it
 */
record TenderRow(
        Key key,
        UUID messageId,
        String ledger,
        String store,
        String currency,
        PendingTender tender,
        TenderOutcome outcome,
        @Nullable UUID settledBy) {

    /**
     * One tender of one sale.
     *
     * @param sale its fact key
     * @param number the tender's place in it
     */
    record Key(PaymentKey payment, String sale, int number) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byPayment = payment.compareTo(other.payment);
            int bySale = byPayment == 0 ? sale.compareTo(other.sale) : byPayment;
            return bySale == 0 ? Integer.compare(number, other.number) : bySale;
        }
    }

    /** What of it is beside the sale's own entry. */
    List<JournalLine> lines() {
        return TenderOutcome.lines(tender, outcome);
    }

    boolean voided() {
        return outcome instanceof TenderOutcome.Voided;
    }

    /** Nobody pays it, as far as the sale or the payment says. */
    boolean declined() {
        return outcome instanceof TenderOutcome.Declined
                || (outcome instanceof TenderOutcome.Open && tender.state().equals(PendingTender.DECLINED));
    }

    /** Of the same books: an entry can tell the difference. */
    boolean beside(@Nullable TenderRow other) {
        return other != null
                && ledger.equals(other.ledger)
                && store.equals(other.store)
                && currency.equals(other.currency);
    }

    TenderRow with(TenderOutcome now, @Nullable UUID by) {
        return outcome.equals(now) && Objects.equals(by, settledBy)
                ? this
                : new TenderRow(key, messageId, ledger, store, currency, tender, now, by);
    }
}
