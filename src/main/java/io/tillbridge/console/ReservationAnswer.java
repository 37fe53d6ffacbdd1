package io.tillbridge.console;

import static io.tillbridge.canonical.PlainDecimal.text;

import io.tillbridge.reservation.Outcome;
import io.tillbridge.reservation.PromiseRisk;
import io.tillbridge.stock.ClaimState;
import io.tillbridge.stock.NetworkAvailability;
import io.tillbridge.stock.ReservedLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reservation with all its claims.
 *
 * @param shortages of a partial request: what it did not get
 */
record ReservationAnswer(
        UUID id,
        String connection,
        String reference,
        List<Line> lines,
        @Nullable List<ShortageAnswer> shortages) {

    /**
     * One claim: an item of a line, or a part of it.
     *
     * @param location absent while none is chosen
     * @param quantity claimed now, in the item's base unit; zero once it has ended
     * @param asked what the line wants of the item
     * @param consumed has left already
     * @param state {@code promise_at_risk}: there are no goods for some of it, {@code atRisk} says of how much and why
     */
    record Line(
            String line,
            String sku,
            @Nullable String location,
            String state,
            String quantity,
            String asked,
            String consumed,
            String fulfilment,
            @Nullable String channel,
            @Nullable Instant expiresAt,
            @Nullable Instant promisedAt,
            boolean paid,
            @Nullable RiskAnswer atRisk) {

        static Line of(ReservedLine line, Instant now, @Nullable PromiseRisk risk) {
            boolean expired = line.expired(now);
            String state = (expired ? ClaimState.EXPIRED : line.state()).word();
            RiskAnswer atRisk = expired ? null : RiskAnswer.of(risk);
            return new Line(
                    line.id().line(),
                    line.id().sku(),
                    place(line.location()),
                    atRisk == null ? state : PromiseRisk.STATE,
                    text(expired ? BigDecimal.ZERO : line.open()),
                    text(line.amounts().asked()),
                    text(line.amounts().consumed()),
                    line.terms().fulfilment(),
                    line.terms().channel(),
                    line.terms().expiresAt(),
                    line.terms().promisedAt(),
                    line.terms().paid(),
                    atRisk);
        }
    }

    /**
     * A line that stock does not cover.
     *
     * @param available what could be had, in units of the line
     * @param why the deductions, for each item of the line
     */
    record ShortageAnswer(String line, @Nullable String location, String asked, String available, List<WhyAnswer> why) {

        static ShortageAnswer of(Outcome.Shortage shortage) {
            return new ShortageAnswer(
                    shortage.line(),
                    shortage.location(),
                    text(shortage.asked()),
                    text(shortage.available()),
                    shortage.why().stream().map(WhyAnswer::of).toList());
        }
    }

    /** A figure and its deductions; {@code available} is never more than the network's. */
    record WhyAnswer(
            String sku,
            String sellable,
            String claimed,
            String safetyStock,
            String buffer,
            String unassigned,
            String shortfall,
            String available) {

        static WhyAnswer of(Outcome.Why why) {
            return new WhyAnswer(
                    why.sku(),
                    text(why.sellable()),
                    text(why.claimed()),
                    text(why.safetyStock()),
                    text(why.buffer()),
                    text(why.unassigned()),
                    text(why.shortfall()),
                    text(why.available()));
        }
    }

    static ReservationAnswer of(List<ReservedLine> lines, Instant now, Map<String, PromiseRisk> risks) {
        return of(lines, List.of(), now, risks);
    }

    static ReservationAnswer of(
            List<ReservedLine> lines, List<Outcome.Shortage> shortages, Instant now, Map<String, PromiseRisk> risks) {
        ReservedLine first = lines.get(0);
        return new ReservationAnswer(
                first.id().reservation(),
                first.id().connection(),
                first.id().reference(),
                lines.stream()
                        .map(line -> Line.of(line, now, risks.get(line.id().key())))
                        .toList(),
                shortages.isEmpty()
                        ? null
                        : shortages.stream().map(ShortageAnswer::of).toList());
    }

    private static @Nullable String place(String location) {
        return location.equals(NetworkAvailability.UNASSIGNED) ? null : location;
    }
}
