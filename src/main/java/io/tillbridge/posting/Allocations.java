package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.Order;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.mapping.ExactJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * From where the hub decided that an order's lines are taken, where its source names no location or the location did not
 * find them. Decisions stay: what they amount to follows from them and from what has left. Immutable.
 */
final class Allocations {

    static final Allocations NONE = new Allocations(Map.of());

    private final Map<String, List<Allocation>> lines;

    private Allocations(Map<String, List<Allocation>> lines) {
        this.lines = lines;
    }

    /**
     * One decision.
     *
     * @param quantity of the line, in the item's base unit
     * @param rule of {@code config/sourcing.yaml}
     * @param why as the chooser says
     */
    record Allocation(String location, BigDecimal quantity, String rule, String why, Instant at) {}

    /** Those of a recorded order; null: none. */
    static Allocations read(@Nullable String text) {
        if (text == null) {
            return NONE;
        }
        Map<String, List<Allocation>> lines = new TreeMap<>();
        for (Map.Entry<String, JsonNode> line : ExactJson.parse(text).properties()) {
            List<Allocation> places = new ArrayList<>();
            for (JsonNode place : line.getValue()) {
                places.add(new Allocation(
                        place.path("location").asText(),
                        new BigDecimal(place.path("quantity").asText()),
                        place.path("rule").asText(),
                        place.path("why").asText(),
                        Instant.parse(place.path("at").asText())));
            }
            lines.put(line.getKey(), List.copyOf(places));
        }
        return new Allocations(lines);
    }

    /** As the order keeps them; null when there are none. */
    @Nullable
    String text() {
        if (lines.isEmpty()) {
            return null;
        }
        ObjectNode text = ExactJson.nodes().objectNode();
        lines.forEach((id, places) -> {
            ArrayNode cells = text.putArray(id);
            for (Allocation place : places) {
                cells.addObject()
                        .put("location", place.location())
                        .put("quantity", PlainDecimal.text(place.quantity()))
                        .put("rule", place.rule())
                        .put("why", place.why())
                        .put("at", place.at().toString());
            }
        });
        return text.toString();
    }

    /** With one more; what the line has from the same location already grows. */
    Allocations with(String line, Allocation one) {
        Map<String, List<Allocation>> all = new TreeMap<>(lines);
        List<Allocation> places = new ArrayList<>(of(line));
        int same = -1;
        for (int i = 0; i < places.size(); i++) {
            same = places.get(i).location().equals(one.location()) ? i : same;
        }
        if (same < 0) {
            places.add(one);
        } else {
            Allocation first = places.get(same);
            places.set(
                    same,
                    new Allocation(
                            first.location(),
                            first.quantity().add(one.quantity()),
                            first.rule(),
                            first.why(),
                            first.at()));
        }
        all.put(line, List.copyOf(places));
        return new Allocations(all);
    }

    boolean none() {
        return lines.isEmpty();
    }

    /** Of a line, in the order in which they were decided. */
    List<Allocation> of(String line) {
        return lines.getOrDefault(line, List.of());
    }

    /**
     * From where a line has left, as far as its revision says nothing of it: by location, how much had left with it. The
     * order's source knows no location, so what it tells left from the allocated ones, the first first.
     */
    Map<String, BigDecimal> leaving(Order order, Order.Line line) {
        String named = order.location(line, Lanes.UNASSIGNED);
        List<Allocation> places = of(line.id());
        if (places.isEmpty() || !named.equals(Lanes.UNASSIGNED)) {
            return Map.of(named, line.fulfilled());
        }
        Map<String, BigDecimal> upTo = new LinkedHashMap<>();
        BigDecimal sum = BigDecimal.ZERO;
        for (Allocation place : places) {
            sum = sum.add(place.quantity());
            upTo.put(place.location(), sum.min(line.fulfilled()));
        }
        upTo.put(places.get(places.size() - 1).location(), line.fulfilled());
        return upTo;
    }
}
