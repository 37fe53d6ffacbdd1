package io.tillbridge.reservation;

import io.tillbridge.reservation.Outcome.Refused;
import io.tillbridge.reservation.Outcome.Shortage;
import io.tillbridge.reservation.Request.Kind;
import io.tillbridge.stock.ClaimState;
import io.tillbridge.stock.NetworkAvailability;
import io.tillbridge.stock.Place;
import io.tillbridge.stock.ReservedLine;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives claims a location, or another one. The new place is claimed before the old one is free for others: both are one
 * transaction, and what the new place cannot give stays where it was.
 */
final class Placing {

    private static final Set<ClaimState> ALLOCATED_FROM = Set.of(ClaimState.CONFIRMED, ClaimState.PAID_UNRESERVED);
    private static final Set<ClaimState> MOVED_FROM =
            Set.of(ClaimState.HELD, ClaimState.CONFIRMED, ClaimState.ALLOCATED);

    private final Request.Step step;
    private final Draft draft;
    private final boolean allocate;

    Placing(Request.Step step, Draft draft) {
        this.step = step;
        this.draft = draft;
        allocate = step.kind() == Kind.ALLOCATE;
    }

    /** Null when it is done. */
    @Nullable
    Refused decide() {
        String location = step.location();
        if (!allocate && location == null) {
            return Refused.of("location_required", "a move names the location where to");
        }
        if (location != null
                && (location.equals(NetworkAvailability.UNASSIGNED) || !new Place(location).isLocation())) {
            return Refused.of("location_invalid", "'" + location + "' is no location");
        }
        if (draft.lines().stream()
                .noneMatch(line -> line.state().open() || line.state() == ClaimState.PAID_UNRESERVED)) {
            return Refused.of("reservation_ended", "nothing of it is open; ask for a new hold of the cart");
        }
        int mark = draft.mark();
        List<Shortage> shortages = new ArrayList<>();
        for (Map.Entry<String, List<ReservedLine>> line :
                Steps.lines(step, draft).entrySet()) {
            Refused refused = line(line.getKey(), line.getValue(), shortages);
            if (refused != null) {
                draft.backTo(mark);
                return refused;
            }
        }
        if (shortages.isEmpty()) {
            return null;
        }
        draft.backTo(mark);
        return new Refused(
                "stock_short", "the location does not have what is claimed; everything stays where it was", shortages);
    }

    private @Nullable Refused line(String name, List<ReservedLine> parts, List<Shortage> shortages) {
        ReservedLine wrong = parts.stream()
                .filter(part -> part.state() == (allocate ? ClaimState.HELD : ClaimState.PICKED))
                .findFirst()
                .orElse(null);
        if (wrong != null) {
            return allocate
                    ? Refused.of("not_confirmed", "line '" + name + "' is held only; confirm the reservation first")
                    : Refused.of(
                            "already_picked",
                            "line '" + name + "' is picked at " + wrong.location()
                                    + "; consume it, or release it and put the goods back");
        }
        List<ReservedLine> from = parts.stream()
                .filter(part -> (allocate ? ALLOCATED_FROM : MOVED_FROM).contains(part.state()))
                .filter(part -> allocate || !part.location().equals(step.location()))
                .map(Placing::wanting)
                .toList();
        int mark = draft.mark();
        boolean had = true;
        for (String sku : from.stream().map(part -> part.id().sku()).distinct().toList()) {
            List<ReservedLine> ofItem =
                    from.stream().filter(part -> part.id().sku().equals(sku)).toList();
            BigDecimal only = Steps.quantity(step, name);
            BigDecimal wanted = only == null
                    ? ofItem.stream().map(ReservedLine::open).reduce(BigDecimal.ZERO, BigDecimal::add)
                    : only.multiply(ofItem.get(0).amounts().per());
            for (Taken taken : Taken.of(ofItem, wanted)) {
                String target = target(taken.line());
                if (target == null) {
                    return Refused.of("location_required", "line '" + name + "' has no location yet; name one");
                }
                had &= placed(taken, target);
            }
        }
        if (!had) {
            draft.backTo(mark);
            shortages.add(shortage(
                    name,
                    from.stream()
                            .map(part -> part.at(String.valueOf(target(part))))
                            .toList(),
                    draft.levels(),
                    allocate));
        }
        return null;
    }

    /** What was paid for and is not claimed wants all that was asked. */
    private static ReservedLine wanting(ReservedLine part) {
        return part.state() == ClaimState.PAID_UNRESERVED
                ? part.with(
                        part.state(),
                        part.amounts().asked().subtract(part.amounts().consumed()))
                : part;
    }

    private @Nullable String target(ReservedLine line) {
        if (step.location() != null) {
            return step.location();
        }
        return line.location().equals(NetworkAvailability.UNASSIGNED) ? null : line.location();
    }

    private boolean placed(Taken taken, String target) {
        ReservedLine line = taken.line();
        StockKey there = new StockKey(line.id().sku(), target);
        ClaimState state = allocate ? ClaimState.ALLOCATED : line.state();
        ReservedLine part = taken.whole() && allocate ? line : taken.part(draft);
        if (!taken.whole()) {
            draft.put(line.state() == ClaimState.PAID_UNRESERVED ? unclaimed(taken.rest()) : taken.rest());
        } else {
            draft.end(line, allocate ? line.state() : ClaimState.MOVED);
        }
        BigDecimal free = state == ClaimState.HELD
                ? draft.levels().available(there, line.offer())
                : draft.levels().allocatable(there);
        draft.put(part.at(target).with(state, taken.quantity()));
        return free.compareTo(taken.quantity()) >= 0;
    }

    private static ReservedLine unclaimed(ReservedLine rest) {
        return rest.with(rest.state(), BigDecimal.ZERO);
    }

    /** What could be had of a line at the places of its claims, in units of the line. */
    static Shortage shortage(String name, List<ReservedLine> parts, Levels levels, boolean accepted) {
        ReservedLine first = parts.get(0);
        BigDecimal asked = first.amounts().asked().divide(first.amounts().per(), 5, RoundingMode.HALF_UP);
        BigDecimal available = asked;
        for (ReservedLine part : parts) {
            BigDecimal free =
                    accepted ? levels.allocatable(part.stock()) : levels.available(part.stock(), part.offer());
            available = available.min(free.divide(part.amounts().per(), 5, RoundingMode.FLOOR));
        }
        return new Shortage(
                name,
                first.location().equals(NetworkAvailability.UNASSIGNED) ? null : first.location(),
                asked,
                available,
                parts.stream()
                        .map(part -> levels.why(part.stock(), part.offer()))
                        .toList());
    }
}
