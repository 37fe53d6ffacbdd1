package io.tillbridge.partner.auth;

import io.tillbridge.partner.auth.Issuer.Issued;
import io.tillbridge.partner.auth.TokenTable.Owner;
import io.tillbridge.partner.auth.TokenTable.Row;
import io.tillbridge.platform.Transactions;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that all nodes share. Whoever needs a new one holds the client's row; the others wait for it and take what it
 * brought, so a partner is asked once. A token is used only when its row is committed.
 *
 * <p>What a crash leaves: before the partner's answer, the old row; after the commit, the new one. Between the two the
 * partner may have replaced a refresh token that nobody has any more: the next try uses the old one, which partners that
 * allow for lost answers still take, and else the connection pauses. When only the database fails, this node remembers the
 * answer and stores it first at the next try.
 */
final class SharedTokens {

    private static final String NOT_FREE = "55P03";

    private final Owner owner;
    private final Issuer issuer;
    private final TokenTable table;
    private final Duration patience;
    private final Clock clock;
    private @Nullable Unstored unstored;

    /** An answer whose commit failed; {@code version} is the row's that it was to follow. */
    private record Unstored(long version, String origin, Answered answered) {}

    private record Answered(Token token, @Nullable String refresh) {}

    private sealed interface Outcome {
        record Got(Token token) implements Outcome {}

        record Failed(IOException why) implements Outcome {}
    }

    /**
     * Tokens of one client.
     *
     * @param patience how long another may take to bring one
     */
    SharedTokens(Owner owner, Issuer issuer, TokenTable table, Duration patience, Clock clock) {
        this.owner = owner;
        this.issuer = issuer;
        this.table = table;
        this.patience = patience;
        this.clock = clock;
    }

    /** The stored token when it is fresh and not the refused one, else another; one caller of this node at a time. */
    Token get(String origin, @Nullable Token refused) throws IOException {
        Outcome outcome;
        try {
            outcome = Transactions.in(table.database(), tx -> held(tx, origin, refused));
        } catch (SQLException e) {
            throw new TokenUnavailable(
                    NOT_FREE.equals(e.getSQLState())
                            ? "another call has asked for a token of " + name() + " and has none yet"
                            : "PostgreSQL did not keep the token of " + name() + ", SQLSTATE " + e.getSQLState(),
                    e);
        }
        if (outcome instanceof Outcome.Failed failed) {
            throw failed.why();
        }
        unstored = null;
        return ((Outcome.Got) outcome).token();
    }

    private Outcome held(Connection tx, String origin, @Nullable Token refused) throws SQLException {
        Row row = table.hold(tx, owner, patience);
        try {
            return asked(tx, row, origin, refused);
        } catch (IOException e) {
            return new Outcome.Failed(e);
        } catch (IllegalArgumentException e) {
            return new Outcome.Failed(new TokenUnavailable(String.valueOf(e.getMessage()), e));
        }
    }

    private Outcome asked(Connection tx, Row row, String origin, @Nullable Token refused)
            throws SQLException, IOException {
        String first = issuer.firstRefreshToken();
        byte[] mark = table.mark(origin, first != null);
        boolean same = Arrays.equals(mark, row.origin());
        // A node that still has the secret before the newest one must not go back to it
        boolean late = !same && first != null && Arrays.equals(mark, row.former());
        boolean readable = table.key().id().equals(row.sealedBy());
        if ((same || late) && !readable && row.refresh() != null) {
            throw new TokenUnavailable(
                    "the tokens of " + name() + " were sealed by another key; give every node the same"
                            + " tillbridge.secrets.token-key, or log in at the partner again and give the new refresh token");
        }
        boolean known = (same || late) && readable;
        Token stored = known ? stored(row) : null;
        if (stored != null
                && stored.fresh(clock.instant())
                && (refused == null || !refused.value().equals(stored.value()))) {
            return new Outcome.Got(stored);
        }
        byte[] sealed = row.refresh();
        String refresh = known && sealed != null ? table.key().open(sealed, owner.place("refresh token")) : first;
        Answered answered = answered(row, origin, refresh);
        String next = answered.refresh() == null ? refresh : answered.refresh();
        table.keep(
                tx,
                owner,
                new Row(
                        row.version() + 1,
                        late ? row.origin() : mark,
                        same || late ? row.former() : row.origin(),
                        table.key().id(),
                        table.key().seal(answered.token().value(), owner.place("access token")),
                        next == null ? null : table.key().seal(next, owner.place("refresh token")),
                        answered.token().renewAt(),
                        answered.token().expiresAt()));
        return new Outcome.Got(answered.token());
    }

    private Answered answered(Row row, String origin, @Nullable String refresh) throws IOException {
        Unstored before = unstored;
        if (before != null
                && before.version() == row.version()
                && before.origin().equals(origin)
                && before.answered().token().usable(clock.instant())) {
            return before.answered();
        }
        Issued issued = issuer.issue(refresh);
        Instant now = clock.instant();
        Answered answered = new Answered(Token.of(issued.access(), issued.lives(), now), issued.refresh());
        unstored = new Unstored(row.version(), origin, answered);
        return answered;
    }

    private @Nullable Token stored(Row row) {
        byte[] access = row.access();
        return access == null
                ? null
                : new Token(table.key().open(access, owner.place("access token")), row.renewAt(), row.expiresAt());
    }

    private String name() {
        return owner.connection() + "." + owner.client();
    }
}
