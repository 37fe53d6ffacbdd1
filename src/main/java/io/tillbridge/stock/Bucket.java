package io.tillbridge.stock;

import java.util.Locale;

/** The physical condition of stock at a location; on hand is the sum of all of them. */
public enum Bucket {
    SELLABLE,
    DAMAGED,
    QUALITY_HOLD,
    DISPLAY;

    /** As in tables and canonical events. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The bucket a word names.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Bucket of(String word) {
        for (Bucket bucket : values()) {
            if (bucket.word().equals(word)) {
                return bucket;
            }
        }
        throw new IllegalArgumentException(
                "a bucket is sellable, damaged, quality_hold or display, found '" + word + "'");
    }
}
