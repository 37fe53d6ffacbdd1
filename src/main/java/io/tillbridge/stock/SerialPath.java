package io.tillbridge.stock;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the piece with a serial number went, by the movements that count of it: a function of these alone, so it does not matter
 * in which order they were told. Pure.
 *
 * @param at the place where it is; null: nothing is known of it
 * @param bucket there
 * @param doubts what does not fit since it last came in as it should
 */
public record SerialPath(@Nullable String at, @Nullable String bucket, List<Doubt> doubts) {

    private static final Comparator<LedgerEntry> BY_TIME = Comparator.comparing(LedgerEntry::occurredAt)
            .thenComparing(LedgerEntry::messageId)
            .thenComparing(LedgerEntry::id);

    public SerialPath {
        doubts = List.copyOf(doubts);
    }

    /** What may be wrong. */
    public enum Kind {
        /** It came in although it was in stock. */
        IN_STOCK,
        /** It left a place where it was not. */
        NOT_THERE
    }

    /**
     * A movement that does not fit.
     *
     * @param was where the books had it; null: nowhere
     */
    public record Doubt(Kind kind, LedgerEntry by, @Nullable String was) {}

    /** Of one item and serial number. */
    public static SerialPath of(Collection<LedgerEntry> live) {
        List<LedgerEntry> open = new ArrayList<>(live);
        open.sort(BY_TIME);
        List.copyOf(open).forEach(one -> cancel(open, one));
        String at = null;
        String bucket = null;
        List<Doubt> doubts = new ArrayList<>();
        while (!open.isEmpty()) {
            LedgerEntry next = next(open, at);
            open.remove(next);
            if (comesIn(next) && !inStock(at)) {
                doubts.clear();
            } else if (comesIn(next)) {
                doubts.add(new Doubt(Kind.IN_STOCK, next, at));
            } else if (isLocation(next.fromPlace()) && !next.fromPlace().equals(at)) {
                doubts.add(new Doubt(Kind.NOT_THERE, next, at));
            }
            at = next.toPlace();
            bucket = next.toBucket();
        }
        return new SerialPath(at, bucket, doubts);
    }

    /** Whether it is at a location or on its way to one. */
    public boolean inStock() {
        return inStock(at);
    }

    /** What one message moves there and back moved nothing. */
    private static void cancel(List<LedgerEntry> open, LedgerEntry one) {
        if (open.contains(one)) {
            open.stream()
                    .filter(other -> other.messageId().equals(one.messageId())
                            && other.occurredAt().equals(one.occurredAt())
                            && other.fromPlace().equals(one.toPlace())
                            && other.toPlace().equals(one.fromPlace())
                            && !other.fromPlace().equals(one.fromPlace()))
                    .findFirst()
                    .ifPresent(back -> open.removeAll(List.of(one, back)));
        }
    }

    /** Of several movements of one instant the one first that begins where the piece is. */
    private static LedgerEntry next(List<LedgerEntry> sorted, @Nullable String at) {
        LedgerEntry first = sorted.get(0);
        return sorted.stream()
                .takeWhile(one -> one.occurredAt().equals(first.occurredAt()))
                .filter(one -> at == null ? comesIn(one) : one.fromPlace().equals(at))
                .findFirst()
                .orElse(first);
    }

    private static boolean comesIn(LedgerEntry entry) {
        return !inStock(entry.fromPlace()) && inStock(entry.toPlace());
    }

    private static boolean inStock(@Nullable String place) {
        return place != null && (isLocation(place) || place.equals(Place.IN_TRANSIT.name()));
    }

    private static boolean isLocation(String place) {
        return new Place(place).isLocation();
    }
}
