package io.tillbridge.canonical;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lines of an order that a shipment tells in several parts, such as pallets or lots, each with the figure that was ordered in
 * all: what is missing of it is missing once. Parts with figures of their own stay as they are.
 */
final class SplitLines {

    private SplitLines() {}

    /** The same lines, of which the last of each split one says what is missing. */
    static List<FulfilmentStep.Line> of(List<FulfilmentStep.Line> lines) {
        Map<String, List<Integer>> parts = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).ordered() != null) {
                parts.computeIfAbsent(name(lines.get(i)), name -> new ArrayList<>())
                        .add(i);
            }
        }
        List<FulfilmentStep.Line> all = new ArrayList<>(lines);
        for (List<Integer> places : parts.values()) {
            List<FulfilmentStep.Line> split = places.stream().map(lines::get).toList();
            if (ofOneFigure(split)) {
                for (int place : places) {
                    all.set(place, with(lines.get(place), BigDecimal.ZERO));
                }
                int last = places.get(places.size() - 1);
                all.set(last, with(lines.get(last), missing(split)));
            }
        }
        return all;
    }

    private static String name(FulfilmentStep.Line line) {
        return line.orderLine() == null ? "sku|" + line.sku() : "line|" + line.orderLine() + "|" + line.sku();
    }

    private static boolean ofOneFigure(List<FulfilmentStep.Line> parts) {
        return parts.size() > 1 && parts.stream().allMatch(part -> ordered(part).compareTo(ordered(parts.get(0))) == 0);
    }

    private static BigDecimal missing(List<FulfilmentStep.Line> parts) {
        BigDecimal found = parts.stream().map(FulfilmentStep.Line::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        return ordered(parts.get(0)).subtract(found).max(BigDecimal.ZERO);
    }

    private static BigDecimal ordered(FulfilmentStep.Line part) {
        return part.ordered() == null ? part.quantity() : part.ordered();
    }

    private static FulfilmentStep.Line with(FulfilmentStep.Line part, BigDecimal missing) {
        return new FulfilmentStep.Line(
                part.id(),
                part.orderLine(),
                part.sku(),
                part.quantity(),
                part.quantity().add(missing),
                part.traced());
    }
}
