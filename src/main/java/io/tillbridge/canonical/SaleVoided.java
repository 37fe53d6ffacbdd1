package io.tillbridge.canonical;

import java.time.Instant;

/**
 * A receipt that was voided: its sale is taken back, goods and money, whether it was told before or comes after.
 *
 * @param voidedAt when; where nobody says, when it was sold
 */
public record SaleVoided(String system, String register, String receiptNumber, Instant voidedAt)
        implements CanonicalEvent {

    @Override
    public EventType type() {
        return EventType.SALE_VOIDED;
    }

    @Override
    public String businessKey() {
        return receiptNumber;
    }

    @Override
    public Instant occurredAt() {
        return voidedAt;
    }
}
