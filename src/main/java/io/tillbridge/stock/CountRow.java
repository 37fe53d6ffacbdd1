package io.tillbridge.stock;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A count as it is kept.
 *
 * @param id ascending
 * @param recordedAt when the books first heard of it
 * @param decidedBy who approved or refused it; null when nobody had to
 */
public record CountRow(
        long id,
        ShelfCount count,
        Instant recordedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt) {}
