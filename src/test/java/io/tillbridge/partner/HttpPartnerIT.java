package io.tillbridge.partner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.connector.Auth;
import io.tillbridge.connector.Budget;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.ErrorRule;
import io.tillbridge.connector.HttpClientPlan;
import io.tillbridge.connector.RequestTemplate;
import io.tillbridge.connector.Template;
import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.PlainConditions;
import io.tillbridge.support.Plans;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpPartnerIT {

    private static final PartnerRequest REQUEST = new PartnerRequest(
            "POST",
            "/things",
            Map.of("q", "a b&c"),
            Map.of("Content-Type", "application/json"),
            "{}".getBytes(StandardCharsets.UTF_8));

    private final FakeDestination partner = new FakeDestination();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-05-01T12:00:00Z"));
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() {
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        partner.close();
    }

    private HttpPartner client(Auth auth, @Nullable Budget budget, List<ErrorRule> errors) {
        return client(Plans.client(partner.url() + "/v1", auth, budget, errors));
    }

    private HttpPartner client(HttpClientPlan plan) {
        Partners clients = new Partners(
                camel, reference -> List.of("s3cret/+", "old"), new PlainConditions(), clock, new Random(1));
        return clients.http(Plans.connection(plan, Map.of()), "api");
    }

    @Test
    void aCallCarriesMethodPathQueryHeadersAndBody() {
        Answer answer = client(new Auth.None(), null, List.of()).call(REQUEST, 0);

        assertThat(answer).isInstanceOf(Answer.Ok.class);
        FakeDestination.Call call = partner.calls().get(0);
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.uri()).isEqualTo("/v1/things?q=a%20b%26c");
        assertThat(call.headers()).containsEntry("content-type", "application/json");
        assertThat(call.body()).isEqualTo("{}");
    }

    @Test
    void credentialsAreAddedOnTheWireAndNowhereElse() {
        client(new Auth.ApiKey(Auth.ApiKey.Place.HEADER, "X-Key", Template.parse("$(secrets.token)")), null, List.of())
                .call(REQUEST, 0);
        client(new Auth.ApiKey(Auth.ApiKey.Place.QUERY, "key", Template.parse("$(secrets.token)")), null, List.of())
                .call(REQUEST, 0);
        client(new Auth.Basic(Template.parse("me"), Template.parse("$(secrets.token)")), null, List.of())
                .call(REQUEST, 0);
        HttpPartner bearer = client(new Auth.Bearer(Template.parse("$(secrets.token)")), null, List.of());
        bearer.call(REQUEST, 0);

        assertThat(partner.calls().get(0).headers()).containsEntry("x-key", "s3cret/+");
        assertThat(partner.calls().get(1).uri()).isEqualTo("/v1/things?q=a%20b%26c&key=s3cret%2F%2B");
        assertThat(partner.calls().get(2).headers()).containsEntry("authorization", "Basic bWU6czNjcmV0Lys=");
        assertThat(partner.calls().get(3).headers()).containsEntry("authorization", "Bearer s3cret/+");
        assertThat(bearer.endpoint().getEndpointUri() + REQUEST.head()).doesNotContain("s3cret");
    }

    @Test
    void clientsAtOneAddressKeepTheirOwnCredentials() {
        Partners clients = new Partners(camel, reference -> List.of("x"), new PlainConditions(), clock, new Random(1));
        for (String token : List.of("one", "two", "three")) {
            HttpClientPlan plan = Plans.client(partner.url(), new Auth.Bearer(Template.parse(token)), null, List.of());
            clients.http(Plans.connection(plan, Map.of()), "api").call(REQUEST, 0);
        }

        assertThat(partner.calls())
                .extracting(call -> call.headers().get("authorization"))
                .containsExactly("Bearer one", "Bearer two", "Bearer three");
    }

    @Test
    void aCallThatNeverLeftIsToldFromOneWhoseAnswerWasLost() {
        HttpPartner silent = client(new Auth.None(), null, List.of());
        partner.next(new FakeDestination.Behaviour.Silence(), new FakeDestination.Behaviour.Cut());

        assertThat(silent.call(REQUEST, 0)).isInstanceOf(Answer.Unknown.class);
        assertThat(silent.call(REQUEST, 0)).isInstanceOf(Answer.Unknown.class);
        assertThat(partner.calls()).as("no retry below us").hasSize(2);
        Answer refused = client(Plans.client("http://127.0.0.1:1", new Auth.None(), null, List.of()))
                .call(REQUEST, 0);
        assertThat(refused)
                .isInstanceOfSatisfying(
                        Answer.Transient.class,
                        answer -> assertThat(answer.sent()).isFalse());
    }

    @Test
    void anHourOfRetryAfterClosesTheClientAndHoldsNoThread() {
        HttpPartner client = client(new Auth.None(), null, List.of());
        partner.next(FakeDestination.answer(429, "", "Retry-After", "3600"));

        Answer limited = client.call(REQUEST, 0);

        assertThat(limited).isInstanceOfSatisfying(Answer.RateLimited.class, answer -> {
            assertThat(answer.asked()).isEqualTo(Duration.ofHours(1));
            assertThat(answer.pause()).isBetween(Duration.ofHours(1), Duration.ofSeconds(3601));
        });
        clock.advance(Duration.ofMinutes(59));
        assertThat(client.call(REQUEST, 0)).isInstanceOf(Answer.NotCalled.class);
        clock.advance(Duration.ofMinutes(2));
        assertThat(client.call(REQUEST, 0)).isInstanceOf(Answer.Ok.class);
        assertThat(partner.calls()).hasSize(2);
    }

    @Test
    void aBudgetOfTwoAllowsTwoInAnyTenSeconds() {
        HttpPartner client = client(new Auth.None(), Budget.fixed(2, Duration.ofSeconds(10), 0), List.of());

        client.call(REQUEST, 0);
        client.call(REQUEST, 0);
        Answer third = client.call(REQUEST, 0);

        assertThat(third).isInstanceOfSatisfying(Answer.NotCalled.class, answer -> {
            assertThat(answer.reason()).isEqualTo("budget");
            assertThat(answer.pause()).isEqualTo(Duration.ofSeconds(10));
        });
        clock.advance(Duration.ofSeconds(10));
        assertThat(client.call(REQUEST, 0)).isInstanceOf(Answer.Ok.class);
    }

    @Test
    void theBreakerOpensOnFailuresProbesAndCloses() {
        HttpPartner client = client(new Auth.None(), null, List.of());
        partner.always(call -> FakeDestination.answer(503, "{}"));
        for (int i = 0; i < 5; i++) {
            assertThat(client.call(REQUEST, 0)).isInstanceOf(Answer.Transient.class);
        }
        assertThat(client.gate().breaker().state()).isEqualTo("open");
        assertThat(client.call(REQUEST, 0)).isInstanceOf(Answer.NotCalled.class);

        partner.always(call -> FakeDestination.answer(200, "{}"));
        clock.advance(Duration.ofSeconds(6));
        assertThat(client.call(REQUEST, 0)).isInstanceOf(Answer.Ok.class);
        assertThat(client.gate().breaker().state()).isEqualTo("closed");
        assertThat(partner.calls()).hasSize(6);
    }

    @Test
    void aRowOnAnAnswerOf200DecidesBeforeTheStatus() {
        ErrorRule throttled = new ErrorRule(
                new Condition.Test(
                        new Condition.Subject.Pointer(JsonPointer.compile("/errors/0/extensions/code")),
                        Condition.Operator.EQUALS,
                        List.of(Template.parse("THROTTLED")),
                        "text"),
                ErrorRule.Action.RATE_LIMITED,
                null,
                null,
                null);
        HttpPartner client = client(new Auth.None(), null, List.of(throttled));
        partner.next(FakeDestination.answer(200, "{\"errors\":[{\"extensions\":{\"code\":\"THROTTLED\"}}]}"));

        assertThat(client.call(REQUEST, 0)).isInstanceOf(Answer.RateLimited.class);
    }

    @Test
    void anAnswerBeyondTheSizeLimitIsNotRead() {
        HttpPartner client = client(new Auth.None(), null, List.of());
        partner.next(
                FakeDestination.answer(200, "x".repeat(100_001)), FakeDestination.answer(200, "x".repeat(100_000)));

        assertThat(client.call(REQUEST, 0))
                .isInstanceOfSatisfying(
                        Answer.Unknown.class,
                        answer -> assertThat(answer.code()).isEqualTo("answer_too_long"));
        assertThat(client.call(REQUEST, 0))
                .isInstanceOfSatisfying(
                        Answer.Ok.class,
                        answer -> assertThat(answer.received().body()).hasSize(100_000));
    }

    @Test
    void aRefusalTellsThePartnersReason() {
        HttpPartner client = client(new Auth.None(), null, List.of());
        partner.next(FakeDestination.answer(422, "{\"error\":\"unknown location\"}"));

        assertThat(client.call(REQUEST, 0)).isInstanceOfSatisfying(Answer.Refused.class, answer -> {
            assertThat(answer.code()).isEqualTo("http_422");
            assertThat(answer.detail()).contains("unknown location");
        });
    }

    @Test
    void aGraphQlCallIsRenderedWithTypedVariablesAndASafePath() {
        RequestTemplate template = new RequestTemplate(
                "POST",
                Template.parse(""),
                Map.of(),
                Map.of(),
                new RequestTemplate.GraphQl(
                        "query Q", Plans.json("{\"id\":\"$(args.id)\",\"gone\":\"$(args.none)\"}")));
        PartnerRequest graphQl = RequestRenderer.render(
                Plans.client("http://x", new Auth.None(), null, List.of()),
                template,
                name -> name.equals("args.id") ? TextNode.valueOf("gid://7") : null);
        PartnerRequest get = RequestRenderer.render(
                Plans.client("http://x", new Auth.None(), null, List.of()),
                new RequestTemplate("GET", Template.parse("/orders/$(args.id)"), Map.of(), Map.of(), null),
                name -> TextNode.valueOf("a/../b c"));

        assertThat(graphQl.path()).isEqualTo("/graphql.json");
        assertThat(new String(graphQl.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"query\":\"query Q\",\"variables\":{\"id\":\"gid://7\"}}");
        assertThat(get.path()).isEqualTo("/orders/a%2F..%2Fb%20c");
        client(new Auth.None(), null, List.of()).call(get, 0);
        assertThat(partner.calls().get(0).uri()).isEqualTo("/v1/orders/a%2F..%2Fb%20c");
    }
}
