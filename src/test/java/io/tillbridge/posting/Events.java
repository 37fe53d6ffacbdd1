package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.CanonicalReader;
import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.ItemUpserted;
import io.tillbridge.mapping.ExactJson;

/** Canonical events for tests, in the shape of {@code config/canonical}. */
public final class Events {

    private Events() {}

    public static ObjectNode sale(String receipt, String sku, String quantity) {
        ObjectNode sale = ExactJson.nodes()
                .objectNode()
                .put("system", "shop")
                .put("register", "R1")
                .put("receiptNumber", receipt)
                .put("location", "S1")
                .put("soldAt", "2026-11-21T11:00:00Z")
                .put("currency", "EUR");
        sale.putArray("lines").addObject().put("id", "1").put("sku", sku).put("quantity", quantity);
        return sale;
    }

    public static ObjectNode received(String id, String sku, String quantity) {
        ObjectNode received = ExactJson.nodes()
                .objectNode()
                .put("system", "shop")
                .put("id", id)
                .put("location", "S1")
                .put("receivedAt", "2026-11-21T10:00:00Z");
        received.putArray("lines").addObject().put("id", "1").put("sku", sku).put("quantity", quantity);
        return received;
    }

    public static ObjectNode returned(String id, String sku, String quantity, String restock) {
        ObjectNode returned = ExactJson.nodes()
                .objectNode()
                .put("system", "shop")
                .put("id", id)
                .put("orderId", "O1")
                .put("location", "S1")
                .put("returnedAt", "2026-11-21T11:30:00Z");
        returned.putArray("lines")
                .addObject()
                .put("id", "1")
                .put("sku", sku)
                .put("quantity", quantity)
                .put("restock", restock);
        return returned;
    }

    public static ObjectNode snapshot(String sku, String quantity, String observedAt) {
        return ExactJson.nodes()
                .objectNode()
                .put("system", "shop")
                .put("sku", sku)
                .put("location", "S1")
                .put("quantity", quantity)
                .put("observedAt", observedAt);
    }

    /** A count of one line at S1 by the connection that owns the counts. */
    public static ObjectNode counted(String id, String sku, String quantity, String countedAt) {
        ObjectNode counted = ExactJson.nodes()
                .objectNode()
                .put("system", "shop")
                .put("id", id)
                .put("location", "S1")
                .put("countedAt", countedAt);
        counted.putArray("lines").addObject().put("id", "1").put("sku", sku).put("quantity", quantity);
        return counted;
    }

    public static ObjectNode item(String sku, int revision) {
        return ExactJson.nodes()
                .objectNode()
                .put("system", "shop")
                .put("id", "i-" + sku)
                .put("sku", sku)
                .put("revision", String.valueOf(revision));
    }

    /** An item as the books read it. */
    static ItemUpserted event(ObjectNode item) {
        return (ItemUpserted) CanonicalReader.read(EventType.ITEM_UPSERTED, item, PostingBed.NOW);
    }

    /** An order of one line. */
    public static ObjectNode order(
            String id, int revision, String state, String sku, String quantity, String fulfilled) {
        ObjectNode order = ExactJson.nodes()
                .objectNode()
                .put("system", "shop")
                .put("id", id)
                .put("number", "#" + id)
                .put("state", state)
                .put("revision", String.valueOf(revision))
                .put("currency", "EUR")
                .put("location", "S1");
        order.putArray("lines")
                .addObject()
                .put("id", "L1")
                .put("sku", sku)
                .put("quantity", quantity)
                .put("fulfilled", fulfilled);
        return order;
    }
}
