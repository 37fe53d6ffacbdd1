package io.tillbridge.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as it was posted, with its source document.
 *
 * @param ready the document, with the version it was translated by
 * @param state {@code posted}, {@code skipped} and the like, as the record has it
 * @param reason for a posted one what it led to, for a skipped one why
 * @param eventType the word of the canonical event; null before translation
 * @param resolved the references its translation used, as JSON; null when it used none
 * @param settledAt when it was posted or skipped; null before
 */
public record PostedDocument(
        ReadyDocument ready,
        String state,
        @Nullable String reason,
        @Nullable String eventType,
        @Nullable String factKey,
        @Nullable String businessKey,
        @Nullable String resolved,
        @Nullable Instant settledAt) {}
