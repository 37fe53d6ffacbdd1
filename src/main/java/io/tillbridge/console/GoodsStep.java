package io.tillbridge.console;

import static io.tillbridge.canonical.PlainDecimal.text;

import io.tillbridge.posting.OrderStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A step of an order's goods.
 *
 * @param type the event's word
 * @param messageId null of what left over the reservation desk
 */
record GoodsStep(
        String type,
        String system,
        String id,
        @Nullable String location,
        Instant at,
        @Nullable String method,
        List<String> tracking,
        @Nullable UUID messageId,
        List<GoodsLine> lines) {

    /** One line of a step; {@code ordered} is what was asked for. */
    record GoodsLine(
            @Nullable String orderLine,
            String sku,
            String quantity,
            @Nullable String ordered) {}

    static GoodsStep of(OrderStep step) {
        List<GoodsLine> lines = new ArrayList<>();
        for (OrderStep.Goods line : step.lines()) {
            lines.add(new GoodsLine(
                    line.orderLine(),
                    line.sku(),
                    text(line.quantity()),
                    line.ordered() == null ? null : text(line.ordered())));
        }
        return new GoodsStep(
                step.type(),
                step.system(),
                step.id(),
                step.location(),
                step.at(),
                step.method(),
                step.tracking(),
                step.messageId(),
                lines);
    }
}
