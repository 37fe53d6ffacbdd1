package io.tillbridge.stock;

import static io.tillbridge.canonical.PlainDecimal.text;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What may be sold of one item at one location by an offer: sellable less claims, safety stock and buffer, never below zero
 * and never more than the channel's quota leaves. State with a sequence, not a delta.
 *
 * @param exclusion why the location promises nothing for the offer, whatever it has; null when it may
 * @param quota of the item in the offer's channel, at all locations together; null: none
 */
public record Availability(
        Balance balance,
        BigDecimal safetyStock,
        Buffer buffer,
        @Nullable Exclusion exclusion,
        Quota.@Nullable Standing quota) {

    /** Of a location that keeps nothing back but safety stock. */
    public Availability(Balance balance, BigDecimal safetyStock) {
        this(balance, safetyStock, Buffer.NONE, null, null);
    }

    /** The same of a location of which nobody knows what is there; one that may not serve the offer need not be known. */
    public Availability unknown() {
        return outside() ? this : new Availability(balance, safetyStock, buffer, Exclusion.SOURCE_STALE, quota);
    }

    private boolean outside() {
        return exclusion != null && exclusion.outside();
    }

    /** What is promised beyond what is there, and may be served from elsewhere in the offer's network; never below zero. */
    public BigDecimal shortfall() {
        return outside()
                ? BigDecimal.ZERO
                : balance.claimed().subtract(balance.sellable()).max(BigDecimal.ZERO);
    }

    /** The same of a location that may promise what it has. */
    public Availability withoutExclusion() {
        return new Availability(balance, safetyStock, buffer, null, quota);
    }

    /** Available to promise. */
    public BigDecimal available() {
        return quota == null ? here() : here().min(quota.left());
    }

    /** The same without the quota, which is of all locations together. */
    public BigDecimal here() {
        return exclusion == null ? raw().subtract(buffer.units()).max(BigDecimal.ZERO) : BigDecimal.ZERO;
    }

    /** Before buffer and exclusion: negative when more is promised than there is. */
    public BigDecimal raw() {
        return balance.sellable().subtract(balance.claimed()).subtract(safetyStock);
    }

    /** The canonical event {@code availability.v1} of what one channel may sell. */
    public ObjectNode document(Offer offer) {
        ObjectNode document = document().put("buffer", text(buffer.units()));
        if (offer.channel() != null) {
            document.put("channel", offer.channel());
        }
        if (offer.fulfilment() != null) {
            document.put("fulfilment", offer.fulfilment());
        }
        if (quota != null) {
            document.put("quotaLeft", text(quota.left()));
        }
        return document;
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
