package io.tillbridge.posting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Running numbers of receipts that have all come.
 *
 * @param messageId the receipt that was the first behind the gap below
 * @param since when that gap was noticed
 */
record ReceiptRange(long first, long last, UUID messageId, Instant since) {

    /** Numbers further apart than this are no gap: the register began to count anew. */
    static final int FARTHEST = 1000;

    /** Ranges of one series; what would be more forgets the lowest gap. */
    static final int MOST = 100;

    /** Numbers that are missing between two ranges. */
    record Gap(long first, long last, UUID messageId) {}

    /** The ranges with these numbers in them, in ascending order. Pure. */
    static List<ReceiptRange> with(Collection<ReceiptRange> ranges, Map<Long, UUID> numbers, Instant now) {
        TreeMap<Long, ReceiptRange> merged = new TreeMap<>();
        ranges.forEach(range -> merged.put(range.first(), range));
        numbers.forEach((number, messageId) -> add(merged, number, messageId, now));
        while (merged.size() > MOST) {
            ReceiptRange low = merged.pollFirstEntry().getValue();
            ReceiptRange next = merged.pollFirstEntry().getValue();
            merged.put(low.first(), new ReceiptRange(low.first(), next.last(), low.messageId(), low.since()));
        }
        return new ArrayList<>(merged.values());
    }

    private static void add(TreeMap<Long, ReceiptRange> ranges, long number, UUID messageId, Instant now) {
        Map.Entry<Long, ReceiptRange> below = ranges.floorEntry(number);
        if (below != null && below.getValue().last() >= number) {
            return;
        }
        ReceiptRange low = below != null && below.getValue().last() == number - 1 ? below.getValue() : null;
        ReceiptRange high = ranges.remove(number + 1);
        ReceiptRange start = low != null ? low : high != null ? high : new ReceiptRange(number, number, messageId, now);
        long first = low == null ? number : low.first();
        long last = high == null ? number : high.last();
        ranges.put(first, new ReceiptRange(first, last, start.messageId(), start.since()));
    }

    /** What is missing between ranges in ascending order. */
    static List<Gap> gaps(List<ReceiptRange> ranges) {
        List<Gap> gaps = new ArrayList<>();
        for (int i = 1; i < ranges.size(); i++) {
            long first = ranges.get(i - 1).last() + 1;
            long last = ranges.get(i).first() - 1;
            if (last - first < FARTHEST) {
                gaps.add(new Gap(first, last, ranges.get(i).messageId()));
            }
        }
        return gaps;
    }
}
