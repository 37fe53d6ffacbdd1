package io.tillbridge.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A diff and how far it is.
 *
 * @param state {@code running}, {@code done}, {@code failed}, or {@code lost}: its node ended; ask again
 * @param asked what was asked
 * @param documents read so far
 * @param reached newest first: read back to here; null before the first page
 * @param report a {@link Report} as JSON; null until it is done
 * @param failure why it failed
 */
public record DiffJob(
        UUID id,
        String subject,
        String state,
        JsonNode asked,
        long documents,
        @Nullable Instant reached,
        Instant askedAt,
        @Nullable Instant finishedAt,
        @Nullable JsonNode report,
        @Nullable String failure) {}
