package io.tillbridge.stock;

import java.util.Comparator;

/** One bucket of one item at one location: what is counted. */
public record BucketKey(StockKey key, Bucket bucket) implements Comparable<BucketKey> {

    private static final Comparator<BucketKey> ORDER =
            Comparator.comparing(BucketKey::key).thenComparing(BucketKey::bucket);

    @Override
    public int compareTo(BucketKey other) {
        return ORDER.compare(this, other);
    }
}
