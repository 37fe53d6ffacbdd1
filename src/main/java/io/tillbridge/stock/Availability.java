package io.tillbridge.stock;

import static io.tillbridge.canonical.PlainDecimal.text;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
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

    /** The canonical event {@code availability.v1} as JSON text. */
    public String document() {
        StringBuilder out = new StringBuilder(220);
        out.append("{\"sku\":\"");
        quote(out, balance.sku());
        out.append("\",\"location\":\"");
        quote(out, balance.location());
        out.append("\",\"available\":\"").append(text(available()));
        out.append("\",\"onHand\":\"").append(text(balance.onHand()));
        out.append("\",\"sellable\":\"").append(text(balance.sellable()));
        out.append("\",\"claimed\":\"").append(text(balance.claimed()));
        out.append("\",\"safetyStock\":\"").append(text(safetyStock));
        out.append("\",\"sequence\":").append(balance.sequence());
        out.append(",\"asOf\":\"").append(balance.changedAt()).append("\"}");
        return out.toString();
    }

    private static void quote(StringBuilder out, String text) {
        JsonStringEncoder.getInstance().quoteAsString(text, out);
    }
}
