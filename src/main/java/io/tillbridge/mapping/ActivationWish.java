package io.tillbridge.mapping;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From when a version is to count.
 *
 * @param from null for ever, which only the first row of its connections may say
 * @param at now
 * @param connections only these; empty for all
 * @param backdate whether it may count from a time that another version counted for
 */
public record ActivationWish(
        String subject,
        int version,
        @Nullable Instant from,
        Instant at,
        String by,
        String why,
        List<String> connections,
        boolean backdate) {

    public ActivationWish {
        connections = List.copyOf(connections);
    }
}
