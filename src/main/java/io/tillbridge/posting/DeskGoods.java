package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.CanonicalReader;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.MappingIdentity;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.ReadyDocument;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.platform.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * What people say over the order desk that they did with an order's goods: a fact as a store's own system would tell it, but
 * that no message brought it and no mapping made it. It has the name of the request, so that it is posted once.
 */
final class DeskGoods {

    /** Who tells it. */
    static final String SYSTEM = "desk";

    private static final String KEY = SYSTEM + "|";
    private static final MappingIdentity NO_MAPPING = new NoMapping(SYSTEM, 1, "");

    private DeskGoods() {}

    private record NoMapping(String subject, int version, String sha256) implements MappingIdentity {}

    static boolean is(GoodsFact fact) {
        return fact.factKey().startsWith(KEY);
    }

    /** Whether a work is told by the desk. */
    static boolean is(Work.Translated translated) {
        return translated.factKey().startsWith(KEY);
    }

    /** The step that a request is; its fact and its movements bear it. */
    static UUID id(String operation) {
        return UUID.nameUUIDFromBytes((KEY + operation).getBytes(StandardCharsets.UTF_8));
    }

    static String factKey(UUID id) {
        return KEY + id;
    }

    /** What is asked for, whatever the order is: the same request again is equal. */
    static byte[] hash(OrderDesk.Step step) {
        ObjectNode asked = ExactJson.nodes()
                .objectNode()
                .put("system", step.order().system())
                .put("id", step.order().id())
                .put("kind", step.kind().name())
                .put("location", step.location());
        for (OrderMoves.Part part : step.parts()) {
            asked.withArray("lines")
                    .addObject()
                    .put("line", part.line())
                    .put("quantity", part.quantity() == null ? null : PlainDecimal.text(part.quantity()));
        }
        return Sha256.of(asked.toString());
    }

    /** The work that posts it. */
    static Work work(OrderDesk.Step step, AskedGoods asked, Instant now) {
        UUID id = id(step.operation());
        OrderKey order = step.order();
        ObjectNode body = ExactJson.nodes()
                .objectNode()
                .put("system", SYSTEM)
                .put("id", id.toString())
                .put("orderId", order.id())
                .put("orderSystem", order.system())
                .put("location", asked.location())
                .put("occurredAt", now.toString());
        ArrayNode lines = body.putArray("lines");
        for (AskedGoods.Line one : asked.lines()) {
            String quantity = PlainDecimal.text(one.quantity());
            boolean missing = step.kind() == OrderDesk.Kind.MISSING;
            ObjectNode line = lines.addObject()
                    .put("id", one.line().id())
                    .put("orderLineId", one.line().id())
                    .put("sku", one.line().sku())
                    .put("quantity", missing ? "0" : quantity);
            if (missing) {
                line.put("ordered", quantity);
            }
        }
        String json = body.toString();
        Work work = new Work(ReadyDocument.arrived(new AcceptedDocument(
                id,
                null,
                SYSTEM,
                step.kind().event().word(),
                null,
                order.id(),
                now,
                "application/json",
                Map.of(),
                json.getBytes(StandardCharsets.UTF_8),
                null)));
        work.translated = new Work.Translated(
                NO_MAPPING,
                body,
                json,
                hash(step),
                CanonicalReader.read(step.kind().event(), body, now),
                factKey(id));
        work.order = order;
        return work;
    }
}
