package io.tillbridge.deadletter;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a dead letter came to be what it is: its failures and its replays, each oldest first, the last 100 of both. */
public record Lineage(List<Failed> failures, List<Ordered> replays) {

    public Lineage {
        failures = List.copyOf(failures);
        replays = List.copyOf(replays);
    }

    /**
     * One failure; the last is what the letter itself tells.
     *
     * @param number 1 for the first
     * @param at where it failed: a path, a pointer or a lane
     */
    public record Failed(
            int number,
            Instant failedAt,
            String stage,
            String code,
            String category,
            String at,
            String detail,
            @Nullable String mapping,
            @Nullable Integer mappingVersion) {}

    /**
     * One replay that named the letter.
     *
     * @param state replayed or refused
     * @param refusal why it was refused; null when it was replayed
     */
    public record Ordered(
            UUID replayId,
            Instant requestedAt,
            String requestedBy,
            String reason,
            String state,
            @Nullable String refusal) {}
}
