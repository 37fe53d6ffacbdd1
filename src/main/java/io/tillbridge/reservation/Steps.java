package io.tillbridge.reservation;

import io.tillbridge.reservation.Outcome.Refused;
import io.tillbridge.reservation.Request.Kind;
import io.tillbridge.reservation.Request.Part;
import io.tillbridge.stock.ClaimState;
import io.tillbridge.stock.ReservedLine;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The steps of a reservation between its hold and its end, but for those that name a place or move goods. */
final class Steps {

    private final Request.Step step;
    private final FulfilmentRules rules;
    private final Draft draft;
    private final Instant now;

    Steps(Request.Step step, FulfilmentRules rules, Draft draft, Instant now) {
        this.step = step;
        this.rules = rules;
        this.draft = draft;
        this.now = now;
    }

    /** Empty when it is done. */
    Optional<Refused> decide() {
        if (draft.lines().isEmpty()) {
            return Optional.of(Refused.of(
                    "reservation_unknown", "no reservation " + step.reservation() + "; the list finds it by its cart"));
        }
        for (Part part : step.parts()) {
            if (draft.of(part.line()).isEmpty()) {
                return Optional.of(Refused.of("line_unknown", "the reservation has no line '" + part.line() + "'"));
            }
        }
        return Optional.ofNullable(
                switch (step.kind()) {
                    case EXTEND, PAYMENT_STARTED, CONFIRM, PAID -> renew();
                    case RELEASE -> release();
                    case NO_SHOW -> notFetched();
                    case ALLOCATE, MOVE -> new Placing(step, draft).decide();
                    case PICK, SHORT_PICK, CONSUME -> new Shelf(step, rules, draft).decide();
                });
    }

    /** The lines a step is about, each with its parts: those it names, or all. */
    static Map<String, List<ReservedLine>> lines(Request.Step step, Draft draft) {
        Map<String, List<ReservedLine>> lines = new LinkedHashMap<>();
        List<String> names = step.parts().isEmpty()
                ? draft.lines().stream()
                        .map(line -> line.id().line())
                        .distinct()
                        .toList()
                : step.parts().stream().map(Part::line).distinct().toList();
        names.forEach(name -> lines.put(name, draft.of(name)));
        return lines;
    }

    /** The quantity a step names for a line, in units of the line; null: all. */
    static @Nullable BigDecimal quantity(Request.Step step, String line) {
        BigDecimal quantity = null;
        for (Part part : step.parts()) {
            quantity = part.line().equals(line) ? part.quantity() : quantity;
        }
        return quantity;
    }

    private @Nullable Refused renew() {
        int mark = draft.mark();
        List<Outcome.Shortage> shortages = new ArrayList<>();
        int renewed = 0;
        for (Map.Entry<String, List<ReservedLine>> line : lines(step, draft).entrySet()) {
            List<ReservedLine> expired = new ArrayList<>(with(line.getValue(), ClaimState.EXPIRED));
            if (step.kind() == Kind.PAID) {
                expired.addAll(with(line.getValue(), ClaimState.PAID_UNRESERVED));
            }
            line.getValue().stream().filter(one -> one.state().open()).forEach(this::go);
            renewed += (int) line.getValue().stream()
                            .filter(one -> one.state().open())
                            .count()
                    + expired.size();
            if (!expired.isEmpty() && !reacquired(expired)) {
                shortages.add(shortage(line.getKey(), expired));
                if (step.kind() == Kind.PAID) {
                    expired.forEach(this::unreserved);
                }
            }
        }
        if (renewed == 0) {
            return Refused.of(
                    "reservation_ended", "nothing of it is open: " + states() + "; ask for a new hold of the cart");
        }
        if (!shortages.isEmpty() && step.kind() != Kind.PAID) {
            draft.backTo(mark);
            return new Refused("hold_expired", "the hold has expired and stock does not cover it any more", shortages);
        }
        return null;
    }

    private String states() {
        return String.join(
                ", ",
                draft.lines().stream()
                        .map(line -> line.state().word())
                        .distinct()
                        .toList());
    }

