package io.tillbridge.stock;

import org.jspecify.annotations.Nullable;

/**
 * What rules ask of an item beside its number.
 *
 * @param abcClass such as {@code A}
 * @param velocity a band of {@link VelocityBands}
 */
public record Traits(
        @Nullable String category,
        @Nullable String abcClass,
        @Nullable String velocity) {

    /** Of an item whose speed is not asked for. */
    public Traits(@Nullable String category, @Nullable String abcClass) {
        this(category, abcClass, null);
    }

    /** Nothing is known. */
    public static final Traits UNKNOWN = new Traits(null, null);
}
