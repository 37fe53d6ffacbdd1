package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.orders.OrderState;
import io.tillbridge.orders.Recorded;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Folds revisions of one order, and what others say of its goods, into what is posted of it, one after the other as they
 * arrived, so that it is the same how they are cut into batches. Pure: the same arrivals on the same state give the same.
 */
final class OrderFold {

    /** Goods that left the shelf, or did not leave from there, as an arrival says and was not known before. */
    record Shipment(Effects.Cause by, Departures.Departure goods) {}

    /**
     * A revision that contradicts another one of the same number.
     *
     * @param cell the first cell that both set and set differently
     */
    record Contradiction(OrderState later, String cell) {}

    private static final LeftGoods NOTHING = new LeftGoods(Map.of(), Map.of());

    private final List<Shipment> shipments = new ArrayList<>();
    private final List<Contradiction> contradictions = new ArrayList<>();
    private final Departures departures;
    private final @Nullable String allocations;
    private final Allocations places;
    private OrderGoods goods;
    private Ordered ordered;

    /** The one revision that ordered alone tells of, which most orders of a batch are; null when there is more. */
    private @Nullable JsonNode alone;

    /** The order as it is posted now, for who asks again; null when something arrived since. */
    private @Nullable OrderState folded;

    private final Set<UUID> stale = new HashSet<>();
    private final Set<UUID> moved = new HashSet<>();

    /** What the books are to hold: the newest revision with the figures that are kept of others. */
    private @Nullable OrderState posted;

    /** The revision of the batch that is posted, as it came; null while that is the recorded one. */
    private @Nullable OrderState newest;

    /** What changed the order last, be it an older revision whose goods are kept. */
    private Effects.@Nullable Cause last;

    private OrderFold(@Nullable OrderState recorded, @Nullable String allocated, Map<String, BigDecimal> refunded) {
        posted = recorded;
        allocations = allocated;
        places = Allocations.read(allocated);
        departures = recorded == null ? new Departures() : Departures.of(recorded);
        ordered = recorded == null ? Ordered.NOTHING.refunded(refunded) : Ordered.of(recorded);
        goods = recorded == null ? OrderGoods.NONE : OrderGoods.read(recorded.fulfilments());
    }

    /**
     * Folds.
     *
     * @param recorded what the books hold; null for an order that they do not know
     * @param arrived in the order of their arrival
     */
    static OrderFold of(@Nullable OrderState recorded, List<? extends OrderArrival> arrived) {
        OrderFold fold = new OrderFold(recorded, recorded == null ? null : recorded.allocations(), Map.of());
        arrived.forEach(fold::add);
        return fold;
    }

    /**
     * The same of an order from its beginning, whose lines the hub has allocated meanwhile, and of which some was refunded.
     *
     * @param known what the books hold of it
     */
    static OrderFold again(Recorded known, List<? extends OrderArrival> arrived) {
        OrderFold fold = new OrderFold(null, known.allocations(), Ordered.refunded(known.ordered()));
        arrived.forEach(fold::add);
        return fold;
    }

    /**
     * The order as it is posted now, as its source tells it.
     *
     * @throws IllegalStateException when neither the books nor any revision told of it
     */
    OrderState posted() {
        OrderState known = folded;
        if (known != null) {
            return known;
        }
        if (posted == null) {
            throw new IllegalStateException("an order is folded from at least one revision");
        }
        OrderState fold = posted.with(departures.text(posted.order()), goods.text(), allocations)
                .ordered(alone(posted) ? null : ordered.text(posted.document()));
        folded = fold;
        return fold;
    }

    /** What is compared with itself would differ in nothing. */
    @SuppressWarnings("ReferenceEquality") // The very same document: comparing its cells is what this spares
    private boolean alone(OrderState state) {
        return state.document() == alone;
    }

    /** The order as it is posted now, with what others told of its goods. */
    OrderStanding standing() {
        return OrderStanding.of(posted(), departures, goods);
    }

    /** In the order of arrival. */
    List<Shipment> shipments() {
        return List.copyOf(shipments);
    }

    List<Contradiction> contradictions() {
        return List.copyOf(contradictions);
    }

    /** What changed the posted order last; null when nothing changed. */
    Effects.@Nullable Cause last() {
        return last;
    }

    /** Why a revision has no effect of its own: {@code stale} or {@code repeat}; null when it is posted. */
    @Nullable
    String skipped(OrderState revision) {
        UUID id = revision.messageId();
        if (moved.contains(id) || (newest != null && id.equals(newest.messageId()))) {
            return null;
        }
        return stale.contains(id) ? "stale" : "repeat";
    }

    private void add(OrderArrival arrival) {
        folded = null;
        boolean told = arrival instanceof OrderArrival.Goods || !goods.none();
        LeftGoods before = told ? left() : NOTHING;
        if (arrival instanceof OrderArrival.Goods some) {
            goods = goods.with(some.fact());
            last = arrival.cause();
        } else {
            add(((OrderArrival.Revision) arrival).state());
        }
        if (told && posted != null) {
            left().since(before).forEach(some -> shipments.add(new Shipment(arrival.cause(), some)));
        }
    }

    private LeftGoods left() {
        return posted == null ? NOTHING : LeftGoods.of(departures, posted.order(), goods, places);
    }

    private void add(OrderState revision) {
        Ordered known = ordered;
        alone = known.equals(Ordered.NOTHING) ? revision.document() : null;
        ordered = ordered.with(revision.document());
        if (posted == null) {
            replace(revision, revision);
            return;
        }
        OrderState before = posted;
        int order = revision.order().revision().compareTo(before.order().revision());
        OrderState kept = KeptFulfilment.in(revision, before.order());
        String cell = order == 0 ? contradicted(kept, before) : null;
        if (cell != null) {
            contradictions.add(new Contradiction(revision, cell));
        }
        if (order > 0 || cell != null) {
            replace(revision, kept);
        } else if (order < 0) {
            stale.add(revision.messageId());
            if (!ordered.refunded().isEmpty() && !ordered.equals(known)) {
                // What was refunded is held against more than was known to be ordered, so more is wanted
                last = cause(revision);
            }
            if (ship(revision)) {
                posted = KeptFulfilment.in(before, kept.order());
                last = cause(revision);
            }
        }
    }

    private void replace(OrderState revision, OrderState kept) {
        ship(revision);
        if (newest != null) {
            stale.add(newest.messageId());
        }
        newest = revision;
        last = cause(revision);
        posted = kept;
    }

    private boolean ship(OrderState revision) {
        List<Departures.Departure> more = departures.add(revision.order(), places);
        if (more.isEmpty()) {
            return false;
        }
        if (goods.none()) {
            more.forEach(some -> shipments.add(new Shipment(cause(revision), some)));
        }
        moved.add(revision.messageId());
        return true;
    }

    private static Effects.Cause cause(OrderState revision) {
        return new OrderArrival.Revision(revision).cause();
    }

    private static @Nullable String contradicted(OrderState one, OrderState other) {
        return one.mapping().equals(other.mapping()) && !Arrays.equals(one.contentHash(), other.contentHash())
                ? differing(one.document(), other.document())
                : null;
    }

    /** The first cell that both documents set and set differently; null when there is none. */
    private static @Nullable String differing(JsonNode one, JsonNode other) {
        for (Map.Entry<String, JsonNode> member : one.properties()) {
            JsonNode counterpart = other.get(member.getKey());
            if (counterpart != null && !counterpart.equals(member.getValue())) {
                return member.getKey();
            }
        }
        return null;
    }
}
