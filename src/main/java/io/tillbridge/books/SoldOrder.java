package io.tillbridge.books;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an order sold and what of it came back before, for a return that gives no amounts of its own.
 *
 * @param document the order as it is posted
 * @param returned pieces that came back before, by the order's line; of a bundle's component by line and component
 * @param kits by line, what its bundle is made of
 * @param back money that went back before, by the account of its tender
 */
public record SoldOrder(
        JsonNode document,
        Map<String, BigDecimal> returned,
        Map<String, Map<String, KitPart>> kits,
        Map<Account, BigDecimal> back) {

    public SoldOrder {
        returned = new HashMap<>(returned);
        kits = Map.copyOf(kits);
        back = new HashMap<>(back);
    }

    /** One of which no money went back before. */
    public SoldOrder(JsonNode document, Map<String, BigDecimal> returned, Map<String, Map<String, KitPart>> kits) {
        this(document, returned, kits, Map.of());
    }

    /** One without bundles, of which no money went back before. */
    public SoldOrder(JsonNode document, Map<String, BigDecimal> returned) {
        this(document, returned, Map.of());
    }

    /** The name by which pieces of a line are counted: a component of its bundle has its own. */
    String name(String lineId, String sku) {
        return component(lineId, sku) ? lineId + "|" + sku : lineId;
    }

    private boolean component(String lineId, String sku) {
        return kits.getOrDefault(lineId, Map.of()).containsKey(sku);
    }

    /** The stored figures of the next pieces of a line; null when the order has no such line or tells no money of it. */
    Figures.@Nullable Line next(String lineId, String sku, BigDecimal pieces, MoneyCells money, Ledger ledger) {
        for (Figures.Line line : Figures.of(document, money, ledger).lines()) {
            if (line.id().equals(lineId) && line.total().signum() != 0) {
                Figures.Line next = next(line, sku, pieces, money);
                returned.merge(name(lineId, sku), pieces, BigDecimal::add);
                return next;
            }
        }
        return null;
    }

    private Figures.Line next(Figures.Line line, String sku, BigDecimal pieces, MoneyCells money) {
        Map<String, KitPart> kit = kits.getOrDefault(line.id(), Map.of());
        if (kit.isEmpty()) {
            return share(line, back(line.id()), pieces, money);
        }
        Map<String, Figures.Line> parts = KitShares.of(line, kit, money);
        List<String> wanted = component(line.id(), sku) ? List.of(sku) : List.copyOf(parts.keySet());
        BigDecimal net = money.zero();
        Map<String, BigDecimal> taxes = new HashMap<>();
        for (String one : wanted) {
            Figures.Line part = parts.get(one);
            KitPart made = kit.get(one);
            if (part != null && made != null) {
                BigDecimal before = back(line.id()).multiply(made.per()).add(back(line.id() + "|" + one));
                BigDecimal more = component(line.id(), sku) ? pieces : pieces.multiply(made.per());
                Figures.Line share = share(part, before, more, money);
                net = net.add(share.net());
                share.taxes().forEach((code, tax) -> taxes.merge(code, tax, BigDecimal::add));
            }
        }
        return new Figures.Line(line.id(), sku, line.kind(), pieces, pieces, net, money.zero(), taxes);
    }

    private BigDecimal back(String name) {
        return returned.getOrDefault(name, BigDecimal.ZERO);
    }

    /** @param before pieces that came back before */
    private static Figures.Line share(Figures.Line line, BigDecimal before, BigDecimal pieces, MoneyCells money) {
        Map<String, BigDecimal> taxes = new HashMap<>();
        line.taxes().forEach((code, tax) -> taxes.put(code, Shares.next(tax, before, pieces, line.quantity())));
        BigDecimal total = Shares.next(line.total(), before, pieces, line.quantity());
        return new Figures.Line(
                line.id(),
                line.sku(),
                line.kind(),
                pieces,
                pieces,
                total.subtract(Figures.sum(taxes)),
                money.zero(),
                taxes);
    }
}
