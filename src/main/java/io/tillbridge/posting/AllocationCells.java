package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.posting.Allocations.Allocation;
import io.tillbridge.posting.Allocations.GivenUp;
import io.tillbridge.posting.Allocations.Substitute;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What was decided of an order's lines, as the order keeps it: by line, places and what stands in for it. */
final class AllocationCells {

    private AllocationCells() {}

    static Allocations read(String text) {
        Map<String, List<Allocation>> lines = new TreeMap<>();
        Map<String, List<Substitute>> substitutes = new TreeMap<>();
        for (Map.Entry<String, JsonNode> line : ExactJson.parse(text).properties()) {
            for (JsonNode cell : line.getValue()) {
                if (cell.has("offer")) {
                    substitutes
                            .computeIfAbsent(line.getKey(), id -> new ArrayList<>())
                            .add(substitute(cell));
                } else {
                    lines.computeIfAbsent(line.getKey(), id -> new ArrayList<>())
                            .add(place(cell));
                }
            }
        }
        return new Allocations(lines, substitutes);
    }

    private static Substitute substitute(JsonNode cell) {
        return new Substitute(
                cell.path("offer").asLong(),
                cell.path("sku").asText(),
                UUID.fromString(cell.path("held").asText()),
                new BigDecimal(cell.path("quantity").asText()),
                new BigDecimal(cell.path("wanted").asText()),
                new BigDecimal(cell.path("had").asText("0")),
                Instant.parse(cell.path("at").asText()));
    }

    private static Allocation place(JsonNode cell) {
        return new Allocation(
                cell.path("location").asText(),
                new BigDecimal(cell.path("quantity").asText()),
                cell.path("rule").asText(),
                cell.path("why").asText(),
                Instant.parse(cell.path("at").asText()),
                givenUp(cell.path("givenUp")));
    }

    private static List<GivenUp> givenUp(JsonNode text) {
        List<GivenUp> all = new ArrayList<>();
        for (JsonNode one : text) {
            all.add(new GivenUp(
                    new BigDecimal(one.path("quantity").asText()),
                    one.path("to").asText(),
                    one.path("reason").asText(),
                    UUID.fromString(one.path("cause").asText()),
                    Instant.parse(one.path("at").asText())));
        }
        return all;
    }

    static String text(Map<String, List<Allocation>> lines, Map<String, List<Substitute>> substitutes) {
        ObjectNode text = ExactJson.nodes().objectNode();
        lines.forEach((id, places) -> {
            ArrayNode cells = cells(text, id);
            places.forEach(place -> put(cells.addObject(), place));
        });
        substitutes.forEach((id, some) -> {
            ArrayNode cells = cells(text, id);
            some.forEach(one -> cells.addObject()
                    .put("offer", one.offer())
                    .put("sku", one.sku())
                    .put("held", one.held().toString())
                    .put("quantity", PlainDecimal.text(one.quantity()))
                    .put("wanted", PlainDecimal.text(one.wanted()))
                    .put("had", PlainDecimal.text(one.had()))
                    .put("at", one.at().toString()));
        });
        return text.toString();
    }

    private static ArrayNode cells(ObjectNode text, String line) {
        return text.get(line) instanceof ArrayNode known ? known : text.putArray(line);
    }

    private static void put(ObjectNode cell, Allocation place) {
        cell.put("location", place.location())
                .put("quantity", PlainDecimal.text(place.quantity()))
                .put("rule", place.rule())
                .put("why", place.why())
                .put("at", place.at().toString());
        place.givenUp()
                .forEach(one -> cell.withArray("givenUp")
                        .addObject()
                        .put("quantity", PlainDecimal.text(one.quantity()))
                        .put("to", one.to())
                        .put("reason", one.reason())
                        .put("cause", one.cause().toString())
                        .put("at", one.at().toString()));
    }
}
