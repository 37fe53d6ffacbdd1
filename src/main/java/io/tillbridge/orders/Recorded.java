package io.tillbridge.orders;

import io.tillbridge.canonical.Revision;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the books hold of an order before a posting.
 *
 * @param json the canonical order last posted
 * @param departures as {@link OrderState#departures}
 * @param fulfilments as {@link OrderState#fulfilments}
 * @param allocations as {@link OrderState#allocations}
 * @param ordered as {@link OrderState#ordered}
 */
public record Recorded(
        OrderKey key,
        Revision revision,
        String json,
        @SuppressWarnings("ArrayRecordComponent") byte[] contentHash,
        String mapping,
        UUID messageId,
        @Nullable String departures,
        @Nullable String fulfilments,
        @Nullable String allocations,
        @Nullable String ordered) {}
