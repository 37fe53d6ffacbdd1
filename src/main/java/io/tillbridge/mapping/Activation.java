package io.tillbridge.mapping;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code activations.yaml}: from when a version counts, for whom, and who decided it why.
 *
 * @param from basis time from which the version counts
 * @param at when the decision was made
 * @param connections only these; empty for all
 * @param rollbackOf the version this row withdraws
 */
public record Activation(
        int version,
        Instant from,
        Instant at,
        String by,
        String why,
        List<String> connections,
        @Nullable Integer rollbackOf) {

    public Activation {
        connections = List.copyOf(connections);
    }

    /** Whether it counts for a connection, whatever the time. */
    public boolean covers(String connection) {
        return connections.isEmpty() || connections.contains(connection);
    }
}
