package io.tillbridge.posting;

import io.tillbridge.canonical.StockAdjusted;
import io.tillbridge.canonical.StockReceived;
import io.tillbridge.stock.Bucket;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.MovementDetails;
import io.tillbridge.stock.NoticeKey;
import io.tillbridge.stock.Place;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What receipts and adjustments move. Pure. */
final class GoodsPosting {

    private GoodsPosting() {}

    static void received(UUID messageId, StockReceived received, Effects effects) {
        Place location = Place.location(received.location());
        String consignment = consignment(received);
        for (StockReceived.Line line : received.lines()) {
            if (line.quantity().signum() != 0) {
                effects.move(Movement.between(
                                messageId,
                                line.sku(),
                                line.quantity(),
                                location,
                                Bucket.of(line.bucket()),
                                Place.SUPPLIER,
                                "receipt",
                                received.receivedAt())
                        .with(new MovementDetails(consignment, null, line.lot(), null)));
            }
        }
    }

    private static @Nullable String consignment(StockReceived received) {
        if (received.notice() != null) {
            return new NoticeKey(received.system(), received.notice()).consignment();
        }
        String order = received.purchaseOrder();
        return order == null || order.isBlank() ? null : NoticeKey.consignment(order.strip());
    }

    /** Found and lost goods come from and go to loss; what goes to another bucket stays where it is. */
    static void adjusted(UUID messageId, StockAdjusted adjusted, Effects effects) {
        Place location = Place.location(adjusted.location());
        for (StockAdjusted.Line line : adjusted.lines()) {
            Bucket bucket = Bucket.of(line.bucket());
            Bucket to = line.toBucket() == null ? null : Bucket.of(line.toBucket());
            if (line.quantity().signum() == 0 || to == bucket) {
                continue;
            }
            Movement movement = to == null
                    ? Movement.between(
                            messageId,
                            line.sku(),
                            line.quantity(),
                            location,
                            bucket,
                            Place.LOSS,
                            "adjustment",
                            adjusted.adjustedAt())
                    : new Movement(
                            messageId,
                            line.sku(),
                            line.quantity(),
                            location,
                            bucket,
                            location,
                            to,
                            "bucket",
                            adjusted.adjustedAt(),
                            null);
            effects.move(movement.with(new MovementDetails(null, adjusted.reason(), line.lot(), null)));
        }
    }
}
