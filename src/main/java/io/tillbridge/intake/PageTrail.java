package io.tillbridge.intake;

import io.tillbridge.platform.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a listing goes in a circle, in constant memory (Brent's algorithm): what names a page is compared with one
 * earlier mark, which moves on at every power of two.
 *
 * @param mark hash of what named the marked page
 * @param power steps after which the mark moves
 * @param steps since the mark
 */
record PageTrail(String mark, int power, int steps) {

    /** Before the first page. */
    static final PageTrail START = new PageTrail("", 1, 0);

    /** The trail with one more page; null when the listing has been there. */
    @Nullable
    PageTrail with(String name) {
        String hash = HexFormat.of().formatHex(Sha256.of(name.getBytes(StandardCharsets.UTF_8)), 0, 16);
        if (hash.equals(mark)) {
            return null;
        }
        return mark.isEmpty() || steps + 1 >= power
                ? new PageTrail(hash, mark.isEmpty() ? 1 : power * 2, 0)
                : new PageTrail(mark, power, steps + 1);
    }
}
