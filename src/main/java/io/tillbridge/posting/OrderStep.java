package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.canonical.FulfilmentStep;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a warehouse, a store or the shop told of an order's goods.
 *
 * @param type the event's word
 * @param messageId null of what people told here
 * @param method carrier and service, as far as told
 */
public record OrderStep(
        String type,
        String system,
        String id,
        @Nullable String location,
        Instant at,
        @Nullable String method,
        List<String> tracking,
        @Nullable UUID messageId,
        List<Goods> lines) {

    public OrderStep {
        tracking = List.copyOf(tracking);
        lines = List.copyOf(lines);
    }

    /** One line of a step. */
    public record Goods(
            @Nullable String orderLine,
            String sku,
            BigDecimal quantity,
            @Nullable BigDecimal ordered) {}

    static OrderStep of(GoodsFact fact) {
        FulfilmentStep step = fact.step();
        List<Goods> lines = new ArrayList<>();
        step.lines()
                .forEach(line -> lines.add(new Goods(line.orderLine(), line.sku(), line.quantity(), line.ordered())));
        List<String> tracking = new ArrayList<>();
        fact.body().path("tracking").forEach(number -> tracking.add(number.asText()));
        return new OrderStep(
                step.type().word(),
                step.system(),
                step.id(),
                step.location(),
                step.occurredAt(),
                method(fact.body()),
                tracking,
                fact.here() ? null : fact.messageId(),
                lines);
    }

    private static @Nullable String method(JsonNode body) {
        String carrier = body.path("carrier").asText("");
        String service = body.path("service").asText("");
        String method = (carrier + " " + service).strip();
        return method.isEmpty() ? null : method;
    }
}
