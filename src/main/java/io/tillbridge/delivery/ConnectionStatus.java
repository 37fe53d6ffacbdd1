package io.tillbridge.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one destination of a connection is doing.
 *
 * @param due lanes to be told, those held or scheduled included
 * @param lastSuccess null when nothing was ever delivered
 * @param budgetLeft calls left now on this node; null when the connector sets no budget
 * @param breaker {@code closed, open, half_open}
 */
public record ConnectionStatus(
        String connection,
        String destination,
        boolean paused,
        @Nullable String pausedBecause,
        long due,
        long inFlight,
        long dead,
        @Nullable Instant lastSuccess,
        @Nullable Long budgetLeft,
        String breaker) {}
