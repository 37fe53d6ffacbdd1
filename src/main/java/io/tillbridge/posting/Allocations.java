package io.tillbridge.posting;

import io.tillbridge.canonical.Order;
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

    static final Allocations NONE = new Allocations(Map.of(), Map.of());

    /** The rule of what a person decided. */
    static final String PERSON = "person";

    private final Map<String, List<Allocation>> lines;
    private final Map<String, List<Substitute>> substitutes;

    Allocations(Map<String, List<Allocation>> lines, Map<String, List<Substitute>> substitutes) {
        this.lines = lines;
        this.substitutes = substitutes;
    }

    /**
     * One decision.
     *
     * @param quantity of the line, in the item's base unit; below zero: so much less than the order's source gives it
     * @param rule of {@code config/sourcing.yaml}, or {@link #PERSON}
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

    /**
     * What stands in for some of a line, because its customer takes another item instead.
     *
     * @param offer its number in {@code substitution}
     * @param sku the other item
     * @param held the reservation that has it
     * @param quantity of the line, in the item's base unit
     * @param wanted what the source wanted of the line then: what it wants less since, it has learnt of the substitute
     * @param had what the source wanted of the other item then: what it wants more since is the substitute
     */
    record Substitute(
            long offer, String sku, UUID held, BigDecimal quantity, BigDecimal wanted, BigDecimal had, Instant at) {}

    /** How much of an item an order wants on all of its lines. */
    static BigDecimal quantity(Order order, String sku) {
        return order.lines().stream()
                .filter(line -> line.sku().equals(sku))
                .map(Order.Line::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Those of a recorded order; null: none. */
    static Allocations read(@Nullable String text) {
        return text == null ? NONE : AllocationCells.read(text);
    }

    /** As the order keeps them; null when there are none. */
    @Nullable
    String text() {
        return none() ? null : AllocationCells.text(lines, substitutes);
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
        if (at < 0) {
            at = places.size();
            places.add(Allocation.of(location, BigDecimal.ZERO, PERSON, "named by the source", gone.at()));
        }
        List<GivenUp> all = new ArrayList<>(places.get(at).givenUp());
        all.add(gone);
        places.set(at, places.get(at).with(gone.quantity().negate(), all));
        return with(line, places);
    }

    private Allocations with(String line, List<Allocation> places) {
        Map<String, List<Allocation>> all = new TreeMap<>(lines);
        all.put(line, List.copyOf(places));
        return new Allocations(all, substitutes);
    }

    /** With another item for some of a line; the same offer again changes nothing. */
    Allocations with(String line, Substitute one) {
        List<Substitute> some = new ArrayList<>(substitutes.getOrDefault(line, List.of()));
        if (some.stream().anyMatch(known -> known.offer() == one.offer())) {
            return this;
        }
        some.add(one);
        Map<String, List<Substitute>> all = new TreeMap<>(substitutes);
        all.put(line, List.copyOf(some));
        return new Allocations(lines, all);
    }

    /** How much of a line something else stands in for, which its source still wants and nobody has. */
    BigDecimal substituted(Order order, Order.Line line) {
        List<Substitute> some = substitutes.getOrDefault(line.id(), List.of());
        if (some.isEmpty() || !order.state().equals("open")) {
            return BigDecimal.ZERO;
        }
        BigDecimal sum = some.stream().map(Substitute::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal most = some.stream().map(Substitute::wanted).reduce(BigDecimal.ZERO, BigDecimal::max);
        BigDecimal learnt = most.subtract(line.quantity()).max(BigDecimal.ZERO);
        return sum.subtract(learnt)
                .min(line.quantity().subtract(line.fulfilled()))
                .max(BigDecimal.ZERO);
    }

    /** How much of a line its locations are to serve. */
    BigDecimal wanted(Order order, Order.Line line) {
        return line.quantity().subtract(substituted(order, line));
    }

    /**
     * By location, in the order in which they are asked, how much of a line each was given: the one that the source names all
     * of it, less what went elsewhere from there.
     */
    Map<String, BigDecimal> shares(Order order, Order.Line line) {
        Map<String, BigDecimal> shares = new LinkedHashMap<>();
        String named = order.location(line, Lanes.UNASSIGNED);
        if (!named.equals(Lanes.UNASSIGNED)) {
            shares.put(named, line.quantity());
        }
        for (Allocation one : of(line.id())) {
            if (one.location().equals(named)) {
                shares.computeIfPresent(
                        named,
                        (place, given) ->
                                given.add(one.quantity().min(BigDecimal.ZERO)).max(BigDecimal.ZERO));
            } else {
                shares.put(one.location(), one.quantity().max(BigDecimal.ZERO));
            }
        }
        return shares;
    }

    private static int index(List<Allocation> places, String location) {
        int index = -1;
        for (int i = 0; i < places.size(); i++) {
            index = places.get(i).location().equals(location) ? i : index;
        }
        return index;
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
        return lines.isEmpty() && substitutes.isEmpty();
    }

    /** Whether anything was decided of a line. */
    boolean decided(String line) {
        return lines.containsKey(line) || substitutes.containsKey(line);
    }

    /** By line, what stands in for some of it. */
    Map<String, List<Substitute>> substitutes() {
        return substitutes;
    }

    /** Of a line, in the order in which they were decided. */
    List<Allocation> of(String line) {
        return lines.getOrDefault(line, List.of());
    }

    /**
     * From where a line has left, as far as its revision says nothing of it: by location, how much had left with it. The
     * order's source knows no location, or not that some of it was moved, so what it tells left from those that were given
     * it, the first first.
     */
    Map<String, BigDecimal> leaving(Order order, Order.Line line) {
        String named = order.location(line, Lanes.UNASSIGNED);
        boolean given = named.equals(Lanes.UNASSIGNED)
                ? !of(line.id()).isEmpty()
                : of(line.id()).stream().anyMatch(one -> one.location().equals(named));
        if (!given) {
            return Map.of(named, line.fulfilled());
        }
        Map<String, BigDecimal> upTo = new LinkedHashMap<>();
        BigDecimal sum = BigDecimal.ZERO;
        String last = named;
        for (Map.Entry<String, BigDecimal> share : shares(order, line).entrySet()) {
            sum = sum.add(share.getValue());
            upTo.put(share.getKey(), sum.min(line.fulfilled()));
            last = share.getKey();
        }
        upTo.put(last, line.fulfilled());
        return upTo;
    }
}
