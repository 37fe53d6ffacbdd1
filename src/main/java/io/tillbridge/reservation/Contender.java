package io.tillbridge.reservation;

import io.tillbridge.platform.Sha256;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A promise that may be broken, as the tie-breaker sees it.
 *
 * @param key of its claim
 * @param open what of it there are still goods for, in the item's base unit
 * @param promisedAt when the customer was told to have it; null: no day was told
 * @param elsewhere whether another location has it and may serve it
 * @param penalty of its channel, greater is worse
 * @param position the order of commit; 0: before that was known
 */
record Contender(
        String key,
        BigDecimal open,
        boolean paid,
        @Nullable Instant promisedAt,
        boolean elsewhere,
        int penalty,
        long position) {

    /** Says nothing of the promise, so nobody can aim at it. */
    String hash() {
        return HexFormat.of().formatHex(Sha256.of(key.getBytes(StandardCharsets.UTF_8)));
    }
}
