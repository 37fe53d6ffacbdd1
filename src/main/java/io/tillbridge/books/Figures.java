package io.tillbridge.books;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The money of a sale or an order, line by line, as the selling system gave it: taxes are never calculated again. Tax that a
 * marketplace collects for itself is left out everywhere.
 *
 * @param charges what was charged beside goods: lines without an item
 * @param shippingTaxes by tax code
 * @param grand the document's total, without a marketplace's tax; null when it gives none
 * @param told whether any figure was there at all
 */
record Figures(
        List<Line> lines,
        List<Line> charges,
        BigDecimal shipping,
        Map<String, BigDecimal> shippingTaxes,
        BigDecimal tip,
        @Nullable BigDecimal grand,
        boolean told) {

    /** The code of tax that the document does not split. */
    static final String TAX = "tax";

    /**
     * One line.
     *
     * @param kind {@code goods}, {@code gift_card}, {@code deposit}, {@code fee} or {@code shipping}; of charges also {@code tip} or
     *     {@code duty}
     * @param net without tax, after discount
     * @param discount without tax
     * @param taxes by tax code
     */
    record Line(
            String id,
            String sku,
            String kind,
            BigDecimal quantity,
            BigDecimal fulfilled,
            BigDecimal net,
            BigDecimal discount,
            Map<String, BigDecimal> taxes) {

        BigDecimal total() {
            return sum(taxes).add(net);
        }
    }

    private record Raw(
            JsonNode node, BigDecimal total, BigDecimal discount, Map<String, BigDecimal> taxes, BigDecimal foreign) {

        /** The share that is still wanted, where figures are of more. */
        Raw of(JsonNode line) {
            BigDecimal quantity = quantity(line);
            BigDecimal priced = priced(line);
            if (priced.compareTo(quantity) == 0) {
                return this;
            }
            Map<String, BigDecimal> shares = new LinkedHashMap<>();
            taxes.forEach((code, tax) -> shares.put(code, Shares.first(tax, quantity, priced)));
            return new Raw(
                    node,
                    Shares.first(total, quantity, priced),
                    Shares.first(discount, quantity, priced),
                    shares,
                    Shares.first(foreign, quantity, priced));
        }
    }

    /** @throws EntryRefused when a figure cannot be read */
    static Figures of(JsonNode document, MoneyCells money, Ledger ledger) {
        List<Raw> raws = new ArrayList<>();
        boolean told = false;
        for (String list : List.of("lines", "charges")) {
            for (JsonNode node : document.path(list)) {
                told |= node.hasNonNull("lineTotal") || node.hasNonNull("unitPrice");
                raws.add(raw(node, money));
            }
        }
        int goods = document.path("lines").size();
        JsonNode totals = document.path("totals");
        BigDecimal ofLines = raws.stream().map(raw -> sum(raw.taxes())).reduce(money.zero(), BigDecimal::add);
        ShippingTaxes ofFreight = ShippingTaxes.of(document, money);
        BigDecimal foreign = raws.stream().map(Raw::foreign).reduce(ofFreight.foreign(), BigDecimal::add);
        BigDecimal given = money.read(totals, "tax");
        BigDecimal tax = given == null ? ofLines.add(sum(ofFreight.own())) : given.subtract(foreign);
        BigDecimal grand = told || totals.hasNonNull("grand") ? money.read(totals, "grand") : tendered(document, money);
        BigDecimal shipping = money.orZero(totals, "shipping");
        BigDecimal tip = money.orZero(totals, "tip");
        boolean included = included(document, raws, tax.add(foreign), shipping, tip, grand, ledger);
        boolean split = raws.stream().anyMatch(raw -> raw.node().path("taxes").size() > 0);
        List<BigDecimal> weights = new ArrayList<>();
        raws.forEach(raw -> weights.add(raw.total()));
        weights.add(shipping);
        BigDecimal rest = tax.subtract(ofLines);
        List<BigDecimal> parts = split ? List.of() : Shares.split(rest, weights);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < raws.size(); i++) {
            lines.add(line(raws.get(i), split ? null : parts.get(i), included, money, ledger));
        }
        if (!told && grand != null) {
            lines = List.of(whole(
                    lines,
                    grand.subtract(foreign).subtract(tax).subtract(shipping).subtract(tip),
                    tax));
        }
        BigDecimal ofShipping = split ? rest : parts.get(raws.size());
        if ((!told && grand != null) || shipping.signum() == 0) {
            ofShipping = money.zero();
        }
        int ofGoods = told ? goods : lines.size();
        return new Figures(
                lines.subList(0, ofGoods),
                lines.subList(ofGoods, lines.size()),
                included ? shipping.subtract(ofShipping).subtract(ofFreight.foreign()) : shipping,
                ofFreight.split(ofShipping),
                tip,
                grand == null ? null : grand.subtract(foreign),
                told || grand != null);
    }

    /** A document that tells totals only is one line. */
    private static Line whole(List<Line> lines, BigDecimal net, BigDecimal tax) {
        BigDecimal quantity = lines.stream().map(Line::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal fulfilled = lines.stream().map(Line::fulfilled).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Line("", "", "goods", quantity, fulfilled, net, BigDecimal.ZERO, Map.of(TAX, tax));
    }

    private static @Nullable BigDecimal tendered(JsonNode document, MoneyCells money) {
        BigDecimal sum = null;
        for (JsonNode tender : document.path("tenders")) {
            BigDecimal amount = money.orZero(tender, "amount");
            sum = sum == null ? amount : sum.add(amount);
        }
        return sum;
    }

    /** What lines, charges, shipping and tip make together, taxes included. */
    BigDecimal sum() {
        BigDecimal sum = shipping.add(sum(shippingTaxes)).add(tip);
        for (Line line : lines) {
            sum = sum.add(line.total());
        }
        for (Line charge : charges) {
            sum = sum.add(charge.total());
        }
        return sum;
    }

    static BigDecimal sum(Map<?, BigDecimal> amounts) {
        return amounts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Of a charge that does not say, one. */
    private static BigDecimal quantity(JsonNode line) {
        return new BigDecimal(line.path("quantity").asText("1"));
    }

    /** The quantity that a line's figures are of: its own, or more where it says so. */
    private static BigDecimal priced(JsonNode line) {
        BigDecimal quantity = quantity(line);
        return line.hasNonNull("priced")
                ? quantity.max(new BigDecimal(line.path("priced").asText()))
                : quantity;
    }

    private static Raw raw(JsonNode node, MoneyCells money) {
        BigDecimal discount = money.orZero(node, "discount");
        BigDecimal total = money.read(node, "lineTotal");
        if (total == null) {
            BigDecimal price = money.orZero(node, "unitPrice");
            total = money.rounded(price.multiply(priced(node))).subtract(discount);
        }
        Map<String, BigDecimal> taxes = new LinkedHashMap<>();
        BigDecimal foreign = money.zero();
        for (JsonNode tax : node.path("taxes")) {
            BigDecimal amount = money.orZero(tax, "amount");
            if (tax.path("facilitator").asBoolean()) {
                foreign = foreign.add(amount);
            } else {
                taxes.merge(tax.path("code").asText(), amount, BigDecimal::add);
            }
        }
        return new Raw(node, total, discount, taxes, foreign).of(node);
    }

    private static Line line(Raw raw, @Nullable BigDecimal part, boolean included, MoneyCells money, Ledger ledger) {
        Map<String, BigDecimal> taxes = part == null ? raw.taxes() : Map.of(TAX, part);
        BigDecimal net = included ? raw.total().subtract(sum(taxes)).subtract(raw.foreign()) : raw.total();
        BigDecimal discount = raw.discount();
        if (included && raw.total().signum() != 0) {
            discount = money.rounded(discount.multiply(net).divide(raw.total(), 10, RoundingMode.HALF_UP));
        }
        JsonNode node = raw.node();
        String sku = node.path("sku").asText();
        return new Line(
                node.path("id").asText(),
                sku,
                ledger.giftCards().contains(sku)
                        ? "gift_card"
                        : node.path("kind").asText("goods"),
                quantity(node),
                new BigDecimal(node.path("fulfilled").asText("0")),
                money.rounded(net),
                discount,
                taxes);
    }

    /** As the document says; where it does not, the reading by which the lines make its total. */
    private static boolean included(
            JsonNode document,
            List<Raw> raws,
            BigDecimal tax,
            BigDecimal shipping,
            BigDecimal tip,
            @Nullable BigDecimal grand,
            Ledger ledger) {
        if (document.hasNonNull("taxIncluded")) {
            return document.path("taxIncluded").asBoolean();
        }
        BigDecimal lines = raws.stream().map(Raw::total).reduce(shipping, BigDecimal::add);
        if (grand == null || tax.signum() == 0) {
            return false;
        }
        BigDecimal more = grand.subtract(lines);
        return near(more, BigDecimal.ZERO, ledger) || (near(more, tip, ledger) && !near(more, tax, ledger));
    }

    private static boolean near(BigDecimal one, BigDecimal other, Ledger ledger) {
        return one.subtract(other).abs().compareTo(ledger.roundingCap()) <= 0;
    }
}
