package io.tillbridge.deadletter;

import java.time.Instant;

/** Unresolved dead letters with one cause: its fingerprint, what they share, how many there are and since when. */
public record FailureGroup(
        String group,
        String stage,
        String code,
        String category,
        String owner,
        String connection,
        String flow,
        String sample,
        long count,
        Instant oldest,
        Instant newest) {}
