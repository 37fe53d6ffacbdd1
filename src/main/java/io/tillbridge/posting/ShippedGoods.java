package io.tillbridge.posting;

import io.tillbridge.canonical.Trace;
import io.tillbridge.stock.Bucket;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.Place;
import io.tillbridge.stock.StockKey;
import java.util.ArrayList;
import java.util.List;

/** What left of an order, as the ledger moves it. */
final class ShippedGoods {

    private ShippedGoods() {}

    /** Goods that left for the customer, and those that did not leave from there after all; in the order of arrival. */
    static List<Movement> of(OrderFold fold, SoldBundles.Leaving leaving) {
        List<Movement> movements = new ArrayList<>();
        for (OrderFold.Shipment shipment : fold.shipments()) {
            StockKey from = shipment.goods().from();
            for (SoldBundle.Part part : leaving.of(from, shipment.goods().quantity())) {
                Movement movement = Movement.between(
                        shipment.by().messageId(),
                        part.sku(),
                        part.quantity().negate(),
                        Place.location(from.location()),
                        Bucket.SELLABLE,
                        Place.CUSTOMER,
                        "shipment",
                        shipment.by().occurredAt());
                Trace trace = shipment.goods().trace();
                movements.add(
                        trace.none() || !part.sku().equals(from.sku())
                                ? movement
                                : movement.of(trace, movement.quantity()));
            }
        }
        return movements;
    }
}
