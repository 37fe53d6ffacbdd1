package io.tillbridge.books;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** The money of a finished sale: tenders against sales, taxes, tips and what else was sold. */
final class SaleEntry {

    private SaleEntry() {}

    /** @throws EntryRefused when its figures do not add up or cannot be read */
    static List<JournalLine> of(JsonNode sale, MoneyCells money, Ledger ledger) {
        Figures figures = Figures.of(sale, money, ledger);
        JournalLines lines = new JournalLines();
        BigDecimal sum = figures.sum();
        BigDecimal due = due(figures, sum, ledger);
        figures.lines().forEach(line -> line(lines, line, ledger));
        figures.charges().forEach(charge -> line(lines, charge, ledger));
        lines.credit(Account.SHIPPING, figures.shipping());
        taxes(lines, figures.shippingTaxes());
        lines.credit(Account.TIPS_PAYABLE, figures.tip());
        Closing.round(lines, due, sum, ledger);
        JsonNode tenders = sale.path("tenders");
        if (tenders.isEmpty()) {
            lines.debit(Account.OTHER_TENDER, due);
        } else {
            Closing.tenders(lines, tenders, due, 1, money, ledger);
        }
        return lines.balanced();
    }

    /** The total; a tip is added where the lines make it without. */
    private static BigDecimal due(Figures figures, BigDecimal sum, Ledger ledger) {
        BigDecimal grand = figures.grand();
        if (grand == null) {
            return sum;
        }
        BigDecimal without = sum.subtract(figures.tip()).subtract(grand).abs();
        return without.compareTo(ledger.roundingCap()) <= 0 ? grand.add(figures.tip()) : grand;
    }

    /** Goods that came back over the counter are returns, at what was paid back for them. */
    static void line(JournalLines lines, Figures.Line line, Ledger ledger) {
        Account account = Account.ofKind(line.kind(), Account.SALES);
        if (account != Account.SALES) {
            lines.credit(account, line.net());
        } else if (line.quantity().signum() < 0) {
            lines.credit(Account.SALES_RETURNS, line.net());
        } else {
            sold(lines, line.net(), line.discount(), ledger);
        }
        taxes(lines, line.taxes());
    }

    /** Sales after discount, or before it and the discount beside, as the chart of accounts has it. */
    static void sold(JournalLines lines, BigDecimal net, BigDecimal discount, Ledger ledger) {
        if (ledger.grossDiscounts()) {
            lines.credit(Account.SALES, net.add(discount));
            lines.debit(Account.DISCOUNTS, discount);
        } else {
            lines.credit(Account.SALES, net);
        }
    }

    static void taxes(JournalLines lines, Map<String, BigDecimal> taxes) {
        taxes.forEach((code, amount) -> lines.credit(Account.TAX_PAYABLE, amount, code));
    }
}
