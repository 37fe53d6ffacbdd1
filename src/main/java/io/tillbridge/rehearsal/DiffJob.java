package io.tillbridge.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A diff and how far it is.
 *
 * @param state {@code queued} behind other diffs of its node, {@code running}, {@code done}, {@code failed},
 *     {@code cancelled}, or {@code lost}: its node ended; ask again
 * @param asked what was asked
 * @param documents read so far
 * @param askedAt documents received until then are read
 * @param reached newest first: read back to here; null before the first page
 * @param report a {@link Report} as JSON; null until it is done
 * @param failure why it failed
 * @param place how many diffs come before it on its node; null unless it is queued
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
        @Nullable String failure,
        @Nullable Integer place) {

    /** Whether an answer is still to come. */
    public boolean open() {
        return state.equals("queued") || state.equals("running");
    }
}
