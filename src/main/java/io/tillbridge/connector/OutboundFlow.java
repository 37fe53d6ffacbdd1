package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.canonical.EventType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a system is told.
 *
 * @param destination {@code connection.flow}: half of the lane's name
 * @param key the other half, from the canonical event's cells
 * @param collapse null: every event is told in order
 * @param giveUpAfter age at which a failing state becomes a dead letter; time with the breaker open does not count
 */
public record OutboundFlow(
        String name,
        String destination,
        Set<EventType> accepts,
        String mapping,
        KeyRule key,
        String client,
        OutboundCall call,
        @Nullable Collapse collapse,
        Map<String, ResolveRule> resolve,
        Idempotency idempotency,
        @Nullable ItemResults items,
        List<ErrorRule> itemErrors,
        @Nullable Condition when,
        Duration giveUpAfter) {

    public OutboundFlow {
        accepts = Set.copyOf(accepts);
        resolve = Map.copyOf(resolve);
        itemErrors = List.copyOf(itemErrors);
    }

    /**
     * Only the newest state matters. The leading edge and every fall go out at once; what rises within the window is
     * grouped.
     *
     * @param max lanes per call; 1 for an API that takes one item
     */
    public record Collapse(Duration window, int max) {}

    /**
     * The key that stays the same for every repetition of an attempt.
     *
     * @param header that carries it; null when the request's own template does
     */
    public record Idempotency(@Nullable String header, KeyRule key) {}

    /**
     * Per-item outcomes inside one answer.
     *
     * @param errors array of the items that failed
     * @param index where in such an error the item's position stands: a pointer within the error
     */
    public record ItemResults(JsonPointer errors, JsonPointer index) {}
}
