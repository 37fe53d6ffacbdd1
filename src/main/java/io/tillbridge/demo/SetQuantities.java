package io.tillbridge.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The checks of {@code inventorySetQuantities} in version 2026-04
 * (shopify.dev/docs/api/admin-graphql/2026-04/mutations/inventorySetQuantities). One refused quantity refuses the call.
 */
final class SetQuantities {

    private static final String ITEM = "gid://shopify/InventoryItem/";
    private static final String LOCATION = "gid://shopify/Location/";
    private static final Set<String> REASONS = Set.of(
            "correction",
            "cycle_count_available",
            "damaged",
            "movement_created",
            "other",
            "received",
            "restock",
            "shrinkage");

    private final Map<String, Integer> levels;
    private final Set<String> known = new HashSet<>();

    /** @param levels by {@link #key}; written only when the whole input is accepted */
    SetQuantities(Map<String, Integer> levels) {
        this.levels = levels;
        for (Assortment.Item item : Assortment.all()) {
            known.add(ITEM + item.shopifyInventoryItem());
        }
        for (String location : Assortment.LOCATIONS) {
            known.add(LOCATION + Assortment.shopifyLocation(location));
        }
    }

    static String key(long inventoryItem, long location) {
        return ITEM + inventoryItem + "@" + LOCATION + location;
    }

    /** The mutation's answer; the levels have changed only if it lists no user error. */
    ObjectNode apply(JsonNode input) {
        if (!Set.of("available", "on_hand").contains(input.path("name").asText())) {
            return userError(
                    "INVALID_NAME",
                    "The quantity name must be either 'available' or 'on_hand'.",
                    List.of("input", "name"));
        }
        if (!REASONS.contains(input.path("reason").asText())) {
            return userError("INVALID_REASON", "The specified reason is invalid.", List.of("input", "reason"));
        }
        JsonNode quantities = input.path("quantities");
        if (!quantities.isArray() || quantities.isEmpty() || quantities.size() > 250) {
            return topLevel("quantities must have 1 to 250 elements");
        }
        ArrayNode errors = Json.array();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < quantities.size(); i++) {
            JsonNode quantity = quantities.get(i);
            if (!quantity.has("changeFromQuantity")) {
                return topLevel("InventoryQuantityInput must include the following argument: changeFromQuantity");
            }
            @Nullable ObjectNode error = problem(quantity, i, seen);
            if (error != null) {
                errors.add(error);
            }
        }
        if (!errors.isEmpty()) {
            return answer(errors);
        }
        quantities.forEach(
                quantity -> levels.put(pair(quantity), quantity.path("quantity").asInt()));
        return answer(errors);
    }

    static ObjectNode userError(String code, String message, List<String> field) {
        return answer(Json.array().add(one(code, message, field)));
    }

    private @Nullable ObjectNode problem(JsonNode quantity, int index, Set<String> seen) {
        if (!known.contains(quantity.path("inventoryItemId").asText())) {
            return at(
                    index,
                    "inventoryItemId",
                    "INVALID_INVENTORY_ITEM",
                    "The specified inventory item could not be found.");
        }
        if (!known.contains(quantity.path("locationId").asText())) {
            return at(index, "locationId", "INVALID_LOCATION", "The specified location could not be found.");
        }
        if (!quantity.path("quantity").isIntegralNumber()
                || quantity.path("quantity").asInt() < 0) {
            return at(index, "quantity", "INVALID_QUANTITY_NEGATIVE", "The quantity can't be negative.");
        }
        if (!seen.add(pair(quantity))) {
            return at(
                    index,
                    "locationId",
                    "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR",
                    "The combination of inventoryItemId and locationId must be unique.");
        }
        JsonNode from = quantity.path("changeFromQuantity");
        if (!from.isNull() && from.asInt() != levels.getOrDefault(pair(quantity), 0)) {
            return at(
                    index,
                    "changeFromQuantity",
                    "CHANGE_FROM_QUANTITY_STALE",
                    "The changeFromQuantity value does not match persisted value.");
        }
        return null;
    }

    private static String pair(JsonNode quantity) {
        return quantity.path("inventoryItemId").asText() + "@"
                + quantity.path("locationId").asText();
    }

    private static ObjectNode at(int index, String member, String code, String message) {
        return one(code, message, List.of("input", "quantities", Integer.toString(index), member));
    }

    private static ObjectNode one(String code, String message, List<String> field) {
        ObjectNode error = Json.object().put("code", code).put("message", message);
        ArrayNode path = error.putArray("field");
        field.forEach(path::add);
        return error;
    }

    private static ObjectNode answer(ArrayNode userErrors) {
        ObjectNode answer = Json.object();
        ObjectNode result = answer.putObject("data").putObject("inventorySetQuantities");
        if (userErrors.isEmpty()) {
            result.putObject("inventoryAdjustmentGroup")
                    .put("reason", "correction")
                    .putArray("changes");
        } else {
            result.putNull("inventoryAdjustmentGroup");
        }
        result.set("userErrors", userErrors);
        return answer;
    }

    private static ObjectNode topLevel(String message) {
        ObjectNode answer = Json.object();
        answer.putArray("errors")
                .addObject()
                .put("message", message)
                .putObject("extensions")
                .put("code", "INVALID_FIELD_ARGUMENTS");
        return answer;
    }
}
