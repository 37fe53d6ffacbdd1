package io.tillbridge.reservation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What of a claim there are no goods for, and why it and no other.
 *
 * @param quantity in the item's base unit
 * @param rule a word of {@link TieRule}
 * @param spared the claim that would have been broken next; null: there was none
 * @param messageId the message, or the reservation, that took the goods
 * @param reason of its movement, such as sale or count
 */
public record PromiseRisk(
        BigDecimal quantity,
        String rule,
        @Nullable String spared,
        UUID messageId,
        String reason,
        Instant occurredAt,
        Instant foundAt) {

    /** The state that such a claim is shown in, whatever it was on its way to. */
    public static final String STATE = "promise_at_risk";
}
