package io.tillbridge.books;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;

/** Makes lines meet the document's total, which is the authority, and tenders the amount due. */
final class Closing {

    private Closing() {}

    /**
     * What lines leave of the total goes to the rounding account.
     *
     * @throws EntryRefused {@code entry_unbalanced} when it is more than the ledger allows
     */
    static void round(JournalLines lines, BigDecimal total, BigDecimal sum, Ledger ledger) {
        BigDecimal rest = total.subtract(sum);
        if (rest.abs().compareTo(ledger.roundingCap()) > 0) {
            throw new EntryRefused(
                    "entry_unbalanced",
                    Map.of(
                            "documentTotal",
                            total.toPlainString(),
                            "lines",
                            sum.toPlainString(),
                            "roundingCap",
                            ledger.roundingCap().toPlainString()));
        }
        lines.credit(Account.ROUNDING, rest);
    }

    /**
     * Takes in what was tendered, or with a negative sign pays it back.
     *
     * @param sign 1 for a sale, -1 for a refund
     * @throws EntryRefused {@code entry_unbalanced} when tenders are not the amount due, but for the coins there are
     */
    static void tenders(
            JournalLines lines, JsonNode tenders, BigDecimal due, int sign, MoneyCells money, Ledger ledger) {
        BigDecimal side = BigDecimal.valueOf(sign);
        BigDecimal paid = money.zero();
        boolean cash = false;
        for (JsonNode tender : tenders) {
            BigDecimal amount = money.orZero(tender, "amount");
            String kind = tender.path("kind").asText();
            cash |= kind.equals("cash");
            paid = paid.add(amount);
            lines.credit(
                    PendingTender.account(tender),
                    amount.multiply(side).negate(),
                    PendingTender.pending(tender) ? tender.path("payment").asText(null) : null);
        }
        BigDecimal more = paid.subtract(due);
        if (more.signum() != 0 && (!cash || more.abs().compareTo(ledger.cashRounding()) > 0)) {
            throw new EntryRefused(
                    "entry_unbalanced", Map.of("documentTotal", due.toPlainString(), "tenders", paid.toPlainString()));
        }
        lines.credit(Account.CASH_ROUNDING, more.multiply(side));
    }
}
