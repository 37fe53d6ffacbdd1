package io.tillbridge.books;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an order sold and what of it came back before, for a return that gives no amounts of its own.
 *
 * @param document the order as it is posted
 * @param returned pieces that came back before, by the order's line
 */
public record SoldOrder(JsonNode document, Map<String, BigDecimal> returned) {

    public SoldOrder {
        returned = new HashMap<>(returned);
    }

    /** The stored figures of the next pieces of a line; null when the order has no such line or tells no money of it. */
    Figures.@Nullable Line next(String lineId, BigDecimal pieces, MoneyCells money, Ledger ledger) {
        Figures figures = Figures.of(document, money, ledger);
        for (Figures.Line line : figures.lines()) {
            if (line.id().equals(lineId) && line.total().signum() != 0) {
                BigDecimal before = returned.getOrDefault(lineId, BigDecimal.ZERO);
                returned.merge(lineId, pieces, BigDecimal::add);
                Map<String, BigDecimal> taxes = new HashMap<>();
                line.taxes().forEach((code, tax) -> taxes.put(code, Shares.next(tax, before, pieces, line.quantity())));
                BigDecimal total = Shares.next(line.total(), before, pieces, line.quantity());
                return new Figures.Line(
                        lineId,
                        line.sku(),
                        line.kind(),
                        pieces,
                        pieces,
                        total.subtract(Figures.sum(taxes)),
                        money.zero(),
                        taxes);
            }
        }
        return null;
    }
}
