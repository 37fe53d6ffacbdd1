package io.tillbridge.posting;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A set of messages that is to be, or is, reposted.
 *
 * @param state "previewed" until somebody confirms it, then "running", then "finished"
 * @param hash names the set and what it becomes
 * @param preview the net change, as JSON
 * @param messages in the set
 * @param pending not reposted yet and not refused
 */
public record RepostRun(
        UUID id,
        String subject,
        int version,
        String sha256,
        String why,
        String state,
        String hash,
        String preview,
        String requestedBy,
        Instant createdAt,
        @Nullable Instant confirmedAt,
        @Nullable Instant finishedAt,
        int messages,
        int pending,
        int reposted,
        int refused) {

    /** A message that is not reposted, and why. */
    public record Refused(UUID message, String code, String detail) {}
}
