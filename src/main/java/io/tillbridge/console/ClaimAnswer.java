package io.tillbridge.console;

import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.reservation.PromiseRisk;
import io.tillbridge.stock.LiveClaim;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A promise on stock as it stands now.
 *
 * @param sku what lies on the shelf: of a bundle that is made when it is sold, a component
 * @param location where it is claimed, or {@code unassigned}
 * @param state {@code promise_at_risk}: there are no goods for some of it, {@code atRisk} says of how much and why
 * @param quantity in the item's base unit; {@code 0} when it has ended
 * @param messageId the message that changed it last
 */
record ClaimAnswer(
        String key,
        String sku,
        String location,
        String state,
        String quantity,
        Instant updatedAt,
        UUID messageId,
        @Nullable RiskAnswer atRisk) {

    static ClaimAnswer of(LiveClaim claim, @Nullable PromiseRisk risk) {
        return new ClaimAnswer(
                claim.key(),
                claim.sku(),
                claim.location(),
                risk == null ? claim.state() : PromiseRisk.STATE,
                PlainDecimal.text(claim.quantity()),
                claim.updatedAt(),
                claim.messageId(),
                RiskAnswer.of(risk));
    }
}
