package io.tillbridge.posting;

import io.tillbridge.canonical.FulfilmentStep;
import io.tillbridge.canonical.Order;
import io.tillbridge.canonical.Trace;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What has left of an order by all that is known: its revisions, the facts of the system that sold it, and those of
 * warehouses and stores. The same goods are told by several of them, so of each line as much has left as the one says that
 * says most. Where from, and which lots and pieces, those say first who had the goods in their hands. Pure, and a function of
 * what was said alone.
 *
 * @param traces by item and place, how much of it is of which lot, and which pieces; the rest was not told
 */
record LeftGoods(Map<String, Map<StockKey, BigDecimal>> lines, Map<StockKey, Map<Trace, BigDecimal>> traces) {

    static LeftGoods of(Departures revisions, Order order, OrderGoods goods, Allocations allocations) {
        Map<String, BigDecimal> told = revisions.told();
        List<GoodsFact> own = new ArrayList<>();
        List<GoodsFact> hands = new ArrayList<>();
        goods.leaving().forEach(fact -> (fact.by(order.system()) ? own : hands).add(fact));
        Map<String, Map<StockKey, BigDecimal>> byHands =
                ToldLegs.of(hands, FulfilmentStep.Line::quantity, order, told, allocations);
        Map<String, Map<StockKey, BigDecimal>> byShop =
                ToldLegs.of(own, FulfilmentStep.Line::quantity, order, told, allocations);
        TreeSet<String> names = new TreeSet<>(told.keySet());
        names.addAll(byHands.keySet());
        names.addAll(byShop.keySet());
        Map<String, Map<StockKey, BigDecimal>> lines = new TreeMap<>();
        for (String line : names) {
            Map<StockKey, BigDecimal> left = new TreeMap<>(byHands.getOrDefault(line, Map.of()));
            beyond(left, new TreeMap<>(byShop.getOrDefault(line, Map.of())));
            (asNamed(allocations.of(line), order, line)
                            ? revisions.beyond(line, ToldLegs.total(left))
                            : revisions.beside(line, left))
                    .forEach((from, more) -> left.merge(from, more, BigDecimal::add));
            lines.put(line, left);
        }
        return new LeftGoods(lines, LeftTraces.of(lines, hands, own, order, allocations));
    }

    /** Whether a line is where its source says, or was moved from there by people only. */
    private static boolean asNamed(List<Allocations.Allocation> decided, Order order, String line) {
        return decided.stream().allMatch(one -> one.rule().equals(Allocations.PERSON))
                && (decided.isEmpty()
                        || order.lines().stream()
                                .anyMatch(one -> one.id().equals(line)
                                        && !order.location(one, Lanes.UNASSIGNED)
                                                .equals(Lanes.UNASSIGNED)));
    }

    /** Adds what others tell beyond as much as is told already. */
    private static void beyond(Map<StockKey, BigDecimal> left, TreeMap<StockKey, BigDecimal> told) {
        BigDecimal known = ToldLegs.total(left);
        for (Map.Entry<StockKey, BigDecimal> one : told.entrySet()) {
            BigDecimal same = known.min(one.getValue());
            known = known.subtract(same);
            if (one.getValue().compareTo(same) > 0) {
                left.merge(one.getKey(), one.getValue().subtract(same), BigDecimal::add);
            }
        }
    }

    /** How much of a line has left. */
    BigDecimal of(String line) {
        return ToldLegs.total(lines.getOrDefault(line, Map.of()));
    }

    /** What leads from what was known to this, by item and place, none of it zero. */
    List<Departures.Departure> since(LeftGoods before) {
        Map<StockKey, BigDecimal> change = new TreeMap<>();
        lines.values().forEach(left -> left.forEach((from, quantity) -> change.merge(from, quantity, BigDecimal::add)));
        before.lines
                .values()
                .forEach(left ->
                        left.forEach((from, quantity) -> change.merge(from, quantity.negate(), BigDecimal::add)));
        List<Departures.Departure> changes = new ArrayList<>();
        change.forEach((from, more) -> LeftTraces.change(
                        before.traces.getOrDefault(from, Map.of()), traces.getOrDefault(from, Map.of()), more)
                .forEach((trace, some) -> changes.add(new Departures.Departure(from, trace, some))));
        return changes;
    }
}
