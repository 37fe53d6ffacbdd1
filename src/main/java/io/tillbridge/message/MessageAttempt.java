package io.tillbridge.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a message after its first pass.
 *
 * @param stage {@code post, fetch} or {@code replay}
 * @param outcome {@code posted, skipped, held, released, retry, dead, replayed, reposted}
 * @param code stable code of a failure or hold; the versions of a repost
 * @param detail what it was; who reposted it and why
 */
public record MessageAttempt(
        Instant at,
        String stage,
        String outcome,
        @Nullable String code,
        @Nullable String detail) {}
