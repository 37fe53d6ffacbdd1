package io.tillbridge.books;

import java.math.BigDecimal;
import java.util.List;

/** What became of a tender that was pending or declined when its sale was told. */
public sealed interface TenderOutcome {

    /** As the sale told it. */
    record Open() implements TenderOutcome {}

    /** No provider will pay it: the customer owes it. */
    record Declined() implements TenderOutcome {}

    /** The sale was undone, and its tenders with it. */
    record Voided() implements TenderOutcome {}

    /**
     * It is money.
     *
     * @param amount what of the captured amount is this tender's
     * @param kind of tender, as the payment tells it
     */
    record Captured(BigDecimal amount, String kind) implements TenderOutcome {}

    /**
     * What leads from the sale's own entry to what became of the tender. What was captured less is owed by the customer, what
     * was captured more to the customer.
     */
    static List<JournalLine> lines(PendingTender tender, TenderOutcome outcome) {
        JournalLines lines = new JournalLines();
        Account told = PendingTender.account(tender.state());
        BigDecimal amount = tender.amount();
        if (outcome instanceof Captured captured) {
            BigDecimal more = captured.amount().subtract(amount);
            lines.debit(Account.ofTender(captured.kind()), captured.amount());
            lines.credit(told, amount, tender.payment());
            lines.credit(Account.RECEIVABLES, more.min(BigDecimal.ZERO), tender.payment());
            lines.credit(Account.CUSTOMER_DEPOSITS, more.max(BigDecimal.ZERO));
        } else if (outcome instanceof Declined) {
            lines.credit(Account.RECEIVABLES, amount.negate(), tender.payment());
            lines.credit(told, amount, tender.payment());
        }
        return lines.balanced();
    }

    /** Whether two kinds of tender are taken in by one account. */
    static boolean alike(String kind, String other) {
        return Account.ofTender(kind) == Account.ofTender(other);
    }
}
