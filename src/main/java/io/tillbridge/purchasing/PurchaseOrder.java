package io.tillbridge.purchasing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order to a supplier.
 *
 * @param number what the supplier is told, and what advance notices and receipts name; unique
 * @param position grows with every new order; 0 for one that is not kept yet
 * @param location where the goods are to arrive
 * @param currency of the prices, by ISO 4217; null where none has one
 * @param revision of what the supplier was told; 0 for nothing
 * @param orderedAt when it was sent; null for a draft
 */
public record PurchaseOrder(
        String number,
        long position,
        State state,
        String supplier,
        String location,
        @Nullable String currency,
        @Nullable Instant expectedAt,
        int revision,
        Instant createdAt,
        String createdBy,
        @Nullable Instant orderedAt,
        @Nullable Instant cancelledAt,
        List<Line> lines) {

    public PurchaseOrder {
        lines = List.copyOf(lines);
    }

    /** What has become of it; {@code RECEIVED}: all of it has arrived. */
    public enum State {
        DRAFT,
        SENT,
        RECEIVED,
        CANCELLED
    }

    /**
     * One item; an order has one line for each.
     *
     * @param line from 1
     * @param quantity in base units
     * @param packUnits base units in a pack; the quantity is a multiple of it. Null: no packs
     * @param packUnit what the supplier calls the pack
     * @param unitPrice of a base unit
     */
    public record Line(
            int line,
            String sku,
            BigDecimal quantity,
            @Nullable BigDecimal packUnits,
            @Nullable String packUnit,
            @Nullable String supplierSku,
            @Nullable BigDecimal unitPrice) {

        /** How many packs; null where it is not ordered by packs. */
        public @Nullable BigDecimal packs() {
            return packUnits == null ? null : quantity.divideToIntegralValue(packUnits);
        }

        /** Whether the quantity is whole packs, as it must be. */
        public boolean wholePacks() {
            return packUnits == null || quantity.remainder(packUnits).signum() == 0;
        }
    }

    PurchaseOrder with(List<Line> others) {
        return new PurchaseOrder(
                number,
                position,
                state,
                supplier,
                location,
                currency,
                expectedAt,
                revision,
                createdAt,
                createdBy,
                orderedAt,
                cancelledAt,
                others);
    }
}
