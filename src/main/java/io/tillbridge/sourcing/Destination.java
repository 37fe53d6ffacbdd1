package io.tillbridge.sourcing;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where goods are to go, as far as it decides where they come from.
 *
 * @param country ISO 3166 alpha-2, in capitals; null when the order does not say
 * @param postcode without spaces, in capitals; null when the order does not say
 */
public record Destination(
        @Nullable String country, @Nullable String postcode) {

    /** Of an order that does not say. */
    public static final Destination UNKNOWN = new Destination(null, null);

    public Destination {
        country = plain(country);
        postcode = plain(postcode);
    }

    static @Nullable String plain(@Nullable String text) {
        String plain = text == null ? "" : text.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        return plain.isEmpty() ? null : plain;
    }
}
