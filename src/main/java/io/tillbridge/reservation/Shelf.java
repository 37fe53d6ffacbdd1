package io.tillbridge.reservation;

import io.tillbridge.reservation.Outcome.Refused;
import io.tillbridge.reservation.Request.Kind;
import io.tillbridge.stock.Bucket;
import io.tillbridge.stock.ClaimState;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.NetworkAvailability;
import io.tillbridge.stock.Place;
import io.tillbridge.stock.ReservedLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happens at the shelf of an allocated claim: goods are picked, are not found, or leave. */
final class Shelf {

    private final Request.Step step;
    private final FulfilmentRules rules;
    private final Draft draft;

    Shelf(Request.Step step, FulfilmentRules rules, Draft draft) {
        this.step = step;
        this.rules = rules;
        this.draft = draft;
    }

    /** Null when it is done. */
    @Nullable
    Refused decide() {
        List<Taken> taken = new ArrayList<>();
        for (Map.Entry<String, List<ReservedLine>> line :
                Steps.lines(step, draft).entrySet()) {
            Refused refused = line(line.getKey(), line.getValue(), taken);
            if (refused != null) {
                return refused;
            }
        }
        if (taken.isEmpty()) {
            return Refused.of(
                    "not_allocated", "no line is allocated to a location; allocate before goods are picked or leave");
        }
        taken.forEach(this::done);
        if (step.kind() == Kind.PICK) {
            ready(taken.get(0).line());
        }
        return null;
    }

    private @Nullable Refused line(String name, List<ReservedLine> parts, List<Taken> taken) {
        List<ReservedLine> from = parts.stream()
                .filter(part -> part.state() == ClaimState.ALLOCATED
                        || (step.kind() == Kind.CONSUME && part.state() == ClaimState.PICKED))
                .sorted(Comparator.comparing(ReservedLine::state).reversed())
                .toList();
        BigDecimal only = Steps.quantity(step, name);
        for (String sku : parts.stream().map(part -> part.id().sku()).distinct().toList()) {
            List<ReservedLine> ofItem =
                    from.stream().filter(part -> part.id().sku().equals(sku)).toList();
            BigDecimal open = ofItem.stream().map(ReservedLine::open).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal per = parts.stream()
                    .filter(part -> part.id().sku().equals(sku))
                    .map(part -> part.amounts().per())
                    .findFirst()
                    .orElse(BigDecimal.ONE);
            BigDecimal wanted = only == null ? open : only.multiply(per);
            if (wanted.compareTo(open) > 0) {
                return Refused.of(
                        open.signum() == 0 ? "not_allocated" : "quantity_too_great",
                        "line '" + name + "' wants " + wanted.toPlainString() + " of " + sku + ", and "
                                + open.stripTrailingZeros().toPlainString() + " of it are allocated");
            }
            taken.addAll(Taken.of(ofItem, wanted));
        }
        return null;
    }

    private void done(Taken taken) {
        switch (step.kind()) {
            case PICK -> pick(taken);
            case SHORT_PICK -> reject(taken);
            default -> consume(taken);
        }
    }

    /** Once all that the customer fetches is picked. */
    private void ready(ReservedLine picked) {
        boolean all = draft.lines().stream()
                .filter(line -> line.state().open())
                .allMatch(line -> line.state() == ClaimState.PICKED);
        if (all && rules.of(picked.terms().fulfilment()).pickup()) {
            draft.tell(PickupNotices.ready(
                    step.operation().id(),
                    step.reservation(),
                    Notice.About.cart(picked.id().reference(), picked.location()),
                    step.operation().occurredAt()));
        }
    }

    private void pick(Taken taken) {
        if (taken.whole()) {
            draft.put(taken.line().with(ClaimState.PICKED, taken.quantity()));
            return;
        }
        ReservedLine part = taken.part(draft);
        draft.put(taken.rest());
        draft.put(part.with(ClaimState.PICKED, taken.quantity()));
    }

    private void reject(Taken taken) {
        ReservedLine line = taken.line();
        Fulfilment type = rules.of(line.terms().fulfilment());
        ReservedLine rejected = line;
        if (taken.whole()) {
            draft.end(line, ClaimState.REJECTED);
        } else {
            rejected = taken.part(draft);
            draft.put(taken.rest());
            draft.end(rejected, ClaimState.REJECTED);
        }
        if (type.setAside()) {
            move(taken, Place.location(line.location()), Bucket.QUALITY_HOLD, "short_pick");
        }
        if (type.countTask()) {
            draft.raise(Exceptions.count(line, taken.quantity()));
        }
        switch (type.onReject()) {
            case REROUTE ->
                draft.put(new Taken(rejected, taken.quantity())
                        .part(draft)
                        .at(NetworkAvailability.UNASSIGNED)
                        .with(ClaimState.CONFIRMED, taken.quantity()));
            case PICKUP_EXCEPTION -> draft.raise(Exceptions.pickup(line, taken.quantity(), draft.levels()));
            case PERSON -> draft.raise(Exceptions.rejected(line, taken.quantity(), draft.levels()));
        }
    }

    private void consume(Taken taken) {
        ReservedLine line = taken.line();
        BigDecimal left = line.open().subtract(taken.quantity());
        ReservedLine rest = line.with(new ReservedLine.Amounts(
                line.amounts().per(),
                line.amounts().asked(),
                left,
                line.amounts().consumed().add(taken.quantity())));
        draft.put(left.signum() == 0 ? rest.with(ClaimState.CONSUMED, left) : rest);
        move(taken, Place.CUSTOMER, Bucket.SELLABLE, "shipment");
    }

    private void move(Taken taken, Place to, Bucket bucket, String reason) {
        draft.move(new Movement(
                step.reservation(),
                taken.line().id().sku(),
                taken.quantity(),
                Place.location(taken.line().location()),
                Bucket.SELLABLE,
                to,
                bucket,
                reason,
                step.operation().occurredAt(),
                null));
    }
}
