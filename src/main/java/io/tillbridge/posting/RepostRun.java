package io.tillbridge.posting;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A set of messages that is to be, or is, reposted.
 *
 * @param state "previewing", then "previewed" until somebody confirms it, then "running", then "finished"; or "cancelled"
 *     before it was confirmed, or "failed" in its preview
 * @param hash names the set and what it becomes; null before its preview is done
 * @param preview the net change, as JSON; null before its preview is done
 * @param finishedAt when it ended, however it did
 * @param failure what its preview failed with
 * @param messages in the set
 * @param seen of them, previewed so far
 * @param pending previewed, not reposted yet and not refused
 */
public record RepostRun(
        UUID id,
        String subject,
        int version,
        String sha256,
        String why,
        String state,
        @Nullable String hash,
        @Nullable String preview,
        String requestedBy,
        Instant createdAt,
        @Nullable Instant confirmedAt,
        @Nullable Instant finishedAt,
        @Nullable String failure,
        int messages,
        int seen,
        int pending,
        int reposted,
        int refused) {

    /** A message that is not reposted, and why. */
    public record Refused(UUID message, String code, String detail) {}
}
