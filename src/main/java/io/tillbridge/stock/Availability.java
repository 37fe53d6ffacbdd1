package io.tillbridge.stock;

import static io.tillbridge.canonical.PlainDecimal.text;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/**
 * What may be sold of one item at one location: sellable less claims and safety stock, never below zero. State with a
 * sequence, not a delta.
 */
public record Availability(Balance balance, BigDecimal safetyStock) {

    /** Available to promise. */
    public BigDecimal available() {
        return raw().max(BigDecimal.ZERO);
    }

    /** Before the floor at zero: negative when more is promised than there is. */
    public BigDecimal raw() {
        return balance.sellable().subtract(balance.claimed()).subtract(safetyStock);
    }

    /** The canonical event {@code availability.v1}. */
    public ObjectNode document() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("sku", balance.sku())
                .put("location", balance.location())
                .put("available", text(available()))
                .put("onHand", text(balance.onHand()))
                .put("sellable", text(balance.sellable()))
                .put("claimed", text(balance.claimed()))
                .put("safetyStock", text(safetyStock))
                .put("sequence", balance.sequence())
                .put("asOf", balance.changedAt().toString());
    }
}
