package io.tillbridge.partner.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.security.SealingKey;
import io.tillbridge.security.Secret;
import io.tillbridge.support.FailingCommits;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tokens that nodes share through PostgreSQL; the partner replaces the refresh token each time. */
class TokensIT {

    private static final Duration HOUR = Duration.ofHours(1);

    private final DataSource database = TestDatabase.fresh();
    private final SealingKey key = new SealingKey(new Secret("k".repeat(40)));
    private final ManualClock clock = ManualClock.at("2026-05-01T12:00:00Z");
    private final Partner partner = new Partner("R0");

    /** A partner that takes only its newest refresh token, or the one a person was given by hand. */
    private static final class Partner {
        final List<String> asked = new ArrayList<>();
        String valid;
        boolean away;
        final CountDownLatch answers = new CountDownLatch(1);
        boolean slow;

        Partner(String valid) {
            this.valid = valid;
        }

        synchronized Issuer.Issued issue(@Nullable String refresh) throws IOException {
            asked.add(String.valueOf(refresh));
            if (away) {
                throw new TokenUnavailable("away");
            }
            if (slow) {
                await(answers);
            }
            if (refresh != null && !refresh.equals(valid)) {
                throw new GrantDead("invalid_grant");
            }
            int number = asked.size();
            if (refresh != null) {
                valid = "rotated-" + number;
            }
            return new Issuer.Issued("access-" + number, refresh == null ? null : valid, HOUR);
        }
    }

    private record Client(Partner partner, @Nullable String first) implements Issuer {
        @Override
        public String origin() {
            return "client " + first;
        }

        @Override
        public @Nullable String firstRefreshToken() {
            return first;
        }

        @Override
        public Issued issue(@Nullable String refreshToken) throws IOException {
            return partner.issue(refreshToken);
        }
    }

    private Tokens node(@Nullable String first) {
        return node(first, database, key);
    }

    private Tokens node(@Nullable String first, DataSource source, SealingKey sealing) {
        Client client = new Client(partner, first);
        Duration patience = Duration.ofSeconds(20);
        return new Tokens(
                client,
                new SharedTokens(
                        new TokenTable.Owner("acme", "api"), client, new TokenTable(source, sealing), patience, clock),
                patience,
                clock);
    }

    @Test
    void twoNodesRefreshOneTokenAtOnceByOneCallAndBothProceed() throws Exception {
        partner.slow = true;
        Tokens one = node("R0");
        Tokens two = node("R0");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Token>> tokens = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Tokens node = i % 2 == 0 ? one : two;
                tokens.add(threads.submit(node::current));
            }
            partner.answers.countDown();

            for (Future<Token> token : tokens) {
                assertThat(token.get(30, TimeUnit.SECONDS).value()).isEqualTo("access-1");
            }
            assertThat(partner.asked).containsExactly("R0");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aTokenIsRenewedAheadOfItsEndWithTheNewestRefreshTokenByWhicheverNode() throws IOException {
        Tokens one = node("R0");
        Tokens two = node("R0");

        assertThat(one.current().value()).isEqualTo("access-1");
        clock.advance(Duration.ofMinutes(54));
        assertThat(two.current().value()).isEqualTo("access-1");
        clock.advance(Duration.ofMinutes(2));
        assertThat(two.current().value()).isEqualTo("access-2");
        assertThat(one.current().value()).isEqualTo("access-2");
        assertThat(node("R0").current().value()).as("after a restart").isEqualTo("access-2");
        assertThat(partner.asked).containsExactly("R0", "rotated-1");
    }

    @Test
    void aTokenDueForRenewalIsUsedOnWhileThePartnerGivesNone() throws IOException {
        Tokens node = node("R0");
        node.current();
        partner.away = true;
        clock.advance(Duration.ofMinutes(56));

        assertThat(node.current().value()).isEqualTo("access-1");
        assertThat(node.current().value()).isEqualTo("access-1");
        assertThat(partner.asked).as("not asked for each call").hasSize(2);
        clock.advance(Duration.ofMinutes(5));
        assertThatThrownBy(node::current).isInstanceOf(TokenUnavailable.class);
    }

    @Test
    void aRefusedTokenIsReplacedOnceUnlessAnotherNodeHasDoneSo() throws IOException {
        Tokens one = node("R0");
        Tokens two = node("R0");
        Token refused = one.current();
        two.current();

        assertThat(one.instead(refused)).isNotNull().extracting(Token::value).isEqualTo("access-2");
        assertThat(two.instead(refused)).isNotNull().extracting(Token::value).isEqualTo("access-2");
        assertThat(two.instead(two.current())).as("moments later").isNull();
        assertThat(partner.asked).hasSize(2);
        clock.advance(Duration.ofSeconds(31));
        assertThat(two.instead(two.current()))
                .isNotNull()
                .extracting(Token::value)
                .isEqualTo("access-3");
    }

