package io.tillbridge.console;

import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.stock.LiveClaim;
import java.time.Instant;
import java.util.UUID;

/** A promise on stock as it stands now; quantity {@code 0} when it has ended. */
record ClaimAnswer(String key, String sku, String location, String quantity, Instant updatedAt, UUID messageId) {

    static ClaimAnswer of(LiveClaim claim) {
        return new ClaimAnswer(
                claim.key(),
                claim.sku(),
                claim.location(),
                PlainDecimal.text(claim.quantity()),
                claim.updatedAt(),
                claim.messageId());
    }
}
