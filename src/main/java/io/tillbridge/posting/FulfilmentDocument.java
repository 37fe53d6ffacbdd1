package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.platform.Sha256;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The canonical event {@code fulfilment_requested.v1}. */
final class FulfilmentDocument {

    private static final List<String> COPIED = List.of("service", "promisedAt", "shipTo");
    private static final List<String> OF_LINE = List.of("name", "unitPrice");

    private FulfilmentDocument() {}

    /** What is told of a request, less its number: equal documents are not told twice. */
    static ObjectNode of(
            FulfilmentRequest.Name name, List<FulfilmentRequest.Line> lines, boolean cancelled, ObjectNode order) {
        ObjectNode document = ExactJson.nodes().objectNode();
        document.put("system", name.order().system())
                .put("orderId", name.order().id())
                .put("orderNumber", order.path("number").asText())
                .put("location", name.location())
                .put("method", name.method());
        for (String cell : COPIED) {
            JsonNode value = order.get(cell);
            if (value != null && !value.isNull()) {
                document.set(cell, value);
            }
        }
        if (cancelled) {
            document.put("cancelled", true);
        }
        Map<String, JsonNode> said = new HashMap<>();
        order.path("lines").forEach(line -> said.put(line.path("id").asText(), line));
        ArrayNode rows = document.putArray("lines");
        for (FulfilmentRequest.Line line : lines) {
            ObjectNode row = rows.addObject()
                    .put("id", line.id())
                    .put("sku", line.sku())
                    .put("quantity", PlainDecimal.text(line.quantity()));
            JsonNode cells = said.get(line.id());
            for (String cell : OF_LINE) {
                if (cells != null && cells.hasNonNull(cell)) {
                    row.set(cell, cells.get(cell));
                }
            }
        }
        return document;
    }

    static byte[] hash(ObjectNode document) {
        return Sha256.of(document.toString());
    }

    /** The event of a request. */
    static ObjectNode told(FulfilmentRequest request, ObjectNode document) {
        ObjectNode event = ExactJson.nodes()
                .objectNode()
                .put("id", FulfilmentRequestRows.id(request.name(), request.generation()))
                .put("revision", String.valueOf(request.sequence()))
                .put("sequence", request.sequence())
                .put("requestedAt", request.requestedAt().toString());
        event.setAll(document);
        return event;
    }
}
