package io.tillbridge.books;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The money of one line or charge as its document tells it, each cell read once.
 *
 * @param told whether its price or total is there
 * @param split whether it lists taxes
 * @param quantity still wanted; of a charge that does not say, one
 * @param total with tax or without, as the document has it, after discount
 * @param taxes by tax code, what the retailer owes
 * @param foreign tax that a marketplace collects for itself
 */
record LineTold(
        JsonNode node,
        boolean told,
        boolean split,
        BigDecimal quantity,
        BigDecimal total,
        BigDecimal discount,
        Map<String, BigDecimal> taxes,
        BigDecimal foreign) {

    /** @throws EntryRefused when a figure cannot be read */
    static LineTold of(JsonNode node, MoneyCells money) {
        BigDecimal discount = money.orZero(node, "discount");
        BigDecimal total = money.read(node, "lineTotal");
        BigDecimal quantity = new BigDecimal(node.path("quantity").asText("1"));
        BigDecimal priced = priced(node, quantity);
        boolean told = total != null;
        if (total == null) {
            BigDecimal price = money.read(node, "unitPrice");
            told = price != null;
            total = money.rounded((price == null ? money.zero() : price).multiply(priced))
                    .subtract(discount);
        }
        JsonNode split = node.path("taxes");
        Map<String, BigDecimal> taxes = new LinkedHashMap<>();
        BigDecimal foreign = money.zero();
        for (JsonNode tax : split) {
            BigDecimal amount = money.orZero(tax, "amount");
            if (tax.path("facilitator").asBoolean()) {
                foreign = foreign.add(amount);
            } else {
                taxes.merge(tax.path("code").asText(), amount, BigDecimal::add);
            }
        }
        return new LineTold(node, told, !split.isEmpty(), quantity, total, discount, taxes, foreign).wanted(priced);
    }

    /** The quantity that a line's figures are of: its own, or more where it says so. */
    private static BigDecimal priced(JsonNode line, BigDecimal quantity) {
        JsonNode priced = line.path("priced");
        return priced.isMissingNode() || priced.isNull() ? quantity : quantity.max(new BigDecimal(priced.asText()));
    }

    /** The share that is still wanted, where figures are of more. */
    private LineTold wanted(BigDecimal priced) {
        if (priced.compareTo(quantity) == 0) {
            return this;
        }
        Map<String, BigDecimal> shares = new LinkedHashMap<>();
        taxes.forEach((code, tax) -> shares.put(code, Shares.first(tax, quantity, priced)));
        return new LineTold(
                node,
                told,
                split,
                quantity,
                Shares.first(total, quantity, priced),
                Shares.first(discount, quantity, priced),
                shares,
                Shares.first(foreign, quantity, priced));
    }
}
