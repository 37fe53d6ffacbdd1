package io.tillbridge.partner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.connector.Auth;
import io.tillbridge.connector.Budget;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.ErrorRule;
import io.tillbridge.connector.HttpClientPlan;
import io.tillbridge.connector.Template;
import io.tillbridge.partner.auth.Authentications;
import io.tillbridge.partner.auth.TokenTable;
import io.tillbridge.partner.network.AddressRules;
import io.tillbridge.security.SealingKey;
import io.tillbridge.security.Secret;
import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.PlainConditions;
import io.tillbridge.support.Plans;
import io.tillbridge.support.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that carry tokens, against a partner that checks them. */
class TokenCallsIT {

    private static final Template SECRET = Template.parse("$(secrets.token)");
    private static final PartnerRequest REQUEST = new PartnerRequest(
            "POST",
            "/things",
            Map.of("q", "a b"),
            Map.of("Content-Type", "application/json"),
            "{\"n\":1}".getBytes(StandardCharsets.UTF_8));

    private final FakeDestination partner = new FakeDestination();
    private final FakeDestination issuer = new FakeDestination();
    private final ManualClock clock = ManualClock.at("2026-05-01T12:00:00Z");
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<PauseAsked> pauses = new ArrayList<>();
    private final Authentications authentications = new Authentications(
            AddressRules.everywhere(),
            new TokenTable(TestDatabase.fresh(), new SealingKey(new Secret("k".repeat(40)))),
            clock);
    private volatile String valid = "none";

    @BeforeEach
    void start() {
        camel.start();
        issuer.always(call -> {
            valid = "access-" + issuer.calls().size();
            return FakeDestination.answer(
                    200,
                    "{\"access_token\":\"" + valid + "\",\"token_type\":\"bearer\",\"expires_in\":\"3600\","
                            + "\"refresh_token\":\"refresh-" + issuer.calls().size() + "\"}");
        });
        partner.always(call -> ("Bearer " + valid).equals(call.headers().get("authorization"))
                ? FakeDestination.answer(200, "{\"ok\":true}")
                : FakeDestination.answer(401, "{\"ok\":false}"));
    }

    @AfterEach
    void stop() {
        camel.stop();
        partner.close();
        issuer.close();
    }

    private HttpPartner client(Auth auth, ErrorRule... errors) {
        return client(auth, null, errors);
    }

    private HttpPartner client(Auth auth, @Nullable Budget budget, ErrorRule... errors) {
        Partners clients = new Partners(
                camel,
                reference -> List.of("s3cret/+"),
                new PlainConditions(),
                clock,
                new Random(1),
                authentications,
                pauses::add);
        HttpClientPlan plan = new HttpClientPlan(
                "api",
                partner.url() + "/v1",
                "",
                Map.of(),
                Map.of("v", Template.parse("2")),
                auth,
                budget,
                List.of(errors),
                Duration.ofSeconds(10),
                100_000);
        return clients.http(Plans.connection(plan, Map.of()), "api");
    }

    private Auth.OAuth2 oauth(Auth.OAuth2.Grant grant, Auth.OAuth2.ClientAuth clientAuth) {
        return oauth(grant, clientAuth, Auth.Login.Sent.BEARER);
    }

    private Auth.OAuth2 oauth(Auth.OAuth2.Grant grant, Auth.OAuth2.ClientAuth clientAuth, Auth.Login.Sent sent) {
        return new Auth.OAuth2(
                grant,
                clientAuth,
                issuer.url() + "/token",
                Template.parse("me & you"),
                SECRET,
                grant == Auth.OAuth2.Grant.REFRESH_TOKEN ? SECRET : null,
                List.of("read", "write"),
                Map.of("audience", Template.parse("all")),
                List.of("invalid_grant"),
                sent);
    }

    @Test
    void aTokenIsCarriedByTheHeaderThatThePartnerNames() {
        partner.always(call -> valid.equals(call.headers().get("x-amz-access-token"))
                ? FakeDestination.answer(200, "{\"ok\":true}")
                : FakeDestination.answer(401, "{\"ok\":false}"));
        HttpPartner client = client(oauth(
                Auth.OAuth2.Grant.REFRESH_TOKEN,
                Auth.OAuth2.ClientAuth.BODY,
                new Auth.Login.Sent(Auth.Login.Sent.Carrier.HEADER, "x-amz-access-token", "")));

        assertThat(client.call(REQUEST, 0)).isInstanceOf(Answer.Ok.class);

        assertThat(partner.calls()).hasSize(1);
        assertThat(partner.calls().get(0).headers()).doesNotContainKey("authorization");
    }