    @Test
    void theTableNeverHoldsAToken() throws IOException {
        node("R0").current();

        String row = JdbcClient.create(database)
                .sql("select t::text || encode(access_token || refresh_token || origin, 'escape') from partner_token t")
                .query(String.class)
                .single();
        byte[] access = JdbcClient.create(database)
                .sql("select access_token from partner_token")
                .query(byte[].class)
                .single();
        assertThat(row).doesNotContain("access-1", "rotated-1", "R0", hex("access-1"), hex("rotated-1"));
        assertThat(key.open(access, "access token of acme.api")).isEqualTo("access-1");
    }

    @Test
    void aCrashBetweenTheAnswerAndItsCommitLeavesTheOldRowAndUsesNoToken() throws IOException {
        node("R0").current();
        clock.advance(Duration.ofMinutes(56));
        FailingCommits dying = new FailingCommits(database);
        Tokens dead = node("R0", dying.source(), key);
        dying.fail(true);
        clock.advance(Duration.ofMinutes(5));

        assertThatThrownBy(dead::current).isInstanceOf(TokenUnavailable.class).hasMessageContaining("did not keep");
        assertThat(partner.asked).containsExactly("R0", "rotated-1");

        // Another node has the old row: a partner that replaced the token without grace takes it no longer
        assertThatThrownBy(() -> node("R0").current()).isInstanceOf(GrantDead.class);
        // The node that lives keeps the answer in memory and stores it first
        dying.fail(false);
        clock.advance(Duration.ofSeconds(11));
        assertThat(dead.current().value()).isEqualTo("access-2");
        clock.advance(Duration.ofHours(1));
        assertThat(node("R0").current().value()).isEqualTo("access-4");
        assertThat(partner.asked).endsWith("rotated-2");
    }

    @Test
    void aNewSecretWinsOverTheStoredTokenAndANodeThatIsLateDoesNotGoBack() throws IOException {
        Tokens late = node("R0");
        late.current();
        partner.valid = "R9";

        assertThat(node("R9").current().value()).isEqualTo("access-2");
        clock.advance(Duration.ofMinutes(56));
        assertThat(late.current().value()).isEqualTo("access-3");
        assertThat(node("R9").current().value()).isEqualTo("access-3");
        assertThat(partner.asked).containsExactly("R0", "R9", "rotated-2");
    }

    @Test
    void aDeadGrantIsNotAskedForEachCallAndANewSecretEndsIt() throws IOException {
        Tokens node = node("gone");

        assertThatThrownBy(node::current).isInstanceOf(GrantDead.class);
        assertThatThrownBy(node::current).isInstanceOf(GrantDead.class);
        assertThat(partner.asked).hasSize(1);
        assertThat(node("R0").current().value()).isEqualTo("access-2");
    }

    @Test
    void anotherKeyIsToldAndAskedForNothing() throws IOException {
        node("R0").current();
        SealingKey other = new SealingKey(new Secret("z".repeat(40)));

        assertThatThrownBy(() -> node("R0", database, other).current())
                .isInstanceOf(TokenUnavailable.class)
                .hasMessageContaining("tillbridge.secrets.token-key");
        assertThat(partner.asked).hasSize(1);
        partner.valid = "R9";
        assertThat(node("R9", database, other).current().value())
                .as("a new secret needs no old key")
                .isEqualTo("access-2");
    }

    @Test
    void aGrantWithoutRefreshTokenAsksAnewWhenAnythingChanged() throws IOException {
        assertThat(node(null).current().value()).isEqualTo("access-1");
        assertThat(node(null).current().value()).isEqualTo("access-1");
        SealingKey other = new SealingKey(new Secret("z".repeat(40)));
        assertThat(node(null, database, other).current().value()).isEqualTo("access-2");
    }

    @Test
    void withoutADatabaseOnlyWhatCannotBeLostIsAskedFor() throws IOException {
        Tokens memory = new Tokens(new Client(partner, null), null, HOUR, clock);
        Tokens rotating = new Tokens(new Client(partner, "R0"), null, HOUR, clock);

        assertThat(memory.current().value()).isEqualTo("access-1");
        assertThatThrownBy(rotating::current).isInstanceOf(TokenUnavailable.class);
        assertThat(partner.asked).containsExactly("null");
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody let the partner answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
