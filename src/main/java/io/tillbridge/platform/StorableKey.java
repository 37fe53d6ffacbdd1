package io.tillbridge.platform;

import org.jspecify.annotations.Nullable;

/**
 * Makes text from outside fit to be a key: PostgreSQL text has no U+0000, and a row of a B-tree has at most 2,704 bytes.
 */
public final class StorableKey {

    /** UTF-16 units; at most 1,500 bytes in UTF-8, which leaves room for the other columns of an index. */
    static final int LONGEST = 500;

    private StorableKey() {}

    /**
     * The text itself, or {@code sha256:} and its SHA-256 in hex when it contains U+0000 or is longer than 500 characters.
     * The same text always gives the same key, and a key gives itself.
     */
    public static String of(String text) {
        return text.length() > LONGEST || text.indexOf('\0') >= 0 ? "sha256:" + Sha256.hex(text) : text;
    }

    /** As {@link #of}; no text is no key. */
    public static @Nullable String ofNullable(@Nullable String text) {
        return text == null ? null : of(text);
    }
}
