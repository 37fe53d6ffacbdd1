package io.tillbridge.books;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;

/** A supplier's invoice: what was received and not invoiced is owed from now on; what it costs more or less is a variance. */
final class SupplierEntry {

    /** Of a line: what its goods were received at. Goods that were received without a value have none. */
    private static final String WORTH = "worth";

    private SupplierEntry() {}

    /** @throws EntryRefused when its figures do not add up or cannot be read */
    static List<JournalLine> of(JsonNode invoice, MoneyCells money, Ledger ledger) {
        JournalLines lines = new JournalLines();
        BigDecimal net = money.orZero(invoice.path("totals"), "charges");
        BigDecimal taxes = money.zero();
        BigDecimal worth = money.zero();
        for (JsonNode line : invoice.path("lines")) {
            net = net.add(money.orZero(line, "amount"));
            taxes = taxes.add(money.orZero(line, "tax"));
            worth = worth.add(money.orZero(line, WORTH));
        }
        BigDecimal given = money.read(invoice.path("totals"), "tax");
        BigDecimal tax = given == null ? taxes : given;
        BigDecimal sum = net.add(tax);
        BigDecimal grand = money.read(invoice.path("totals"), "grand");
        BigDecimal due = grand == null ? sum : grand;
        lines.debit(Account.GRNI, worth);
        lines.debit(Account.PRICE_VARIANCE, net.subtract(worth));
        lines.debit(Account.INPUT_TAX, tax);
        lines.credit(Account.ACCOUNTS_PAYABLE, due, invoice.path("supplier").asText());
        Closing.round(lines, due.negate(), sum.negate(), ledger);
        return lines.balanced();
    }
}
