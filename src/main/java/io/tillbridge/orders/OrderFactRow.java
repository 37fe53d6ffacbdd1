package io.tillbridge.orders;

import java.time.Instant;
import java.util.UUID;

/**
 * A payment, refund or return of an order.
 *
 * @param type {@code payment.captured}, {@code payment.refunded} or {@code return}
 * @param messageId the message that told it
 * @param body the canonical event, as JSON
 */
public record OrderFactRow(String type, UUID messageId, Instant occurredAt, String body) {}
