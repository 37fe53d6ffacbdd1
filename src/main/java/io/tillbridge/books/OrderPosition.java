package io.tillbridge.books;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an order, as it is posted, amounts to in the ledger: paid, and earned as far as it has left the shelf. An entry is the
 * difference between two of them, so that revisions may come in any order and parts add up to the line.
 */
final class OrderPosition {

    private static final Set<String> CAPTURED = Set.of("paid", "partially_refunded", "refunded");

    private static final Set<String> REFUNDED = Set.of("partially_refunded", "refunded");

    private OrderPosition() {}

    /**
     * The position; empty for an order without money.
     *
     * @throws EntryRefused when its figures do not add up or cannot be read
     */
    static List<JournalLine> of(JsonNode order, MoneyCells money, Ledger ledger) {
        Figures figures = Figures.of(order, money, ledger);
        if (!figures.told()) {
            return List.of();
        }
        JournalLines lines = new JournalLines();
        BigDecimal charged = earn(lines, order, figures, money, ledger);
        pay(lines, order, charged, ledger, money);
        return lines.balanced();
    }

    /**
     * What was paid of an order and how much of that goods have left for.
     *
     * @param earned sold so far, taxes and charges included
     * @param unsold paid and not sold: what waits as a deposit for goods that are still to leave
     */
    record Paid(BigDecimal earned, BigDecimal unsold) {}

    /**
     * The same in two figures; nothing of an order without money, and of one that is not paid.
     *
     * @throws EntryRefused when its figures do not add up or cannot be read
     */
    static Paid standing(JsonNode order, MoneyCells money, Ledger ledger) {
        Figures figures = Figures.of(order, money, ledger);
        if (!figures.told()) {
            return new Paid(money.zero(), money.zero());
        }
        JournalLines lines = new JournalLines();
        BigDecimal charged = earn(lines, order, figures, money, ledger);
        BigDecimal earned = lines.balance().negate();
        // Where payment facts count, an order need not say that it is paid
        boolean paid = captured(order) || !ledger.payments().isEmpty();
        return new Paid(earned, paid ? charged.subtract(earned).max(money.zero()) : money.zero());
    }

    /** Adds what is earned and answers what is charged in all, with what refunds took off. */
    private static BigDecimal earn(
            JournalLines lines, JsonNode order, Figures figures, MoneyCells money, Ledger ledger) {
        BigDecimal total = figures.grand() == null ? figures.sum() : figures.grand();
        // Told before anything has left, so that a person has time to find out why
        Closing.round(new JournalLines(), total, figures.sum(), ledger);
        BigDecimal removed = removed(lines, order, money);
        boolean begun = removed.signum() > 0 || doneWithoutGoods(order, figures);
        boolean whole = true;
        for (Figures.Line line : figures.lines()) {
            begun |= line.fulfilled().signum() > 0;
            whole &= line.fulfilled().compareTo(line.quantity()) >= 0;
        }
        for (Figures.Line line : figures.lines()) {
            // While nothing has left, goods make lines of nothing
            if (begun || Account.ofKind(line.kind(), Account.SALES) != Account.SALES) {
                SaleEntry.line(lines, left(line), ledger);
            }
        }
        if (begun) {
            lines.credit(Account.SHIPPING, figures.shipping());
            SaleEntry.taxes(lines, figures.shippingTaxes());
            lines.credit(Account.TIPS_PAYABLE, figures.tip());
            figures.charges().forEach(charge -> SaleEntry.line(lines, charge, ledger));
        }
        if (begun && whole) {
            lines.credit(Account.ROUNDING, total.subtract(figures.sum()));
        }
        return total.add(removed);
    }

    /** Charges are earned with the first goods that leave; an order without goods is earned when it is completed. */
    private static boolean doneWithoutGoods(JsonNode order, Figures figures) {
        return figures.lines().isEmpty() && order.path("state").asText().equals("completed");
    }

