package io.tillbridge.posting;

import io.tillbridge.canonical.CanonicalReader;
import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.Order;
import io.tillbridge.canonical.Return;
import io.tillbridge.canonical.Trace;
import io.tillbridge.canonical.Traced;
import io.tillbridge.stock.Bucket;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came back of an order by all that is known. A shop's refund that restocks and the return that a store or warehouse
 * receives tell of the same goods: so of each item as much came back as the one says that says most, and where to those say
 * first who had it in their hands. Pure, and a function of what was said alone, so the order of arrival does not matter.
 */
final class ReturnedGoods {

    /** Where goods came back to, and of which lot they are or which piece. */
    record Leg(String sku, String location, Bucket bucket, Trace trace) implements Comparable<Leg> {

        private static final Comparator<Leg> ORDER = Comparator.comparing(Leg::sku)
                .thenComparing(Leg::location)
                .thenComparing(Leg::bucket)
                .thenComparing(Leg::trace);

        @Override
        public int compareTo(Leg other) {
            return ORDER.compare(this, other);
        }
    }

    private record Said(String voice, boolean hands, Leg leg, BigDecimal quantity) {}

    private final Order order;
    private final Map<String, SoldBundle> bundles;
    private final ReturnRules rules;
    private final List<Said> said = new ArrayList<>();
    private final Map<String, BigDecimal> received = new TreeMap<>();
    private final TreeMap<Leg, BigDecimal> correction = new TreeMap<>();

    private ReturnedGoods(Order order, Map<String, SoldBundle> bundles, ReturnRules rules) {
        this.order = order;
        this.bundles = bundles;
        this.rules = rules;
    }

    /**
     * Of an order as it stands.
     *
     * @param bundles what its bundles are made of; they come back as their components, be it whole or in parts
     * @param facts of the order; what is no return says nothing here
     */
    static ReturnedGoods of(
            OrderStanding standing, Map<String, SoldBundle> bundles, List<OrderFacts.Kept> facts, ReturnRules rules) {
        ReturnedGoods goods = new ReturnedGoods(standing.order(), bundles, rules);
        for (OrderFacts.Kept fact : facts) {
            if (fact.type() == EventType.RETURN) {
                goods.hear((Return) CanonicalReader.read(EventType.RETURN, fact.body(), Instant.EPOCH));
            }
        }
        goods.left().keySet().forEach(goods::count);
        return goods;
    }

    /** By item as it lies on the shelf, what of the order has left. */
    Map<String, BigDecimal> left() {
        Map<String, BigDecimal> left = new TreeMap<>();
        for (Order.Line line : order.lines()) {
            SoldBundle bundle = bundles.get(line.sku());
            Map<String, BigDecimal> parts = bundle == null ? Map.of(line.sku(), BigDecimal.ONE) : bundle.components();
            parts.forEach((sku, per) -> left.merge(sku, line.fulfilled().multiply(per), BigDecimal::add));
        }
        return left;
    }

    /** What leads from what its returns say one by one to what came back; none of it zero. */
    Map<Leg, BigDecimal> correction() {
        TreeMap<Leg, BigDecimal> changes = new TreeMap<>(correction);
        changes.values().removeIf(quantity -> quantity.signum() == 0);
        return changes;
    }

    /** By item, what came back, also beyond what had left. */
    Map<String, BigDecimal> received() {
        return received;
    }

    private void hear(Return returned) {
        for (Return.Line line : returned.lines()) {
            String location = line.location() == null ? returned.location() : line.location();
            Bucket bucket = rules.bucket(line);
            if (bucket != null && location != null) {
                boolean hands = line.condition() != null || !returned.system().equals(order.system());
                String voice = hands + "|" + returned.system();
                legs(line, location, bucket)
                        .forEach((leg, quantity) -> said.add(new Said(voice, hands, leg, quantity)));
            }
        }
    }

    /** A bundle comes back as its components, of which it does not say which pieces they are. */
    private Map<Leg, BigDecimal> legs(Return.Line line, String location, Bucket bucket) {
        Map<Leg, BigDecimal> legs = new LinkedHashMap<>();
        SoldBundle bundle = bundles.get(line.sku());
        if (bundle == null) {
            for (Traced.Part part : line.traced().parts(line.quantity())) {
                legs.merge(
                        new Leg(line.sku(), location, bucket, part.trace().undated()),
                        part.quantity(),
                        BigDecimal::add);
            }
        } else {
            for (SoldBundle.Part part : bundle.made(line.quantity())) {
                legs.merge(new Leg(part.sku(), location, bucket, Trace.NONE), part.quantity(), BigDecimal::add);
            }
        }
        return legs;
    }

    private void count(String sku) {
        List<Said> of = said.stream().filter(one -> one.leg().sku().equals(sku)).toList();
        if (of.isEmpty()) {
            return;
        }
        TreeMap<Leg, BigDecimal> counted = new TreeMap<>();
        BigDecimal held = BigDecimal.ZERO;
        for (Said one : loudest(of.stream().filter(Said::hands).toList())) {
            counted.merge(one.leg(), one.quantity(), BigDecimal::add);
            held = held.add(one.quantity());
        }
        BigDecimal known = held;
        for (Said one : of) {
            if (!one.hands()) {
                BigDecimal same = known.min(one.quantity());
                known = known.subtract(same);
                counted.merge(one.leg(), one.quantity().subtract(same), BigDecimal::add);
                held = held.add(one.quantity().subtract(same));
            }
        }
        received.put(sku, held);
        counted.forEach((leg, quantity) -> correction.merge(leg, quantity, BigDecimal::add));
        of.forEach(one -> correction.merge(one.leg(), one.quantity().negate(), BigDecimal::add));
    }

    /** Of several who received at the same location, who tells most: the others tell of the same goods. */
    private static List<Said> loudest(List<Said> hands) {
        Map<String, Map<String, List<Said>>> places = new TreeMap<>();
        for (Said one : hands) {
            places.computeIfAbsent(one.leg().location(), location -> new TreeMap<>())
                    .computeIfAbsent(one.voice(), voice -> new ArrayList<>())
                    .add(one);
        }
        List<Said> heard = new ArrayList<>();
        places.values().forEach(voices -> {
            List<Said> most = List.of();
            for (List<Said> voice : voices.values()) {
                most = sum(voice).compareTo(sum(most)) > 0 ? voice : most;
            }
            heard.addAll(most);
        });
        return heard;
    }

    private static BigDecimal sum(List<Said> some) {
        return some.stream().map(Said::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
