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
 * @param backdate whether it may count from before it was decided, although another version counted then
 */
public record Activation(
        int version,
        Instant from,
        Instant at,
        String by,
        String why,
        List<String> connections,
        @Nullable Integer rollbackOf,
        boolean backdate) {

    public Activation {
        connections = List.copyOf(connections);
    }

    /** Whether it counts for a connection, whatever the time. */
    public boolean covers(String connection) {
        return connections.isEmpty() || connections.contains(connection);
    }

    /** Whether there may be a connection for which both count. */
    boolean meets(Activation other) {
        return connections.isEmpty()
                || other.connections.isEmpty()
                || connections.stream().anyMatch(other.connections::contains);
    }

    /** Whether it counts for every connection of these; none stands for all there may be. */
    boolean coversAll(List<String> wanted) {
        return connections.isEmpty() || (!wanted.isEmpty() && connections.containsAll(wanted));
    }
}