    @Test
    void clientCredentialsBringATokenThatCallsShare() {
        HttpPartner client = client(oauth(Auth.OAuth2.Grant.CLIENT_CREDENTIALS, Auth.OAuth2.ClientAuth.BASIC));

        assertThat(client.call(REQUEST, 0)).isInstanceOf(Answer.Ok.class);
        assertThat(client.call(REQUEST, 0)).isInstanceOf(Answer.Ok.class);

        assertThat(issuer.calls()).hasSize(1);
        FakeDestination.Call token = issuer.calls().get(0);
        assertThat(token.uri()).isEqualTo("/token");
        assertThat(token.headers())
                .containsEntry("authorization", "Basic bWUrJTI2K3lvdTpzM2NyZXQlMkYlMkI=")
                .hasEntrySatisfying(
                        "content-type", type -> assertThat(type).startsWith("application/x-www-form-urlencoded"));
        assertThat(token.body()).isEqualTo("grant_type=client_credentials&scope=read+write&audience=all");
        assertThat(partner.calls().get(0).uri()).isEqualTo("/v1/things?q=a%20b&v=2");
        assertThat(partner.calls().get(0).body()).isEqualTo("{\"n\":1}");
    }

    @Test
    void aCallForATokenAtThePartnersOwnHostCountsInItsBudget() {
        partner.always(call -> FakeDestination.answer(200, "{\"access_token\":\"one\",\"session\":\"one\"}"));
        Auth.OAuth2 elsewhere = oauth(Auth.OAuth2.Grant.CLIENT_CREDENTIALS, Auth.OAuth2.ClientAuth.BASIC);
        Auth.OAuth2 here = new Auth.OAuth2(
                elsewhere.grant(),
                elsewhere.clientAuth(),
                partner.url() + "/token",
                elsewhere.clientId(),
                SECRET,
                null,
                List.of(),
                Map.of(),
                List.of("invalid_grant"),
                Auth.Login.Sent.BEARER);

        assertThat(callsOfAMinute(here, 3)).as("the token, and two calls").isEqualTo(2);
        assertThat(callsOfAMinute(elsewhere, 3)).isEqualTo(3);
    }

    /** How many calls are made within two seconds under a budget of so many in a minute. */
    private int callsOfAMinute(Auth auth, int budget) {
        HttpPartner client = client(auth, Budget.fixed(budget, Duration.ofMinutes(1), 0));
        int made = 0;
        for (int i = 0; i < 10; i++) {
            made += client.call(REQUEST, 0) instanceof Answer.Ok ? 1 : 0;
            clock.advance(Duration.ofMillis(200));
        }
        return made;
    }

    @Test
    void aRefreshTokenGoesWithIdAndSecretInTheBody() {
        HttpPartner client = client(oauth(Auth.OAuth2.Grant.REFRESH_TOKEN, Auth.OAuth2.ClientAuth.BODY));

        assertThat(client.call(REQUEST, 0)).isInstanceOf(Answer.Ok.class);

        assertThat(issuer.calls().get(0).headers()).doesNotContainKey("authorization");
        assertThat(issuer.calls().get(0).body())
                .isEqualTo("grant_type=refresh_token&refresh_token=s3cret%2F%2B&scope=read+write&audience=all"
                        + "&client_id=me+%26+you&client_secret=s3cret%2F%2B");
    }

    @Test
    void aRefusedTokenIsReplacedAndTheCallRepeatedOnce() {
        HttpPartner client = client(oauth(Auth.OAuth2.Grant.REFRESH_TOKEN, Auth.OAuth2.ClientAuth.BODY));
        client.call(REQUEST, 0);
        valid = "revoked by the partner";

        assertThat(client.call(REQUEST, 0)).isInstanceOf(Answer.Ok.class);

        assertThat(issuer.calls()).hasSize(2);
        assertThat(issuer.calls().get(1).body()).contains("refresh_token=refresh-1");
        assertThat(partner.calls()).hasSize(3);
        assertThat(partner.calls().get(2).body()).as("repeated whole").isEqualTo("{\"n\":1}");
        partner.always(call -> FakeDestination.answer(401, "{}"));
        assertThat(client.call(REQUEST, 0)).isInstanceOf(Answer.AuthFailed.class);
        assertThat(client.call(REQUEST, 0)).isInstanceOf(Answer.AuthFailed.class);
        assertThat(issuer.calls())
                .as("a partner that refuses new tokens too costs none")
                .hasSize(2);
    }

