package io.tillbridge.rehearsal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version that translates live documents beside the one that counts, for a time; only what differs is counted.
 *
 * @param sha256 of the version's file when it began; a node that has another does not run it
 * @param connections only these; empty for all
 * @param sample share of the documents, above 0 and at most 1
 * @param stoppedAt when it was ended by hand
 */
public record Shadow(
        UUID id,
        String subject,
        int version,
        String sha256,
        List<String> connections,
        BigDecimal sample,
        String why,
        String by,
        Instant startedAt,
        Instant endsAt,
        @Nullable Instant stoppedAt) {

    private static final int PARTS = 65_536;

    public Shadow {
        connections = List.copyOf(connections);
    }

    /** {@code running}, {@code ended} or {@code stopped}. */
    public String state(Instant now) {
        return stoppedAt != null ? "stopped" : now.isBefore(endsAt) ? "running" : "ended";
    }

    /** Whether it takes a document; always the same answer for the same document. */
    boolean takes(UUID message, String connection) {
        boolean covered = connections.isEmpty() || connections.contains(connection);
        int place = Math.floorMod((message.hashCode() * 0x9E37_79B9) >>> 8, PARTS);
        return covered && BigDecimal.valueOf(place).compareTo(sample.multiply(BigDecimal.valueOf(PARTS))) < 0;
    }
}
