package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;

/** Events of transfers from S1 to S2 for tests, of one line. */
public final class Transferred {

    private Transferred() {}

    public static ObjectNode committed(String id, String transfer, String at, String sku, String quantity) {
        return event(id, transfer, at, sku, quantity);
    }

    public static ObjectNode sent(String id, String transfer, String sku, String quantity) {
        return event(id, transfer, "2026-11-21T09:00:00Z", sku, quantity);
    }

    public static ObjectNode received(String id, String transfer, String sku, String quantity) {
        return event(id, transfer, "2026-11-21T10:00:00Z", sku, quantity);
    }

    /** A receipt of nothing that closes the transfer. */
    public static ObjectNode closed(String id, String transfer) {
        ObjectNode closed =
                event(id, transfer, "2026-11-21T11:00:00Z", "none", "0").put("closed", true);
        closed.putArray("lines");
        return closed.put("reason", "lost by the carrier");
    }

    private static ObjectNode event(String id, String transfer, String at, String sku, String quantity) {
        ObjectNode event = ExactJson.nodes()
                .objectNode()
                .put("system", "shop")
                .put("id", id)
                .put("transfer", transfer)
                .put("from", "S1")
                .put("to", "S2")
                .put("occurredAt", at);
        event.putArray("lines").addObject().put("id", "1").put("sku", sku).put("quantity", quantity);
        return event;
    }
}