    @Test
    void anErrorRowSaysWhatIsARefusedTokenAlsoOn200() {
        ErrorRule expired = new ErrorRule(
                new Condition.Test(
                        new Condition.Subject.Pointer(JsonPointer.compile("/error")),
                        Condition.Operator.EQUALS,
                        List.of(Template.parse("expired")),
                        "text"),
                ErrorRule.Action.REFRESH_AUTH,
                null,
                null,
                null);
        HttpPartner client = client(oauth(Auth.OAuth2.Grant.CLIENT_CREDENTIALS, Auth.OAuth2.ClientAuth.BASIC), expired);
        partner.next(FakeDestination.answer(200, "{\"error\":\"expired\"}"));

        assertThat(client.call(REQUEST, 0)).isInstanceOf(Answer.Ok.class);
        assertThat(issuer.calls()).hasSize(2);
    }

    @Test
    void aDeadGrantPausesTheConnectionWithAReasonAndTellsNoToken() {
        HttpPartner client = client(oauth(Auth.OAuth2.Grant.REFRESH_TOKEN, Auth.OAuth2.ClientAuth.BODY));
        issuer.always(call -> FakeDestination.answer(
                400, "{\"error\":\"invalid_grant\",\"error_description\":\"Token s3cret/+ was revoked\"}"));

        Answer answer = client.call(REQUEST, 0);

        assertThat(answer).isInstanceOfSatisfying(Answer.PauseConnection.class, pause -> {
            assertThat(pause.code()).isEqualTo("grant_dead");
            assertThat(pause.detail())
                    .contains("invalid_grant Token *** was revoked", "give the new secret", "resume")
                    .doesNotContain("s3cret");
        });
        assertThat(pauses).hasSize(1);
        assertThat(pauses.get(0).connection()).isEqualTo("shop");
        assertThat(pauses.get(0).reason()).startsWith("grant_dead: ").contains("invalid_grant");
        assertThat(partner.calls()).isEmpty();
    }

    @Test
    void whileThereIsNoTokenNothingIsSent() {
        HttpPartner client = client(oauth(Auth.OAuth2.Grant.CLIENT_CREDENTIALS, Auth.OAuth2.ClientAuth.BASIC));
        issuer.next(
                FakeDestination.answer(503, "{}"),
                FakeDestination.answer(302, "{}", "Location", partner.url()),
                FakeDestination.answer(200, "x".repeat(300_000)),
                new FakeDestination.Behaviour.Cut());

        for (int i = 0; i < 4; i++) {
            assertThat(client.call(REQUEST, 0)).isInstanceOfSatisfying(Answer.Transient.class, later -> {
                assertThat(later.code()).isEqualTo("token_not_obtained");
                assertThat(later.sent()).isFalse();
            });
            clock.advance(Duration.ofSeconds(11));
        }
        assertThat(partner.calls()).isEmpty();
        assertThat(issuer.calls()).hasSize(4);
        assertThat(client.call(REQUEST, 0)).isInstanceOf(Answer.Ok.class);
    }

    @Test
    void anAssertionIsExchangedForAToken() {
        Template secret = Template.parse("$(secrets.token)-0123456789012345678901234567890123");
        HttpPartner client = client(new Auth.Jwt(
                Auth.Jwt.Algorithm.HS256,
                secret,
                null,
                Template.parse("me"),
                null,
                null,
                Map.of(),
                Duration.ofMinutes(5),
                new Auth.Jwt.Exchange(issuer.url() + "/t", List.of("read"), Map.of(), List.of("invalid_grant"))));

        assertThat(client.call(REQUEST, 0)).isInstanceOf(Answer.Ok.class);

        assertThat(issuer.calls().get(0).body())
                .matches("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer"
                        + "&assertion=[\\w-]+\\.[\\w-]+\\.[\\w-]+&scope=read");
    }

    @Test
    void aSignedTokenItselfMayBeTheBearer() {
        Template secret = Template.parse("$(secrets.token)-0123456789012345678901234567890123");
        partner.always(call -> FakeDestination.answer(200, "{}"));
        client(new Auth.Jwt(
                        Auth.Jwt.Algorithm.HS256,
                        secret,
                        null,
                        null,
                        null,
                        null,
                        Map.of(),
                        Duration.ofMinutes(5),
                        null))
                .call(REQUEST, 0);

        assertThat(partner.calls().get(0).headers().get("authorization")).matches("Bearer [\\w-]+\\.[\\w-]+\\.[\\w-]+");
        assertThat(issuer.calls()).isEmpty();
    }

