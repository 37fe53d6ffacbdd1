package io.tillbridge.partner.auth;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What calls carry. Prints without its value.
 *
 * @param renewAt from then on another is asked for; null when it is used until it is refused
 * @param expiresAt the partner takes it no longer; null when it did not say
 */
public record Token(
        String value, @Nullable Instant renewAt, @Nullable Instant expiresAt) {

    private static final Duration EARLIEST = Duration.ofMinutes(5);

    /** A token that lives so long from now on; renewed when a tenth of that is left, at most five minutes. */
    static Token of(String value, @Nullable Duration lives, Instant now) {
        if (lives == null) {
            return new Token(value, null, null);
        }
        Duration tenth = lives.dividedBy(10);
        Instant end = now.plus(lives);
        return new Token(value, end.minus(tenth.compareTo(EARLIEST) < 0 ? tenth : EARLIEST), end);
    }

    boolean fresh(Instant now) {
        return renewAt == null || now.isBefore(renewAt);
    }

    boolean usable(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt);
    }

    @Override
    public String toString() {
        return "Token[renewAt=" + renewAt + ", expiresAt=" + expiresAt + "]";
    }
}
