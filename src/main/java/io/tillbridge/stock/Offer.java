package io.tillbridge.stock;

import org.jspecify.annotations.Nullable;

/**
 * For whom a figure is.
 *
 * @param channel where it is sold; null: no particular one, to which only rules for all channels apply
 * @param fulfilment a type of {@code config/fulfilment.yaml}; null: no particular one
 */
public record Offer(@Nullable String channel, @Nullable String fulfilment) {

    /** For no particular channel and fulfilment type. */
    public static final Offer ANY = new Offer(null, null);
}
