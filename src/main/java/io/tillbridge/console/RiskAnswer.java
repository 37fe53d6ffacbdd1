package io.tillbridge.console;

import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.reservation.PromiseRisk;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What of a claim there are no goods for.
 *
 * @param rule why it and not {@code spared}, the claim that would have been next
 * @param reason of the movement that took the goods; {@code messageId}: what it was posted for
 */
record RiskAnswer(
        String quantity,
        String rule,
        @Nullable String spared,
        String reason,
        UUID messageId,
        Instant occurredAt,
        Instant foundAt) {

    static @Nullable RiskAnswer of(@Nullable PromiseRisk risk) {
        return risk == null
                ? null
                : new RiskAnswer(
                        PlainDecimal.text(risk.quantity()),
                        risk.rule(),
                        risk.spared(),
                        risk.reason(),
                        risk.messageId(),
                        risk.occurredAt(),
                        risk.foundAt());
    }
}
