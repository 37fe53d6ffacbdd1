package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.sourcing.Destination;
import io.tillbridge.stock.Behind;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How an order is to be fulfilled, as its canonical document says.
 *
 * @param promisedAt when its customer is to have the goods; null when the order does not say
 * @param methods by line, a type of {@code config/fulfilment.yaml}
 */
record OrderTerms(@Nullable Instant promisedAt, Destination destination, Map<String, String> methods) {

    /** What the order says of each line, by the line's id. */
    static Map<String, Behind.Terms> lines(ObjectNode document) {
        String ofOrder = document.path("fulfilment").asText(null);
        String promised = document.path("promisedAt").asText("");
        Instant at = promised.isEmpty() ? null : Instant.parse(promised);
        Map<String, Behind.Terms> lines = new HashMap<>();
        for (JsonNode line : document.path("lines")) {
            lines.put(
                    line.path("id").asText(),
                    new Behind.Terms(line.path("fulfilment").asText(ofOrder), at));
        }
        return lines;
    }

    /** @param usual the type of lines that name none */
    static OrderTerms of(ObjectNode document, String usual) {
        String ofOrder = document.path("fulfilment").asText(usual);
        Map<String, String> methods = new TreeMap<>();
        for (JsonNode line : document.path("lines")) {
            methods.put(line.path("id").asText(), line.path("fulfilment").asText(ofOrder));
        }
        String promised = document.path("promisedAt").asText("");
        JsonNode to = document.path("shipTo");
        return new OrderTerms(
                promised.isEmpty() ? null : Instant.parse(promised),
                new Destination(
                        to.path("country").asText(null), to.path("postcode").asText(null)),
                methods);
    }
}
