package io.tillbridge.partner.auth;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/** Puts on a request what proves the caller. Thread-safe. */
public interface Authentication {

    /** Adds nothing. */
    Authentication NONE = request -> null;

    /**
     * Signs a request that is complete but for the proof.
     *
     * @return the token put on it; null when the proof is none that another could replace
     * @throws GrantDead when only a person can help
     * @throws TokenUnavailable when there is no token now
     * @throws CredentialsUnusable when a key is none
     */
    @Nullable
    Token sign(ClassicHttpRequest request) throws IOException;

    /**
     * Gets another token in place of one that the partner refused, unless one was got so moments ago.
     *
     * @return whether {@link #sign} now has another
     */
    default boolean renew(Token refused) throws IOException {
        return false;
    }
}
