package io.tillbridge.message;

import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.HoldKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a document in one pass through posting.
 *
 * @param reason code of why it is skipped, held or dead; for a posted one what it led to, such as {@code split}
 * @param fetch what is to be fetched, as JSON; only for {@code FETCHING}
 * @param hold what it waits for and until when; only for {@code HELD}
 * @param resolved the references its translation used, as JSON
 */
public record Settlement(
        ReadyDocument ready,
        MessageState state,
        @Nullable String reason,
        @Nullable String businessKey,
        @Nullable EventType eventType,
        @Nullable String factKey,
        @Nullable Stamp stamp,
        @Nullable Instant occurredAt,
        @Nullable Hold hold,
        @Nullable String fetch,
        @Nullable String resolved) {

    /** What is known of a document before posting has looked into it: its keys, and nothing of a translation. */
    public static Settlement untranslated(AcceptedDocument document, MessageState state, @Nullable String reason) {
        return new Settlement(
                ReadyDocument.arrived(document),
                state,
                reason,
                document.businessKey(),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** A condition and its deadline, which counts for the first thing that a message misses and for all after it. */
    public record Hold(HoldKey key, Instant until) {}
}