    private static List<ReservedLine> with(List<ReservedLine> lines, ClaimState state) {
        return lines.stream().filter(line -> line.state() == state).toList();
    }

    private void go(ReservedLine line) {
        ReservedLine next = line;
        boolean accepts = step.kind() == Kind.CONFIRM || step.kind() == Kind.PAID;
        if (line.state() == ClaimState.HELD) {
            next = accepts
                    ? line.with(ClaimState.CONFIRMED, line.open())
                            .with(line.terms().until(null))
                    : line.with(line.terms().until(later(line)));
        }
        draft.put(step.kind() == Kind.PAID ? next.with(next.terms().withPayment()) : next);
    }

    private @Nullable Instant later(ReservedLine line) {
        Instant end = end(line);
        Instant before = line.terms().expiresAt();
        return before == null || end == null || end.isBefore(before) ? before : end;
    }

    private @Nullable Instant end(ReservedLine line) {
        Fulfilment type = rules.of(line.terms().fulfilment());
        Duration length = step.kind() == Kind.PAYMENT_STARTED ? type.payment() : type.expiry();
        return length == null ? null : now.plus(length);
    }

    /** All items of a line or none. */
    private boolean reacquired(List<ReservedLine> expired) {
        int mark = draft.mark();
        for (ReservedLine line : expired) {
            BigDecimal wanted = line.amounts().asked().subtract(line.amounts().consumed());
            if (draft.levels().available(line.stock(), line.offer()).compareTo(wanted) < 0) {
                draft.backTo(mark);
                return false;
            }
            ReservedLine held =
                    line.with(ClaimState.HELD, wanted).with(line.terms().until(end(line)));
            draft.put(held);
            go(held);
        }
        return true;
    }

    private void unreserved(ReservedLine line) {
        draft.put(line.with(ClaimState.PAID_UNRESERVED, BigDecimal.ZERO)
                .with(line.terms().until(null).withPayment()));
        draft.raise(Exceptions.paidUnreserved(line, draft.levels()));
    }

    private Outcome.Shortage shortage(String name, List<ReservedLine> expired) {
        return Placing.shortage(name, expired, draft.levels(), false);
    }

    private @Nullable Refused notFetched() {
        lines(step, draft).values().stream()
                .flatMap(List::stream)
                .filter(line -> line.state().accepted())
                .forEach(line -> {
                    if (line.terms().paid()) {
                        draft.raise(Exceptions.refund(line));
                    }
                    if (line.state() == ClaimState.PICKED) {
                        draft.raise(Exceptions.putBack(line));
                    }
                });
        return release();
    }

    /** What has left stays as it is: goods come back by a return only, and what was never claimed restocks nothing. */
    private @Nullable Refused release() {
        lines(step, draft).forEach((name, lines) -> {
            BigDecimal only = quantity(step, name);
            for (String sku :
                    lines.stream().map(line -> line.id().sku()).distinct().toList()) {
                List<ReservedLine> open = lines.stream()
                        .filter(line ->
                                line.id().sku().equals(sku) && line.state().open())
                        .sorted(Comparator.comparing(ReservedLine::state)) // what is furthest on the way goes last
                        .toList();
                BigDecimal all = open.stream().map(ReservedLine::open).reduce(BigDecimal.ZERO, BigDecimal::add);
                BigDecimal given = only == null || open.isEmpty()
                        ? all
                        : only.multiply(open.get(0).amounts().per());
                Taken.of(open, given).forEach(taken -> give(taken.line(), taken.quantity()));
            }
            with(lines, ClaimState.PAID_UNRESERVED).forEach(line -> draft.end(line, ClaimState.RELEASED));
        });
        return null;
    }

    private void give(ReservedLine line, BigDecimal given) {
        BigDecimal left = line.open().subtract(given);
        if (left.signum() == 0) {
            draft.end(line, line.amounts().consumed().signum() > 0 ? ClaimState.CONSUMED : ClaimState.RELEASED);
        } else {
            draft.put(line.with(new ReservedLine.Amounts(
                    line.amounts().per(),
                    line.amounts().asked().subtract(given),
                    left,
                    line.amounts().consumed())));
        }
    }
}
