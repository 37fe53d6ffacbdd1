package io.tillbridge.authoring.draft;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outbound flow that tells a system its stock.
 *
 * @param method in small letters
 * @param path with placeholders
 * @param rows of the mapping
 * @param batch whether one call tells several figures
 * @param resolve references to look up, by name
 * @param oneLocation whether the system knows one figure for an item, that of the setting {@code location}
 * @param idempotencyHeader header that carries the key; null when the description names none
 */
public record PushDraft(
        String method,
        String path,
        List<String> rows,
        boolean batch,
        Map<String, String> resolve,
        boolean oneLocation,
        @Nullable String idempotencyHeader) {

    public PushDraft {
        rows = List.copyOf(rows);
        resolve = new LinkedHashMap<>(resolve);
    }
}
