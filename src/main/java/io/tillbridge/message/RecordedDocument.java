package io.tillbridge.message;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document on record with all that its translation read.
 *
 * @param state {@code held, posted, skipped, dead} and the others of a message
 * @param reason code of why it is skipped, held or dead
 * @param businessKey null when none was read
 * @param eventType the word of what it was to become; null when posting did not come so far
 * @param stamped whether some version of the mapping translated it
 * @param holdKey what it waits for; null unless held
 * @param headers the flow's allowed headers, names in lower case
 * @param resolved the references found when it was translated, as JSON; null when there were none
 * @param body as received, card numbers redacted
 */
public record RecordedDocument(
        UUID id,
        String connection,
        String flow,
        String state,
        @Nullable String reason,
        @Nullable String businessKey,
        @Nullable String eventType,
        boolean stamped,
        @Nullable String holdKey,
        Instant receivedAt,
        Map<String, String> headers,
        @Nullable String resolved,
        @SuppressWarnings("ArrayRecordComponent") byte[] body) {

    public RecordedDocument {
        headers = Map.copyOf(headers);
    }
}
