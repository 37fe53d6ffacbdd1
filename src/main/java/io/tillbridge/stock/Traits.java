package io.tillbridge.stock;

import org.jspecify.annotations.Nullable;

/**
 * What rules ask of an item beside its number.
 *
 * @param abcClass such as {@code A}
 */
public record Traits(@Nullable String category, @Nullable String abcClass) {

    /** Nothing is known. */
    public static final Traits UNKNOWN = new Traits(null, null);
}
