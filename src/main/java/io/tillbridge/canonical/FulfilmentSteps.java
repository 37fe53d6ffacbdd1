package io.tillbridge.canonical;

import static io.tillbridge.canonical.Cells.id;
import static io.tillbridge.canonical.Cells.instant;
import static io.tillbridge.canonical.Cells.lines;
import static io.tillbridge.canonical.Cells.notNegative;
import static io.tillbridge.canonical.Cells.optionalId;
import static io.tillbridge.canonical.Cells.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Reads {@code shipment_confirmed.v1} and {@code fulfilment.v1}. */
final class FulfilmentSteps {

    private FulfilmentSteps() {}

    static FulfilmentStep read(EventType type, ObjectNode body) {
        List<FulfilmentStep.Line> lines = lines(
                body,
                line -> new FulfilmentStep.Line(
                        id(line, "id"),
                        optionalId(line, "orderLineId"),
                        text(line, "sku"),
                        notNegative(line, "quantity"),
                        line.hasNonNull("ordered") ? notNegative(line, "ordered") : null,
                        Traced.of(line)));
        boolean shipped = type == EventType.SHIPMENT_CONFIRMED;
        return new FulfilmentStep(
                type,
                id(body, "system"),
                id(body, "id"),
                OrderReference.of(body),
                optionalId(body, "location"),
                instant(body, shipped ? "shippedAt" : "occurredAt"),
                shipped ? SplitLines.of(lines) : lines);
    }
}
