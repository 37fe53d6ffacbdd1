package io.tillbridge.posting;

import io.tillbridge.canonical.Order;
import io.tillbridge.canonical.Trace;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Of which lots, and which pieces, the goods of an order are that have left. Pure. */
final class LeftTraces {

    private LeftTraces() {}

    /**
     * By item and place, never more than has left from there. Where who had the goods in their hands names any, they alone count.
     *
     * @param left by line, how much has left and where from
     */
    static Map<StockKey, Map<Trace, BigDecimal>> of(
            Map<String, Map<StockKey, BigDecimal>> left,
            List<GoodsFact> hands,
            List<GoodsFact> own,
            Order order,
            Allocations allocations) {
        if (!told(hands) && !told(own)) {
            return Map.of();
        }
        Map<StockKey, Map<Trace, BigDecimal>> said = ToldLegs.traces(own, order, allocations);
        said.putAll(ToldLegs.traces(hands, order, allocations));
        Map<StockKey, BigDecimal> sums = new TreeMap<>();
        left.values().forEach(places -> places.forEach((from, some) -> sums.merge(from, some, BigDecimal::add)));
        Map<StockKey, Map<Trace, BigDecimal>> traces = new TreeMap<>();
        said.forEach((from, of) -> traces.put(from, upTo(sums.getOrDefault(from, BigDecimal.ZERO), of)));
        return traces;
    }

    private static boolean told(List<GoodsFact> facts) {
        return facts.stream()
                .anyMatch(fact -> fact.step().lines().stream()
                        .anyMatch(line -> !line.traced().none()));
    }

    private static Map<Trace, BigDecimal> upTo(BigDecimal most, Map<Trace, BigDecimal> said) {
        Map<Trace, BigDecimal> some = new TreeMap<>();
        BigDecimal rest = most;
        for (Map.Entry<Trace, BigDecimal> one : said.entrySet()) {
            BigDecimal taken = one.getValue().min(rest);
            if (taken.signum() > 0) {
                some.put(one.getKey(), taken);
                rest = rest.subtract(taken);
            }
        }
        return some;
    }

    /**
     * What leads from some lots and pieces to others, none of it zero; what of it was not told is under {@link Trace#NONE}.
     *
     * @param more by how much all of them together change
     */
    static Map<Trace, BigDecimal> change(Map<Trace, BigDecimal> before, Map<Trace, BigDecimal> after, BigDecimal more) {
        Map<Trace, BigDecimal> change = new TreeMap<>(after);
        before.forEach((trace, some) -> change.merge(trace, some.negate(), BigDecimal::add));
        BigDecimal told = change.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        change.merge(Trace.NONE, more.subtract(told), BigDecimal::add);
        change.values().removeIf(quantity -> quantity.signum() == 0);
        return change;
    }
}
