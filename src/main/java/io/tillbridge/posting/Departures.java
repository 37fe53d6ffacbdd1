package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.Order;
import io.tillbridge.canonical.Trace;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.orders.OrderState;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What has left the shelf of one order and from where: by line, the revisions that count more of it than every older one
 * does. What a revision counts more has left from where that revision has the line, in whatever order they come.
 */
final class Departures {

    /**
     * Goods that left, or that did not leave from there after all.
     *
     * @param quantity above zero: more than known before; below zero: less, because an older revision has them elsewhere
     */
    record Departure(StockKey from, Trace trace, BigDecimal quantity) {

        /** Goods of which neither lot nor serial number is told. */
        Departure(StockKey from, BigDecimal quantity) {
            this(from, Trace.NONE, quantity);
        }
    }

    /** @param upTo how much of the line has left by this revision */
    private record Step(BigDecimal revision, StockKey from, BigDecimal upTo) {}

    private final Map<String, List<Step>> lines = new TreeMap<>();

    /** Those of a recorded order; one that keeps none was told by its posted revision alone. */
    static Departures of(OrderState recorded) {
        Departures departures = new Departures();
        String text = recorded.departures();
        if (text == null) {
            departures.add(recorded.order(), Allocations.NONE);
        } else {
            departures.read(text);
        }
        return departures;
    }

    /**
     * Adds a revision and answers what it changes, none of it zero.
     *
     * @param allocations where lines are taken from of which the revision does not say it
     */
    List<Departure> add(Order order, Allocations allocations) {
        List<Departure> changes = new ArrayList<>();
        for (Order.Line line : order.lines()) {
            if (line.fulfilled().signum() > 0) {
                List<Step> steps = lines.computeIfAbsent(line.id(), id -> new ArrayList<>(1));
                Map<StockKey, BigDecimal> left = new TreeMap<>();
                leave(steps, left, -1);
                allocations
                        .leaving(order, line)
                        .forEach((from, upTo) -> insert(
                                steps, new Step(order.revision().order(), new StockKey(line.sku(), from), upTo)));
                leave(steps, left, 1);
                left.forEach((key, more) -> {
                    if (more.signum() != 0) {
                        changes.add(new Departure(key, more));
                    }
                });
            }
        }
        return changes;
    }

    /** By line, how much of it has left. */
    Map<String, BigDecimal> told() {
        Map<String, BigDecimal> told = new TreeMap<>();
        lines.forEach(
                (line, steps) -> told.put(line, steps.get(steps.size() - 1).upTo()));
        return told;
    }

    /** What of a line has left beyond a figure, and where from. */
    Map<StockKey, BigDecimal> beyond(String line, BigDecimal figure) {
        Map<StockKey, BigDecimal> left = new TreeMap<>();
        BigDecimal before = figure;
        for (Step step : lines.getOrDefault(line, List.of())) {
            if (step.upTo().compareTo(before) > 0) {
                left.merge(step.from(), step.upTo().subtract(before), BigDecimal::add);
                before = step.upTo();
            }
        }
        return left;
    }

    /** The same beyond what is known to have left, where it is known to have left from: elsewhere the rest left from. */
    Map<StockKey, BigDecimal> beside(String line, Map<StockKey, BigDecimal> known) {
        BigDecimal rest = told().getOrDefault(line, BigDecimal.ZERO).subtract(ToldLegs.total(known));
        Map<StockKey, BigDecimal> left = new TreeMap<>();
        for (Map.Entry<StockKey, BigDecimal> leg : beyond(line, BigDecimal.ZERO).entrySet()) {
            BigDecimal more = leg.getValue()
                    .subtract(known.getOrDefault(leg.getKey(), BigDecimal.ZERO))
                    .min(rest);
            if (more.signum() > 0) {
                left.put(leg.getKey(), more);
                rest = rest.subtract(more);
            }
        }
        return left;
    }

    /** As the order keeps them; null when its posted revision alone tells the same. */
    @Nullable
    String text(Order posted) {
        Departures alone = new Departures();
        alone.add(posted, Allocations.NONE);
        if (alone.lines.equals(lines)) {
            return null;
        }
        ObjectNode text = ExactJson.nodes().objectNode();
        lines.forEach((id, steps) -> {
            ArrayNode cells = text.putArray(id);
            for (Step step : steps) {
                cells.addArray()
                        .add(step.revision().toPlainString())
                        .add(step.from().sku())
                        .add(step.from().location())
                        .add(step.upTo().toPlainString());
            }
        });
        return text.toString();
    }

    private void read(String text) {
        for (Map.Entry<String, JsonNode> line : ExactJson.parse(text).properties()) {
            List<Step> steps = new ArrayList<>();
            for (JsonNode step : line.getValue()) {
                steps.add(new Step(
                        new BigDecimal(step.path(0).asText()),
                        new StockKey(step.path(1).asText(), step.path(2).asText()),
                        new BigDecimal(step.path(3).asText())));
            }
            lines.put(line.getKey(), steps);
        }
    }

    /** Behind those of older and equal revisions; those that count no more than an older one fall away. */
    private static void insert(List<Step> steps, Step step) {
        int at = 0;
        while (at < steps.size() && steps.get(at).revision().compareTo(step.revision()) <= 0) {
            at++;
        }
        steps.add(at, step);
        BigDecimal most = BigDecimal.ZERO;
        List<Step> rising = new ArrayList<>(steps.size());
        for (Step each : steps) {
            if (each.upTo().compareTo(most) > 0) {
                rising.add(each);
                most = each.upTo();
            }
        }
        steps.clear();
        steps.addAll(rising);
    }

    private static void leave(List<Step> steps, Map<StockKey, BigDecimal> left, int sign) {
        BigDecimal before = BigDecimal.ZERO;
        for (Step step : steps) {
            BigDecimal more = step.upTo().subtract(before);
            left.merge(step.from(), sign > 0 ? more : more.negate(), BigDecimal::add);
            before = step.upTo();
        }
    }
}
