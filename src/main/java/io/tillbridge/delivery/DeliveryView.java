package io.tillbridge.delivery;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One attempt as operators see it; it contains no secret.
 *
 * @param state {@code in_flight, unknown, postponed, delivered, refused, failed, superseded, dry_run}
 * @param request method, path, query and headers as JSON
 * @param body as sent, UTF-8
 * @param mapping that translated the lanes; null of attempts that were stored without it
 * @param answer of the last call, size-capped
 */
public record DeliveryView(
        UUID id,
        String destination,
        String idempotencyKey,
        String state,
        String request,
        String body,
        List<String> keys,
        @Nullable String mapping,
        @Nullable Integer mappingVersion,
        int calls,
        @Nullable Integer status,
        @Nullable String answer,
        @Nullable Instant callAt,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    public DeliveryView {
        keys = List.copyOf(keys);
    }
}
