package io.tillbridge.stock;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * What movements make of one item of a transfer.
 *
 * @param sent left its location
 * @param received arrived; more than was sent is told and kept
 * @param lost what was missing when it was closed; below zero: what was found
 */
record TransferLine(String consignment, String sku, BigDecimal sent, BigDecimal received, BigDecimal lost) {

    private static TransferLine nothing(String consignment, String sku) {
        return new TransferLine(consignment, sku, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    /** What movements add to the lines of their transfers, in the order of their keys. What is undone is taken off. */
    static Collection<TransferLine> changes(Collection<Movement> movements) {
        Map<String, TransferLine> changes = new TreeMap<>();
        for (Movement movement : movements) {
            String consignment = movement.details().consignment();
            if (consignment != null && TransferKey.names(movement.details())) {
                changes.merge(
                        consignment + '\0' + movement.sku(),
                        nothing(consignment, movement.sku()).and(movement),
                        TransferLine::plus);
            }
        }
        return changes.values();
    }

    private TransferLine and(Movement movement) {
        boolean undoes = movement.reverses() != null;
        Place from = undoes ? movement.to() : movement.from();
        Place to = undoes ? movement.from() : movement.to();
        BigDecimal quantity = undoes ? movement.quantity().negate() : movement.quantity();
        if (from.isLocation() && to.equals(Place.IN_TRANSIT)) {
            return new TransferLine(consignment, sku, sent.add(quantity), received, lost);
        }
        if (from.equals(Place.IN_TRANSIT) && to.isLocation()) {
            return new TransferLine(consignment, sku, sent, received.add(quantity), lost);
        }
        boolean found = from.equals(Place.LOSS);
        return new TransferLine(consignment, sku, sent, received, found ? lost.subtract(quantity) : lost.add(quantity));
    }

    private TransferLine plus(TransferLine other) {
        return new TransferLine(
                consignment, sku, sent.add(other.sent), received.add(other.received), lost.add(other.lost));
    }
}
