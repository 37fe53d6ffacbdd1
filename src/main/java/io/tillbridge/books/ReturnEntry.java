package io.tillbridge.books;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The money of a return: what was sold is taken back, less a fee, and less what the customer took instead. That goes to the
 * deposit account, from which the goods taken instead are paid when they leave; so the vendor's net total is booked once.
 */
final class ReturnEntry {

    private ReturnEntry() {}

    /** Goods, charges and taxes of a return's lines, whether any figure was there, and what a marketplace pays back itself. */
    private record Taken(BigDecimal sum, boolean told, BigDecimal foreign) {}

    /**
     * The lines; empty for a return without money.
     *
     * @param sold the order, when it is known
     * @throws EntryRefused when its figures do not add up or cannot be read
     */
    static List<JournalLine> of(JsonNode returned, @Nullable SoldOrder sold, MoneyCells money, Ledger ledger) {
        JournalLines lines = new JournalLines();
        JsonNode totals = returned.path("totals");
        Taken taken = lines(lines, returned, sold, money, ledger);
        BigDecimal given = money.read(totals, "grand");
        BigDecimal grand = given == null ? null : given.subtract(taken.foreign());
        if (!taken.told() && grand == null) {
            return List.of();
        }
        BigDecimal shipping = money.orZero(totals, "shipping");
        BigDecimal shippingTax = money.orZero(totals, "shippingTax");
        BigDecimal adjustment = money.orZero(totals, "adjustment");
        BigDecimal fee = money.orZero(totals, "fee");
        BigDecimal exchange = money.orZero(totals, "exchange");
        BigDecimal sum = taken.sum();
        if (!taken.told() && grand != null) {
            BigDecimal tax = money.orZero(totals, "tax");
            sum = grand.add(fee)
                    .add(exchange)
                    .subtract(shipping)
                    .subtract(shippingTax)
                    .subtract(adjustment);
            BigDecimal ofGoods = tax.subtract(shippingTax);
            lines.debit(Account.SALES_RETURNS, sum.subtract(ofGoods));
            lines.credit(Account.TAX_PAYABLE, ofGoods.negate(), Figures.TAX);
        }
        lines.debit(Account.SHIPPING, shipping);
        lines.credit(Account.TAX_PAYABLE, shippingTax.negate(), Figures.TAX);
        lines.debit(Account.ALLOWANCES, adjustment);
        lines.credit(Account.FEE_INCOME, fee);
        lines.credit(Account.CUSTOMER_DEPOSITS, exchange);
        BigDecimal made =
                sum.add(shipping).add(shippingTax).add(adjustment).subtract(fee).subtract(exchange);
        BigDecimal due = grand == null ? made : grand;
        Closing.round(lines, due.negate(), made.negate(), ledger);
        JsonNode tenders = returned.path("tenders");
        if (!tenders.isEmpty()) {
            // Tenders hold the marketplace's tax too, which it takes off what it owes
            Closing.tenders(lines, tenders, due.add(taken.foreign()), -1, money, ledger);
            lines.debit(Account.CARD_CLEARING, taken.foreign());
        } else {
            boolean later = !ledger.payments().isEmpty() && returned.hasNonNull("orderId");
            lines.credit(later ? Account.CUSTOMER_DEPOSITS : Account.CARD_CLEARING, due);
        }
        return lines.balanced();
    }

    private static Taken lines(
            JournalLines lines, JsonNode returned, @Nullable SoldOrder sold, MoneyCells money, Ledger ledger) {
        BigDecimal sum = money.zero();
        BigDecimal foreign = money.zero();
        boolean told = false;
        boolean included = included(returned, money, ledger);
        for (JsonNode node : returned.path("lines")) {
            BigDecimal amount = money.read(node, "amount");
            BigDecimal pieces = new BigDecimal(node.path("quantity").asText());
            String lineId = node.path("orderLineId").asText(null);
            String sku = node.path("sku").asText();
            Map<String, BigDecimal> taxes = new HashMap<>();
            BigDecimal net = money.zero();
            if (amount != null) {
                ReturnTax tax = ReturnTax.of(node, money);
                net = included ? amount.subtract(tax.all()) : amount;
                foreign = foreign.add(tax.foreign());
                taxes.putAll(tax.own());
            } else if (sold != null && lineId != null) {
                Figures.Line line = sold.next(lineId, sku, pieces, money, ledger);
                if (line != null) {
                    taxes.putAll(line.taxes());
                    net = line.net();
                    told = true;
                }
            }
            told |= amount != null;
            sum = sum.add(net).add(Figures.sum(taxes));
            String of = sold == null || lineId == null ? lineId : sold.name(lineId, sku);
            lines.add(new JournalLine(Account.SALES_RETURNS, net, of, of == null ? null : pieces, null));
            taxes.forEach((code, tax) -> lines.credit(Account.TAX_PAYABLE, tax.negate(), code));
        }
        for (JsonNode charge : returned.path("charges")) {
            ReturnTax tax = ReturnTax.of(charge, money);
            BigDecimal net = money.orZero(charge, "amount").subtract(included ? tax.all() : money.zero());
            foreign = foreign.add(tax.foreign());
            sum = sum.add(net).add(Figures.sum(tax.own()));
            lines.debit(Account.ofKind(charge.path("kind").asText(), Account.SALES_RETURNS), net);
            tax.own().forEach((code, amount) -> lines.credit(Account.TAX_PAYABLE, amount.negate(), code));
            told = true;
        }
        return new Taken(sum, told, foreign);
    }

    /** As it says; where it does not, the reading by which the lines make its total. */
    private static boolean included(JsonNode returned, MoneyCells money, Ledger ledger) {
        if (returned.hasNonNull("taxIncluded")) {
            return returned.path("taxIncluded").asBoolean();
        }
        JsonNode totals = returned.path("totals");
        BigDecimal grand = money.read(totals, "grand");
        if (grand == null || returned.path("lines") instanceof MissingNode) {
            return false;
        }
        BigDecimal amounts = money.orZero(totals, "shipping")
                .add(money.orZero(totals, "shippingTax"))
                .add(money.orZero(totals, "adjustment"))
                .subtract(money.orZero(totals, "fee"))
                .subtract(money.orZero(totals, "exchange"));
        BigDecimal taxes = money.zero();
        for (String list : List.of("lines", "charges")) {
            for (JsonNode node : returned.path(list)) {
                amounts = amounts.add(money.orZero(node, "amount"));
                taxes = taxes.add(money.orZero(node, "tax"));
            }
        }
        return taxes.signum() != 0 && amounts.subtract(grand).abs().compareTo(ledger.roundingCap()) <= 0;
    }
}
