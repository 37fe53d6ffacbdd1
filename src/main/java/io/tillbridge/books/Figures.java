package io.tillbridge.books;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
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

    /** @throws EntryRefused when a figure cannot be read */
    static Figures of(JsonNode document, MoneyCells money, Ledger ledger) {
        List<LineTold> raws = new ArrayList<>();
        document.path("lines").forEach(node -> raws.add(LineTold.of(node, money)));
        int goods = raws.size();
        document.path("charges").forEach(node -> raws.add(LineTold.of(node, money)));
        JsonNode totals = document.path("totals");
        ShippingTaxes ofFreight = ShippingTaxes.of(document, money);
        boolean told = false;
        boolean split = false;
        BigDecimal ofLines = money.zero();
        BigDecimal foreign = ofFreight.foreign();
        for (LineTold raw : raws) {
            told |= raw.told();
            split |= raw.split();
            ofLines = ofLines.add(sum(raw.taxes()));
            foreign = foreign.add(raw.foreign());
        }
        BigDecimal given = money.read(totals, "tax");
        BigDecimal tax = given == null ? ofLines.add(sum(ofFreight.own())) : given.subtract(foreign);
        BigDecimal grand = told || totals.hasNonNull("grand") ? money.read(totals, "grand") : tendered(document, money);
        BigDecimal shipping = money.orZero(totals, "shipping");
        BigDecimal tip = money.orZero(totals, "tip");
        boolean included = included(document, raws, tax.add(foreign), shipping, tip, grand, ledger);
        BigDecimal rest = tax.subtract(ofLines);
        List<BigDecimal> parts = split ? List.of() : parts(rest, raws, shipping);
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

    private static List<BigDecimal> parts(BigDecimal tax, List<LineTold> raws, BigDecimal shipping) {
        List<BigDecimal> weights = new ArrayList<>();
        raws.forEach(raw -> weights.add(raw.total()));
        weights.add(shipping);
        return Shares.split(tax, weights);
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
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal amount : amounts.values()) {
            sum = sum.add(amount);
        }
        return sum;
    }

    private static Line line(
            LineTold raw, @Nullable BigDecimal part, boolean included, MoneyCells money, Ledger ledger) {
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
                raw.quantity(),
                new BigDecimal(node.path("fulfilled").asText("0")),
                money.rounded(net),
                discount,
                taxes);
    }

    /** As the document says; where it does not, the reading by which the lines make its total. */
    private static boolean included(
            JsonNode document,
            List<LineTold> raws,
            BigDecimal tax,
            BigDecimal shipping,
            BigDecimal tip,
            @Nullable BigDecimal grand,
            Ledger ledger) {
        if (document.hasNonNull("taxIncluded")) {
            return document.path("taxIncluded").asBoolean();
        }
        BigDecimal lines = raws.stream().map(LineTold::total).reduce(shipping, BigDecimal::add);
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
