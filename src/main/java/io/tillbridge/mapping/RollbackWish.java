package io.tillbridge.mapping;

import java.time.Instant;
import java.util.List;

/**
 * Which version is to be withdrawn, and which counts in its place for the same time.
 *
 * @param at now
 * @param connections only these; empty for all for which the version counts
 */
public record RollbackWish(
        String subject, int of, int to, Instant at, String by, String why, List<String> connections) {

    public RollbackWish {
        connections = List.copyOf(connections);
    }
}
