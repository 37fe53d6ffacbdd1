package io.tillbridge.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a message after its first pass.
 *
 * @param stage {@code post, fetch} or {@code replay}
 * @param outcome {@code posted, skipped, held, released, retry, dead, replayed}
 * @param code stable code of a failure or hold
 */
public record MessageAttempt(
        Instant at,
        String stage,
        String outcome,
        @Nullable String code,
        @Nullable String detail) {}
