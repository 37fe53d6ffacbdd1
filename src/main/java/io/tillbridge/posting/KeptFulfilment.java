package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.CanonicalReader;
import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.Order;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.orders.OrderState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What has left the shelf comes back only by a return, never because another revision counts it differently or leaves its
 * line out: the posted order keeps the greater figure, and a line that is left out as far as it was fulfilled, so that a
 * revision that names it again moves nothing twice.
 */
final class KeptFulfilment {

    private KeptFulfilment() {}

    /** The state with what {@code other} knows as fulfilled and it does not; the state itself when that is nothing. */
    static OrderState in(OrderState state, Order other) {
        Map<String, Order.Line> fulfilled = new LinkedHashMap<>();
        for (Order.Line line : other.lines()) {
            if (line.fulfilled().signum() > 0) {
                fulfilled.put(line.id(), line);
            }
        }
        state.order()
                .lines()
                .forEach(line -> fulfilled.computeIfPresent(
                        line.id(), (id, known) -> line.fulfilled().compareTo(known.fulfilled()) < 0 ? known : null));
        if (fulfilled.isEmpty()) {
            return state;
        }
        ObjectNode document = state.document().deepCopy();
        for (JsonNode node : document.path("lines")) {
            Order.Line line = fulfilled.remove(node.path("id").asText());
            if (line != null) {
                ((ObjectNode) node).put("fulfilled", PlainDecimal.text(line.fulfilled()));
            }
        }
        fulfilled.values().forEach(line -> document.withArray("lines").add(leftOut(line, other)));
        return new OrderState(
                read(document, state.order().occurredAt()),
                document,
                document.toString(),
                state.contentHash(),
                state.mapping(),
                state.messageId(),
                state.departures(),
                state.fulfilments(),
                state.allocations(),
                state.ordered());
    }

    /** An order's canonical document; {@code occurredAt} stands in where its revision is no instant. */
    static Order read(ObjectNode document, Instant occurredAt) {
        return (Order) CanonicalReader.read(EventType.ORDER, document, occurredAt);
    }

    /** What stays posted of a line that a revision leaves out: as much as has left the shelf, and where from. */
    private static ObjectNode leftOut(Order.Line line, Order other) {
        String fulfilled = PlainDecimal.text(line.fulfilled());
        ObjectNode kept = ExactJson.nodes()
                .objectNode()
                .put("id", line.id())
                .put("sku", line.sku())
                .put("quantity", fulfilled)
                .put("fulfilled", fulfilled);
        String location = line.location() == null ? other.location() : line.location();
        return location == null ? kept : kept.put("location", location);
    }
}
