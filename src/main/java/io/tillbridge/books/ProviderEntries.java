package io.tillbridge.books;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** The money that payment providers and marketplaces tell of: captures, refunds, payouts. */
final class ProviderEntries {

    private ProviderEntries() {}

    /**
     * A payment captured for goods that are handed over later, or paid back.
     *
     * @param sign 1 captured, -1 paid back
     */
    static List<JournalLine> payment(JsonNode payment, int sign, MoneyCells money) {
        BigDecimal amount = money.orZero(payment, "amount").abs().multiply(BigDecimal.valueOf(sign));
        JournalLines lines = new JournalLines();
        lines.debit(Account.ofTender(payment.path("kind").asText("card")), amount);
        lines.credit(Account.CUSTOMER_DEPOSITS, amount);
        return lines.balanced();
    }

    /**
     * What arrived in the bank, what the provider kept and charged back, against what it owed.
     *
     * @throws EntryRefused {@code entry_unbalanced} when gross less fees is not net
     */
    static List<JournalLine> payout(JsonNode payout, MoneyCells money) {
        BigDecimal net = money.orZero(payout, "net");
        BigDecimal fees = money.orZero(payout, "fees").abs();
        BigDecimal given = money.read(payout, "gross");
        BigDecimal gross = given == null ? net.add(fees) : given;
        if (gross.subtract(fees).compareTo(net) != 0) {
            throw new EntryRefused(
                    "entry_unbalanced",
                    Map.of(
                            "documentTotal",
                            net.toPlainString(),
                            "lines",
                            gross.subtract(fees).toPlainString()));
        }
        BigDecimal back = money.zero();
        for (JsonNode line : payout.path("lines")) {
            if (line.path("kind").asText().equals("chargeback")) {
                back = back.add(money.orZero(line, "amount").abs());
            }
        }
        JournalLines lines = new JournalLines();
        lines.debit(Account.BANK, net);
        lines.debit(Account.FEES, fees);
        lines.debit(Account.CHARGEBACKS, back);
        lines.credit(Account.CARD_CLEARING, gross.add(back));
        return lines.balanced();
    }
}