    @Test
    void anOauth1SignatureCoversWhatIsSent() {
        partner.always(call -> FakeDestination.answer(200, "{}"));
        client(new Auth.OAuth1(Auth.OAuth1.Signature.HMAC_SHA256, SECRET, SECRET, null, null, null))
                .call(REQUEST, 0);

        assertThat(partner.calls().get(0).headers().get("authorization"))
                .startsWith("OAuth oauth_consumer_key=\"s3cret%2F%2B\", ")
                .contains("oauth_signature=\"");
    }

    @Test
    void aSessionIsOpenedOnceAndAgainWhenItIsDead() {
        partner.always(call -> {
            if (call.uri().equals("/v1/login")) {
                valid = "session-" + partner.calls().size();
                return FakeDestination.answer(200, "{}", "Set-Cookie", "SID=" + valid + "; Path=/; HttpOnly");
            }
            return ("SID=" + valid).equals(call.headers().get("cookie"))
                    ? FakeDestination.answer(200, "{}")
                    : FakeDestination.answer(401, "{}");
        });
        HttpPartner client = client(new Auth.Login(
                "POST",
                Template.parse("/login"),
                Map.of("X-App", Template.parse("till")),
                new Auth.Login.Body.Form(Map.of("user", Template.parse("me"), "password", SECRET)),
                new Auth.Login.Found.Cookie("SID"),
                new Auth.Login.Sent(Auth.Login.Sent.Carrier.COOKIE, "SID", ""),
                Duration.ofMinutes(20)));

        assertThat(client.call(REQUEST, 0)).isInstanceOf(Answer.Ok.class);
        assertThat(client.call(REQUEST, 0)).isInstanceOf(Answer.Ok.class);
        valid = "ended";
        assertThat(client.call(REQUEST, 0)).isInstanceOf(Answer.Ok.class);
        clock.advance(Duration.ofMinutes(21));
        assertThat(client.call(REQUEST, 0)).isInstanceOf(Answer.Ok.class);

        List<FakeDestination.Call> logins = partner.calls().stream()
                .filter(call -> call.uri().equals("/v1/login"))
                .toList();
        assertThat(logins).hasSize(3);
        assertThat(logins.get(0).body()).isEqualTo("password=s3cret%2F%2B&user=me");
        assertThat(logins.get(0).headers()).containsEntry("x-app", "till");
    }

    @Test
    void aRefusedLoginPausesTheConnectionLestTheAccountBeLocked() {
        partner.always(call -> FakeDestination.answer(401, "{}"));
        HttpPartner client = client(new Auth.Login(
                "POST",
                Template.parse("/login"),
                Map.of(),
                new Auth.Login.Body.Json(Plans.json("{\"password\":\"$(secrets.token)\"}")),
                new Auth.Login.Found.Pointer(JsonPointer.compile("/token")),
                new Auth.Login.Sent(Auth.Login.Sent.Carrier.HEADER, "X-Session", "S "),
                null));

        assertThat(client.call(REQUEST, 0)).isInstanceOf(Answer.PauseConnection.class);
        assertThat(client.call(REQUEST, 0)).isInstanceOf(Answer.PauseConnection.class);
        assertThat(partner.calls()).hasSize(1);
        assertThat(partner.calls().get(0).body()).isEqualTo("{\"password\":\"s3cret/+\"}");
        partner.always(call -> call.uri().equals("/v1/login")
                ? FakeDestination.answer(200, "{\"token\":\"t1\"}")
                : FakeDestination.answer("S t1".equals(call.headers().get("x-session")) ? 200 : 500, "{}"));
        clock.advance(Duration.ofSeconds(11));
        assertThat(client.call(REQUEST, 0)).isInstanceOf(Answer.Ok.class);
    }

    @Test
    void aSessionMayBeAParameterNamedByAHeaderOfTheLogin() {
        partner.always(call -> call.method().equals("GET")
                ? FakeDestination.answer(200, "", "X-Session", "a/b")
                : FakeDestination.answer(call.uri().endsWith("&s=a%2Fb") ? 200 : 500, "{}"));
        HttpPartner client = client(new Auth.Login(
                "GET",
                Template.parse("/login"),
                Map.of("X-Password", SECRET),
                null,
                new Auth.Login.Found.Header("x-session"),
                new Auth.Login.Sent(Auth.Login.Sent.Carrier.QUERY, "s", ""),
                null));

        assertThat(client.call(REQUEST, 0)).isInstanceOf(Answer.Ok.class);
        assertThat(partner.calls().get(0).headers()).containsEntry("x-password", "s3cret/+");
    }
}
