package io.tillbridge.posting;

import io.tillbridge.canonical.StockReceived;
import io.tillbridge.canonical.Trace;
import io.tillbridge.stock.Bucket;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.MovementDetails;
import io.tillbridge.stock.NoticeClosing;
import io.tillbridge.stock.NoticeKey;
import io.tillbridge.stock.Place;
import org.jspecify.annotations.Nullable;

/** What receipts move. Pure. */
final class GoodsPosting {

    private GoodsPosting() {}

    static void received(Work work, StockReceived received, Effects effects) {
        Place location = Place.location(received.location());
        String consignment = consignment(received);
        if (received.closed() && consignment != null) {
            effects.closings.add(new NoticeClosing(
                    consignment, work.ready.document().messageId(), received.receivedAt(), null, null));
        }
        for (StockReceived.Line line : received.lines()) {
            if (line.quantity().signum() != 0) {
                Movement movement = Movement.between(
                        work.ready.document().messageId(),
                        line.sku(),
                        line.quantity(),
                        location,
                        Bucket.of(line.bucket()),
                        Place.SUPPLIER,
                        "receipt",
                        received.receivedAt());
                TracedGoods.move(
                        movement.with(new MovementDetails(consignment, null, Trace.NONE)), line.traced(), effects);
                TracedGoods.check(line.traced(), line.quantity(), line.sku(), work, effects);
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
}
