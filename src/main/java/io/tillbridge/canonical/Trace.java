package io.tillbridge.canonical;

import java.time.LocalDate;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Of which lot goods are, or which piece they are.
 *
 * @param lot the lot or batch; null: not told
 * @param serial the serial number, of one piece; null: not told
 * @param expiresOn the last day on which they are good; null: not told
 */
public record Trace(
        @Nullable String lot,
        @Nullable String serial,
        @Nullable LocalDate expiresOn) implements Comparable<Trace> {

    public static final Trace NONE = new Trace(null, null, null);

    private static final Comparator<Trace> ORDER = Comparator.comparing(
                    Trace::lot, Comparator.nullsLast(Comparator.<String>naturalOrder()))
            .thenComparing(Trace::serial, Comparator.nullsLast(Comparator.<String>naturalOrder()))
            .thenComparing(Trace::expiresOn, Comparator.nullsLast(Comparator.<LocalDate>naturalOrder()));

    /** Whether nothing is told. */
    public boolean none() {
        return lot == null && serial == null && expiresOn == null;
    }

    /** The same goods, whatever was told of their date. */
    public Trace undated() {
        return expiresOn == null ? this : new Trace(lot, serial, null);
    }

    @Override
    public int compareTo(Trace other) {
        return ORDER.compare(this, other);
    }
}
