package io.tillbridge.connector;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The sender's delivery id, and how long it is remembered. Recognises a repeat early and decides nothing in the books.
 *
 * @param keep from the arrival; the receipt is forgotten within a day after
 * @param retriesFor the sender's retry window; {@code keep} is longer
 */
public record ReceiptRule(
        KeyRule key, Duration keep, @Nullable Duration retriesFor) {}
