package io.tillbridge.canonical;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * How a fact names the order it belongs to: as far as its source knows it.
 *
 * @param system the connection that owns the order; null when the source does not say, as most warehouses
 * @param id the order's id in that system
 * @param number what people call it there
 */
public record OrderReference(
        @Nullable String system,
        @Nullable String id,
        @Nullable String number) {

    static OrderReference of(JsonNode body) {
        return new OrderReference(
                Cells.optionalId(body, "orderSystem"),
                Cells.optionalId(body, "orderId"),
                Cells.optional(body, "orderNumber"));
    }

    /** Whether it names no order at all. */
    public boolean none() {
        return id == null && number == null;
    }

    /** A number as it is compared: some write a sign before it and some do not. */
    public static String bare(String number) {
        return number.startsWith("#") ? number.substring(1) : number;
    }
}
