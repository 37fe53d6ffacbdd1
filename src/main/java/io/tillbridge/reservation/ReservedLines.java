package io.tillbridge.reservation;

import io.tillbridge.reservation.Request.Kind;
import io.tillbridge.stock.ClaimState;
import io.tillbridge.stock.NetworkAvailability;
import io.tillbridge.stock.ReservedLine;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Those of reservations. */
@Component
public final class ReservedLines implements SubstitutedLines {

    private final ReservationDesk desk;
    private final ReservationQueries reservations;
    private final Clock clock;

    public ReservedLines(ReservationDesk desk, ReservationQueries reservations, Clock clock) {
        this.desk = desk;
        this.reservations = reservations;
        this.clock = clock;
    }

    /** By the database, as holds expire. */
    Instant now() {
        return reservations.now();
    }

    @Override
    public Found find(Substitution.Of of, String line) {
        UUID reservation = Objects.requireNonNull(of.reservation());
        List<ReservedLine> parts = parts(reservation, line);
        if (parts.isEmpty()) {
            return Found.refused("line_unknown", "reservation " + reservation + " has no line '" + line + "'");
        }
        boolean kit = parts.stream()
                .anyMatch(part -> !part.id().sku().equals(parts.get(0).id().sku())
                        || part.amounts().per().compareTo(BigDecimal.ONE) != 0);
        if (kit) {
            return Found.refused(
                    "kit_not_substituted", "line '" + line + "' is a kit; offer another kit as a new line");
        }
        if (parts.stream().anyMatch(part -> part.state() == ClaimState.HELD)) {
            return Found.refused("not_confirmed", "line '" + line + "' is held only; change the cart instead");
        }
        ReservedLine last = parts.get(parts.size() - 1);
        return new Found(
                new Line(
                        last.id().connection(),
                        last.id().reference(),
                        last.id().sku(),
                        open(parts, true),
                        asked(parts, ClaimState.PAID_UNRESERVED),
                        place(last),
                        last.terms().channel(),
                        last.terms().fulfilment(),
                        last.terms().promisedAt(),
                        parts.stream().anyMatch(part -> part.terms().paid()),
                        parts.stream().anyMatch(part -> part.state() == ClaimState.ALLOCATED)),
                null);
    }

    @Override
    public void give(Substitution offer) {
        UUID reservation = Objects.requireNonNull(offer.of().reservation());
        BigDecimal given = open(parts(reservation, offer.line()), false).min(offer.quantity());
        if (given.signum() > 0) {
            desk.ask(new Request.Step(
                    reservation,
                    Kind.RELEASE,
                    List.of(new Request.Part(offer.line(), given)),
                    null,
                    new Request.Operation("substitution " + offer.id() + " " + Kind.RELEASE, clock.instant())));
        }
    }

    private List<ReservedLine> parts(UUID reservation, String line) {
        return reservations.find(List.of(reservation)).stream()
                .filter(one -> one.id().line().equals(line))
                .toList();
    }

    /** @param rejected whether what a location could not find counts when nothing is open */
    private static BigDecimal open(List<ReservedLine> parts, boolean rejected) {
        BigDecimal open = parts.stream().map(ReservedLine::open).reduce(BigDecimal.ZERO, BigDecimal::add);
        return open.signum() > 0 || !rejected ? open : asked(parts, ClaimState.REJECTED);
    }

    private static BigDecimal asked(List<ReservedLine> parts, ClaimState state) {
        return parts.stream()
                .filter(part -> part.state() == state)
                .map(part -> part.amounts().asked())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static @Nullable String place(ReservedLine line) {
        return line.location().equals(NetworkAvailability.UNASSIGNED) ? null : line.location();
    }
}
