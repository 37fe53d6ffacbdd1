package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;

/** What warehouses and stores say of orders, for tests, in the shape of {@code config/canonical}. */
final class Fulfilments {

    private Fulfilments() {}

    /** Goods of one item that left S1. */
    static ObjectNode shipped(String system, String id, String order, String sku, String quantity) {
        return fact(system, id, order, sku, quantity).put("shippedAt", "2026-11-21T11:00:00Z");
    }

    /** A step at S1 before that. */
    static ObjectNode step(String system, String id, String order, String sku, String quantity) {
        return fact(system, id, order, sku, quantity).put("occurredAt", "2026-11-21T10:50:00Z");
    }

    static ObjectNode shortPicked(String system, String id, String order, String sku, String ordered, String found) {
        ObjectNode step = step(system, id, order, sku, found);
        ((ObjectNode) step.at("/lines/0")).put("ordered", ordered);
        return step;
    }

    private static ObjectNode fact(String system, String id, String order, String sku, String quantity) {
        ObjectNode fact = ExactJson.nodes()
                .objectNode()
                .put("system", system)
                .put("id", id)
                .put("orderId", order)
                .put("location", "S1");
        fact.putArray("lines").addObject().put("id", "1").put("sku", sku).put("quantity", quantity);
        return fact;
    }
}
