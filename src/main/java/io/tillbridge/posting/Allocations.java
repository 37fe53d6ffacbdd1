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
import java.util.UUID;
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
     * @param givenUp what went elsewhere since, and why; it is not in the quantity any more
     */
    record Allocation(
            String location, BigDecimal quantity, String rule, String why, Instant at, List<GivenUp> givenUp) {

        Allocation {
            givenUp = List.copyOf(givenUp);
        }

        static Allocation of(String location, BigDecimal quantity, String rule, String why, Instant at) {
            return new Allocation(location, quantity, rule, why, at, List.of());
        }

        private Allocation with(BigDecimal more, List<GivenUp> without) {
            return new Allocation(location, quantity.add(more), rule, why, at, without);
        }
    }

    /**
     * What a location does not serve any more.
     *
     * @param to where it went
     * @param reason what took the goods, such as {@code count}
     * @param cause the message, or the reservation, behind it
     */
    record GivenUp(BigDecimal quantity, String to, String reason, UUID cause, Instant at) {}

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
                        Instant.parse(place.path("at").asText()),
                        givenUp(place.path("givenUp"))));
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
                ObjectNode cell = cells.addObject()
                        .put("location", place.location())
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
        });
        return text.toString();
    }

    /** With one more; what the line has from the same location already grows. */
    Allocations with(String line, Allocation one) {
        List<Allocation> places = new ArrayList<>(of(line));
        int same = index(places, one.location());
        if (same < 0) {
            places.add(one);
        } else {
            Allocation first = places.get(same);
            places.set(same, first.with(one.quantity(), first.givenUp()));
        }
        return with(line, places);
    }

    /** What a line has from a location goes elsewhere, in part or all; the location stays named, with why. */
    Allocations without(String line, String location, GivenUp gone) {
        List<Allocation> places = new ArrayList<>(of(line));
        int at = index(places, location);
        List<GivenUp> all = new ArrayList<>(places.get(at).givenUp());
        all.add(gone);
        places.set(at, places.get(at).with(gone.quantity().negate(), all));
        return with(line, places);
    }

    private Allocations with(String line, List<Allocation> places) {
        Map<String, List<Allocation>> all = new TreeMap<>(lines);
        all.put(line, List.copyOf(places));
        return new Allocations(all);
    }

    private static int index(List<Allocation> places, String location) {
        int index = -1;
        for (int i = 0; i < places.size(); i++) {
            index = places.get(i).location().equals(location) ? i : index;
        }
        return index;
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

    /** Where a line is taken from as far as nobody says it: the first location that serves it; null when none was chosen. */
    @Nullable
    String usual(String line) {
        List<Allocation> places = of(line);
        return places.stream()
                .filter(place -> place.quantity().signum() > 0)
                .findFirst()
                .or(() -> places.stream().findFirst())
                .map(Allocation::location)
                .orElse(null);
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
