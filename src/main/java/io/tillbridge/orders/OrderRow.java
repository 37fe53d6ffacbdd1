package io.tillbridge.orders;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order as it is posted now.
 *
 * @param revision the source's counter, or an instant as epoch nanoseconds
 * @param document the canonical order last posted, as JSON
 * @param messageId the message that brought that revision
 * @param departures as {@link OrderState#departures}
 * @param fulfilments as {@link OrderState#fulfilments}
 * @param allocations as {@link OrderState#allocations}
 * @param ordered as {@link OrderState#ordered}
 */
public record OrderRow(
        OrderKey key,
        String number,
        BigDecimal revision,
        String state,
        String document,
        UUID messageId,
        @Nullable Instant placedAt,
        Instant updatedAt,
        @Nullable String departures,
        @Nullable String fulfilments,
        @Nullable String allocations,
        @Nullable String ordered) {}
