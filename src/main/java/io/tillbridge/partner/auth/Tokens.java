package io.tillbridge.partner.auth;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The token of one client on this node: in memory while it is fresh, else from all nodes' table, else from the partner. One
 * caller asks, the others wait for it. A token that is merely due for renewal is used on while none can be had.
 */
final class Tokens {

    /** A partner that gave none is not asked again at once for each waiting call. */
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

    /** A partner that refuses a new token too has another reason: it would cost a new one for every call. */
    private static final Duration BETWEEN_REFUSALS = Duration.ofSeconds(30);

    private final Issuer issuer;
    private final @Nullable SharedTokens shared;
    private final Duration patience;
    private final Clock clock;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile @Nullable Held held;
    private @Nullable Failure failure;
    private volatile @Nullable Instant refusedAt;

    private record Held(String origin, Token token) {}

    private record Failure(String origin, Instant until, IOException why) {}

    /**
     * Tokens of a client.
     *
     * @param shared null for a tool without a database: what cannot be lost is kept in memory only
     */
    Tokens(Issuer issuer, @Nullable SharedTokens shared, Duration patience, Clock clock) {
        this.issuer = issuer;
        this.shared = shared;
        this.patience = patience;
        this.clock = clock;
    }

    /** A token to call with. */
    Token current() throws IOException {
        return get(null);
    }

    /** Another in place of a refused one; null when one was got for this reason moments ago. */
    @Nullable
    Token instead(Token refused) throws IOException {
        Held now = held;
        if (now != null && !now.token().value().equals(refused.value())) {
            return now.token();
        }
        Instant before = refusedAt;
        if (before != null && clock.instant().isBefore(before.plus(BETWEEN_REFUSALS))) {
            return null;
        }
        refusedAt = clock.instant();
        return get(refused);
    }

    private Token get(@Nullable Token refused) throws IOException {
        String origin = issuer.origin();
        Token known = known(origin, refused);
        if (known != null) {
            return known;
        }
        if (!taken()) {
            throw new TokenUnavailable("another call has asked for a token and has none yet");
        }
        try {
            known = known(origin, refused);
            return known != null ? known : ask(origin, refused);
        } finally {
            turn.unlock();
        }
    }

    private @Nullable Token known(String origin, @Nullable Token refused) {
        Held now = held;
        return now != null
                        && now.origin().equals(origin)
                        && now.token().fresh(clock.instant())
                        && (refused == null
                                || !refused.value().equals(now.token().value()))
                ? now.token()
                : null;
    }

    private Token ask(String origin, @Nullable Token refused) throws IOException {
        Instant now = clock.instant();
        Failure before = failure;
        IOException why;
        if (before != null && before.origin().equals(origin) && now.isBefore(before.until())) {
            why = before.why();
        } else {
            try {
                Token token = shared == null ? alone(now) : shared.get(origin, refused);
                held = new Held(origin, token);
                failure = null;
                return token;
            } catch (IOException e) {
                failure = new Failure(origin, now.plus(AFTER_FAILURE), e);
                why = e;
            }
        }
        Held old = held;
        if (refused == null
                && old != null
                && old.origin().equals(origin)
                && old.token().usable(now)) {
            return old.token();
        }
        throw why;
    }

    private Token alone(Instant now) throws IOException {
        if (issuer.firstRefreshToken() != null) {
            throw new TokenUnavailable("a refresh token may be replaced, and there is no database to keep the new one");
        }
        Issuer.Issued issued = issuer.issue(null);
        return Token.of(issued.access(), issued.lives(), now);
    }

    private boolean taken() {
        try {
            return turn.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
