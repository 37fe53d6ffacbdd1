package io.tillbridge.stock;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is lost of a closed transfer: one movement for each item, in the name of the event that closed it. When something is
 * sent or arrives afterwards it is undone and moved anew, so the books end the same in whatever order events come.
 */
record TransferSettlement(
        TransferKey key, @Nullable UUID before, @Nullable UUID closer, Instant closedAt) {

    static final String REASON = "transfer_loss";

    /**
     * Pure.
     *
     * @param missing sent less received, by SKU
     * @param live movements that count of the event in whose name the loss was moved before
     * @param undone movements that this transaction undoes already
     */
    List<Movement> movements(Map<String, BigDecimal> missing, List<LedgerEntry> live, Set<Long> undone) {
        Map<String, BigDecimal> wanted = closer == null ? new TreeMap<>() : new TreeMap<>(missing);
        List<Movement> movements = new ArrayList<>();
        for (LedgerEntry entry : live) {
            boolean own = entry.reason().equals(REASON)
                    && key.consignment().equals(entry.details().consignment());
            if (!own || undone.contains(entry.id())) {
                continue;
            }
            BigDecimal lost = entry.toPlace().equals(Place.LOSS.name())
                    ? entry.quantity()
                    : entry.quantity().negate();
            boolean right = entry.messageId().equals(closer)
                    && lost.compareTo(wanted.getOrDefault(entry.sku(), BigDecimal.ZERO)) == 0;
            if (right) {
                wanted.remove(entry.sku());
            } else {
                movements.add(Movement.reversing(entry));
            }
        }
        if (closer != null) {
            UUID name = closer;
            wanted.forEach((sku, lost) -> {
                if (lost.signum() != 0) {
                    movements.add(moved(name, sku, lost));
                }
            });
        }
        return movements;
    }

    private Movement moved(UUID name, String sku, BigDecimal lost) {
        boolean found = lost.signum() < 0;
        return new Movement(
                name,
                sku,
                lost.abs(),
                found ? Place.LOSS : Place.IN_TRANSIT,
                Bucket.SELLABLE,
                found ? Place.IN_TRANSIT : Place.LOSS,
                Bucket.SELLABLE,
                REASON,
                closedAt,
                null,
                MovementDetails.of(key.consignment()));
    }
}
