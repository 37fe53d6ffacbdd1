package io.tillbridge.reservation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Another item offered for a line.
 *
 * @param held the reservation that holds it
 * @param until it is held so long
 * @param state whether the customer has been asked, or has said yes or no
 */
public record Substitution(
        long id,
        UUID reservation,
        String line,
        String substitute,
        BigDecimal quantity,
        UUID held,
        Instant until,
        String state,
        String proposedBy,
        Instant proposedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt) {

    /** Whether somebody has decided. */
    boolean decided() {
        return !state.equals("proposed");
    }
}
