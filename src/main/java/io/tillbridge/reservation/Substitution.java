package io.tillbridge.reservation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Another item offered for a line.
 *
 * @param of whose line it is
 * @param lacking how much of the line no location had when it was offered
 * @param held the reservation that holds it
 * @param until it is held so long
 * @param state whether the customer has been asked, has said yes or no, or nobody needs the answer any more (withdrawn)
 */
public record Substitution(
        long id,
        Of of,
        String line,
        String substitute,
        BigDecimal quantity,
        BigDecimal lacking,
        UUID held,
        Instant until,
        String state,
        String proposedBy,
        Instant proposedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt) {

    /** A reservation, or an order by its system and its id there. */
    public record Of(
            @Nullable UUID reservation,
            @Nullable String system,
            @Nullable String order) {

        public static Of reservation(UUID reservation) {
            return new Of(reservation, null, null);
        }

        public static Of order(String system, String order) {
            return new Of(null, system, order);
        }

        /** Names it among all. */
        String name() {
            return reservation == null ? "order|" + system + "|" + order : reservation.toString();
        }
    }

    /** The word for an offer that the hub took back. */
    static final String WITHDRAWN = "withdrawn";

    /** Whether nothing is left that it could stand for: the line left, is not wanted any more, or what was missing is there. */
    boolean needless(SubstitutedLines.Found found) {
        SubstitutedLines.Line now = found.line();
        return now == null || (now.lacking().signum() <= 0 && (now.open().signum() <= 0 || lacking.signum() > 0));
    }

    /** Whether somebody has decided. */
    boolean decided() {
        return !state.equals("proposed");
    }
}
