package io.tillbridge.canonical;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * The source's version of a state: greater is newer. A counter stands for itself, an instant for its nanoseconds since
 * 1970-01-01T00:00Z; one system always uses one of the two.
 */
public record Revision(BigDecimal order) implements Comparable<Revision> {

    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

    /**
     * Reads a revision cell.
     *
     * @throws IllegalArgumentException when the text is neither digits nor an ISO 8601 instant
     */
    public static Revision parse(String text) {
        if (counter(text)) {
            return new Revision(new BigDecimal(text));
        }
        try {
            Instant at = IsoTimes.instant(text);
            long nanos = at.getNano();
            return new Revision(
                    BigDecimal.valueOf(at.getEpochSecond()).multiply(NANOS).add(BigDecimal.valueOf(nanos)));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "a revision is a counter or an ISO 8601 instant, found '" + text + "'", e);
        }
    }

    private static boolean counter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    @Override
    public int compareTo(Revision other) {
        return order.compareTo(other.order);
    }
}
