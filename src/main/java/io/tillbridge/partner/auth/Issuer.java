package io.tillbridge.partner.auth;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks a partner for tokens. */
interface Issuer {

    /**
     * What came.
     *
     * @param refresh the refresh token that is valid from now on; null when the one used stays so
     * @param lives null when the partner did not say
     */
    record Issued(
            String access,
            @Nullable String refresh,
            @Nullable Duration lives) {
        @Override
        public String toString() {
            return "Issued[lives=" + lives + "]";
        }
    }

    /** All that decides whose token it is, secrets among it: never stored, logged or shown as it is. */
    String origin() throws CredentialsUnusable;

    /** The refresh token that a person gave; null when tokens are asked for without one. */
    default @Nullable String firstRefreshToken() throws CredentialsUnusable {
        return null;
    }

    /**
     * Asks once.
     *
     * @param refreshToken null unless {@link #firstRefreshToken} gives one
     */
    Issued issue(@Nullable String refreshToken) throws IOException;
}