    /**
     * What refunds took off an order that is told without it: it was sold, and the refund's own entry takes it back. Else both
     * would.
     */
    private static BigDecimal removed(JournalLines lines, JsonNode order, MoneyCells money) {
        if (!REFUNDED.contains(order.path("payment").path("state").asText())) {
            return money.zero();
        }
        BigDecimal removed = money.orZero(order.path("totals"), "removed");
        BigDecimal tax = money.orZero(order.path("totals"), "removedTax");
        lines.credit(Account.SALES, removed.subtract(tax));
        lines.credit(Account.TAX_PAYABLE, tax, Figures.TAX);
        return removed;
    }

    /** The stored figures of a line as far as it has left the shelf. */
    private static Figures.Line left(Figures.Line line) {
        BigDecimal left = line.fulfilled();
        BigDecimal all = line.quantity();
        Map<String, BigDecimal> taxes = new LinkedHashMap<>();
        line.taxes().forEach((code, amount) -> taxes.put(code, Shares.first(amount, left, all)));
        return new Figures.Line(
                line.id(),
                line.sku(),
                line.kind(),
                left,
                left,
                Shares.first(line.net(), left, all),
                Shares.first(line.discount(), left, all),
                taxes);
    }

    /** What each tender took in; empty while nothing is paid, or when the order's figures cannot be read or do not add up. */
    static Map<Account, BigDecimal> paid(JsonNode order, MoneyCells money, Ledger ledger) {
        try {
            Figures figures = Figures.of(order, money, ledger);
            BigDecimal total = figures.grand() == null ? figures.sum() : figures.grand();
            Closing.round(new JournalLines(), total, figures.sum(), ledger);
            return figures.told()
                    ? tenders(order, total.add(removed(new JournalLines(), order, money)), money)
                    : Map.of();
        } catch (EntryRefused e) {
            return Map.of();
        }
    }

    /** Gift cards their part, and the order's kind of tender what goods that came back have not paid for. */
    private static Map<Account, BigDecimal> tenders(JsonNode order, BigDecimal total, MoneyCells money) {
        if (!captured(order)) {
            return Map.of();
        }
        BigDecimal cards = money.orZero(order.path("totals"), "giftCard");
        BigDecimal rest =
                total.subtract(money.orZero(order.path("totals"), "exchange")).subtract(cards);
        Map<Account, BigDecimal> tenders = new EnumMap<>(Account.class);
        tenders.put(Account.GIFT_CARD_LIABILITY, cards);
        tenders.merge(Account.ofTender(order.path("payment").path("kind").asText("card")), rest, BigDecimal::add);
        return tenders;
    }

    private static boolean captured(JsonNode order) {
        return CAPTURED.contains(order.path("payment").path("state").asText());
    }

    /** What is earned is taken from the deposit; without a deposit the customer owes it. */
    private static void pay(JournalLines lines, JsonNode order, BigDecimal total, Ledger ledger, MoneyCells money) {
        BigDecimal earned = lines.balance().negate();
        boolean captured = captured(order);
        if (!ledger.payments().isEmpty()) {
            BigDecimal cards = captured ? money.orZero(order.path("totals"), "giftCard") : money.zero();
            lines.debit(Account.GIFT_CARD_LIABILITY, cards);
            lines.debit(Account.CUSTOMER_DEPOSITS, earned.subtract(cards));
            return;
        }
        BigDecimal paid = captured ? total : money.zero();
        // Paid with goods that came back: their return has put it on the deposit account
        BigDecimal exchanged = captured ? money.orZero(order.path("totals"), "exchange") : money.zero();
        tenders(order, total, money).forEach(lines::debit);
        lines.debit(Account.CUSTOMER_DEPOSITS, exchanged);
        lines.credit(Account.CUSTOMER_DEPOSITS, paid.subtract(earned).max(money.zero()));
        lines.debit(Account.RECEIVABLES, earned.subtract(paid).max(money.zero()));
    }
}
