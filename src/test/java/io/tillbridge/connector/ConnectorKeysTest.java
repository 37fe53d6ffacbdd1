package io.tillbridge.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.canonical.EventType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every key that may be left out has its default, and every key that may be written reaches the plan. */
class ConnectorKeysTest {

    private static final String LEAST = """
            spec: {key: {type: secret}}
            clients:
              api: {kind: http, baseUrl: https://example.com, auth: {kind: none}}
            inbound:
              hook:
                emits: order
                mapping: acme.order
                key: {pointer: /id}
                receipt: {key: {pointer: /delivery}}
                source:
                  kind: webhook-in
                  verify:
                    kind: hmac
                    algorithm: sha256
                    content: [{kind: body}]
                    secret: $(secrets.key)
                    signature: {header: X-Sig, encoding: hex}
              poll:
                emits: order
                mapping: acme.order
                key: {pointer: /id}
                source:
                  kind: poll-http
                  every: PT1H
                  request: {get: /orders, query: {since: $(cursor.from), after: $(page.token)}}
                  records: /orders
                  pages: {kind: cursor, token: /next}
                  cursor: {field: /t, type: instant}
            outbound:
              push:
                accepts: availability
                mapping: acme.stock
                key: {fields: [sku, location]}
                collapse: {keep: latest}
                resolve: {id: {xref: acme.item, by: {fields: [sku]}}}
                request: {post: /stock, json: $(mapped)}
                idempotency: {header: Idempotency-Key, key: {fields: [sku]}}
            """;

    private static final String MOST = """
            spec:
              key: {type: secret_list}
              user: {type: secret, help: the account's name}
              size: {type: int, default: "50"}
              place: {type: url, optional: true}
              mode: {enum: [slow, fast], default: slow}
            lets:
              every: {choose: $(settings.mode), cases: {slow: PT1H, fast: PT1M}}
            clients:
              api:
                kind: http
                baseUrl: https://example.com/v1/
                graphqlPath: /graphql
                headers: {X-Place: $(settings.place), X-User: $(secrets.user)}
                query: {v: "2"}
                auth: {kind: basic, user: $(secrets.user), password: $(secrets.key)}
                budget: {kind: fixed, rate: 500/min, concurrency: 10}
                timeout: PT5S
                maxResponseBytes: 1MB
                errors:
                  - when: {anyOf: [{status: [420]}, {not: {header: X-Ok, exists: true}}]}
                    do: count_and_drop
                    metric: dropped
                    detail: /error
                    wait: {kind: header, name: X-Wait, max: PT1M, else: {kind: exponential, base: PT2S, max: PT8S, jitter: full}}
              other: {kind: http, baseUrl: "http://localhost:8080", auth: {kind: api_key, in: query, name: k, value: $(secrets.key)}}
            check:
              - {name: up, client: other, request: {get: /up}, expect: {pointer: /ok, equals: "true"}}
            inbound:
              hook:
                mapping: acme.order
                headers: [X-Topic]
                key: {template: "$(connection.id)-$(record.id)"}
                receipt: {key: {header: X-Delivery}, keep: P30D, retriesFor: P2D}
                stale: {version: {pointer: /v, type: int}}
                tombstone: {header: X-Deleted, equals: "true"}
                resolve: {store: {xref: acme.store, by: {pointer: /store}, each: /lines, missing: dead_letter}}
                dispatch:
                  - {when: {header: X-Kind, equals: a}, emits: order}
                  - {when: {header: X-Kind, equals: b}, fetch: one, args: {id: {pointer: /id}}}
                  - {when: {any: true}, do: dead_letter}
                source:
                  kind: webhook-in
                  maxBytes: 512KB
                  answer: empty
                  contentTypes: [application/json, text/plain]
                  match: {pointer: /shop, equals: "7"}
                  verify:
                    kind: hmac
                    algorithm: sha512
                    content: [{kind: header, name: X-Time}, {kind: text, value: "."}, {kind: body}]
                    secret: $(secrets.key)
                    signature: {header: X-Sig, encoding: base64, prefix: "sha512="}
                    timestamp: {header: X-Time, tolerance: PT1M}
              poll:
                reconciles: hook
                emits: order
                mapping: acme.order
                key: {pointers: [/a, /b]}
                source:
                  kind: poll-http
                  client: api
                  every: $(lets.every)
                  request: {post: /search, query: {q: "1"}, headers: {X-Q: "2"}, json: '{"size": "$(page.size)", "from": "$(cursor.from)", "to": "$(cursor.to)", "after": "$(page.token)"}'}
                  forKey: {args: [sku], query: {sku: $(args.sku)}}
                  records: /orders
                  pages: {kind: cursor, token: /next, more: /more, size: $(settings.size), max: 3}
                  cursor: {field: /t, type: date, start: "2026-01-01", lookback: P1D, holdBack: PT1M, step: P7D, advance: {pointer: /at}}
            fetches:
              one: {get: "/one/$(args.id)", client: api, record: /one, emits: order, mapping: acme.one, key: {pointer: /id}, stale: {version: {pointer: /v, type: int}}}
            outbound:
              push:
                accepts: availability
                mapping: acme.stock
                client: api
                key: {template: "$(canonical.location):$(canonical./sku)"}
                when: {pointer: /location, equals: web}
                collapse: {keep: latest, window: PT3S, max: 25}
                resolve: {id: {shadow: availability, by: {template: $(canonical.sku)}, missing: set_null}}
                request: {put: "/stock/$(canonical.sku)", json: '{"all": "$(mapped)"}'}
                idempotency: {header: Idempotency-Key, key: {template: "$(batch.id)"}}
                result:
                  items: {errors: /errors, index: /i, rest: resend}
                  errors: [{when: {pointer: /code, equals: X}, do: dead_letter, detail: /why}]
                giveUpAfter: P5D
            """;

    @TempDir
    private Path folder;

    @Test
    void whatIsLeftOutHasItsDefault() {
        ConnectionPlan plan = plan(LEAST, "secrets: {key: {kind: env, name: KEY}}\n");
        HttpClientPlan api = TestHome.http(plan, "api");
        InboundFlow hook = TestHome.get(plan.inbound(), "hook");
        WebhookSource webhook = (WebhookSource) hook.source();
        Verification.Hmac hmac = (Verification.Hmac) webhook.verify();
        PollHttpSource poll =
                (PollHttpSource) TestHome.get(plan.inbound(), "poll").source();
        OutboundFlow push = TestHome.get(plan.outbound(), "push");

        assertThat(plan.startAt()).isNull();
        assertThat(plan.settings()).isEmpty();
        assertThat(plan.owns()).isEmpty();
        assertThat(plan.fetches()).isEmpty();
        assertThat(api.graphqlPath()).isEmpty();
        assertThat(api.headers()).isEmpty();
        assertThat(api.query()).isEmpty();
        assertThat(api.budget()).isNull();
        assertThat(api.errors()).hasSize(5);
        assertThat(api.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(api.maxResponseBytes()).isEqualTo(10 * 1024 * 1024);
        assertThat(webhook.match()).isNull();
        assertThat(webhook.maxBytes()).isEqualTo(10 * 1024 * 1024);
        assertThat(webhook.emptyAnswers()).isFalse();
        assertThat(webhook.contentTypes()).containsExactly("application/json");
        assertThat(hmac.prefix()).isEmpty();
        assertThat(hmac.timestamp()).isNull();
        assertThat(hmac.tolerance()).isEqualTo(Duration.ofMinutes(5));
        assertThat(hook.receipt())
                .isEqualTo(new ReceiptRule(
                        new KeyRule.Pointers(List.of(JsonPointer.compile("/delivery"))), Duration.ofDays(14), null));
        assertThat(hook.stale()).isNull();
        assertThat(hook.tombstone()).isNull();
        assertThat(hook.resolve()).isEmpty();
        assertThat(hook.headers()).isEmpty();
        assertThat(hook.reconciles()).isNull();
        assertThat(poll.client()).isEqualTo("api");
        assertThat(poll.forKey()).isNull();
        assertThat(poll.args()).isEmpty();
        assertThat(poll.pages()).isEqualTo(new Pages.Cursor(JsonPointer.compile("/next"), null, 100, 1000));
        assertThat(poll.cursor())
                .isEqualTo(new CursorRule(
                        JsonPointer.compile("/t"), "instant", "epoch", Duration.ZERO, Duration.ZERO, null, null));
        assertThat(push.collapse()).isEqualTo(new OutboundFlow.Collapse(Duration.ZERO, 1));
        assertThat(TestHome.get(push.resolve(), "id").missing()).isEqualTo(ResolveRule.Missing.HOLD);
        assertThat(TestHome.get(push.resolve(), "id").each()).isNull();
        assertThat(push.items()).isNull();
        assertThat(push.itemErrors()).isEmpty();
        assertThat(push.when()).isNull();
        assertThat(push.giveUpAfter()).isEqualTo(Duration.ofDays(3));
    }

    @Test
    void everyClientKeyReachesThePlan() {
        ConnectionPlan plan = most();
        HttpClientPlan api = TestHome.http(plan, "api");
        ErrorRule error = api.errors().get(0);

        assertThat(api.baseUrl()).isEqualTo("https://example.com/v1");
        assertThat(api.graphqlPath()).isEqualTo("/graphql");
        assertThat(api.headers())
                .isEqualTo(Map.of(
                        "X-Place", Template.parse("$(settings.place)"), "X-User", Template.parse("$(secrets.user)")));
        assertThat(api.query()).isEqualTo(Map.of("v", Template.parse("2")));
        assertThat(api.auth())
                .isEqualTo(new Auth.Basic(Template.parse("$(secrets.user)"), Template.parse("$(secrets.key)")));
        assertThat(api.budget()).isEqualTo(Budget.fixed(500, Duration.ofMinutes(1), 10));
        assertThat(api.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(api.maxResponseBytes()).isEqualTo(1024 * 1024);
        assertThat(error.action()).isEqualTo(ErrorRule.Action.COUNT_AND_DROP);
        assertThat(error.metric()).isEqualTo("dropped");
        assertThat(error.detail()).isEqualTo(JsonPointer.compile("/error"));
        assertThat(error.pause())
                .isEqualTo(new Wait.Header(
                        "X-Wait",
                        Duration.ofMinutes(1),
                        new Wait.Exponential(Duration.ofSeconds(2), Duration.ofSeconds(8))));
        assertThat(Conditions.holds(error.when(), null, Map.of("X-Ok", "1")::get, 420))
                .isTrue();
        assertThat(Conditions.holds(error.when(), null, Map.of("X-Ok", "1")::get, 200))
                .isFalse();
        assertThat(TestHome.http(plan, "other").auth())
                .isEqualTo(new Auth.ApiKey(Auth.ApiKey.Place.QUERY, "k", Template.parse("$(secrets.key)")));
        assertThat(plan.owns()).isEqualTo(Set.of("counts", "items", "sales"));
    }

    @Test
    void everyWebhookKeyReachesThePlan() {
        InboundFlow hook = TestHome.get(most().inbound(), "hook");
        WebhookSource webhook = (WebhookSource) hook.source();

        assertThat(webhook.maxBytes()).isEqualTo(512 * 1024);
        assertThat(webhook.emptyAnswers()).isTrue();
        assertThat(webhook.contentTypes()).isEqualTo(Set.of("application/json", "text/plain"));
        assertThat(webhook.match()).isNotNull();
        assertThat(webhook.verify())
                .isEqualTo(new Verification.Hmac(
                        "sha512",
                        List.of(
                                new Verification.Part.Header("X-Time"),
                                new Verification.Part.Text("."),
                                new Verification.Part.Body()),
                        new SecretReference("file", "keys", true),
                        "X-Sig",
                        Verification.Encoding.BASE64,
                        "sha512=",
                        "X-Time",
                        Duration.ofMinutes(1)));
        assertThat(hook.key()).isEqualTo(new KeyRule.FromTemplate(Template.parse("acme-$(record.id)")));
        assertThat(hook.receipt())
                .isEqualTo(new ReceiptRule(new KeyRule.Header("X-Delivery"), Duration.ofDays(30), Duration.ofDays(2)));
        assertThat(hook.stale()).isEqualTo(new StaleRule(JsonPointer.compile("/v"), "int"));
        assertThat(hook.tombstone()).isNotNull();
        assertThat(hook.headers()).isEqualTo(Set.of("x-topic", "x-delivery", "x-deleted", "x-kind"));
        assertThat(TestHome.get(hook.resolve(), "store").each()).isEqualTo(JsonPointer.compile("/lines"));
        assertThat(TestHome.get(hook.resolve(), "store").missing()).isEqualTo(ResolveRule.Missing.DEAD_LETTER);
        assertThat(hook.dispatch())
                .extracting(DispatchRule::outcome)
                .containsExactly(
                        new DispatchRule.Emit(EventType.ORDER, "acme.order", null, null),
                        new DispatchRule.Fetch("one", Map.of("id", Template.parse("$(record./id)"))),
                        new DispatchRule.DeadLetter());
    }

    @Test
    void everyPollAndFetchKeyReachesThePlan() {
        ConnectionPlan plan = most();
        InboundFlow flow = TestHome.get(plan.inbound(), "poll");
        PollHttpSource poll = (PollHttpSource) flow.source();
        FetchPlan fetch = TestHome.get(plan.fetches(), "one");

        assertThat(flow.reconciles()).isEqualTo("hook");
        assertThat(poll.schedule()).isEqualTo(new Schedule.Every(Duration.ofMinutes(1)));
        assertThat(poll.request().query()).isEqualTo(Map.of("q", Template.parse("1")));
        assertThat(poll.request().headers()).isEqualTo(Map.of("X-Q", Template.parse("2")));
        assertThat(poll.forKey())
                .extracting(RequestTemplate::query)
                .isEqualTo(Map.of("q", Template.parse("1"), "sku", Template.parse("$(args.sku)")));
        assertThat(poll.pages())
                .isEqualTo(new Pages.Cursor(JsonPointer.compile("/next"), JsonPointer.compile("/more"), 25, 3));
        assertThat(poll.cursor())
                .isEqualTo(new CursorRule(
                        JsonPointer.compile("/t"),
                        "date",
                        "2026-01-01",
                        Duration.ofDays(1),
                        Duration.ofMinutes(1),
                        Duration.ofDays(7),
                        JsonPointer.compile("/at")));
        assertThat(fetch.client()).isEqualTo("api");
        assertThat(fetch.record()).isEqualTo(JsonPointer.compile("/one"));
        assertThat(fetch.stale()).isEqualTo(new StaleRule(JsonPointer.compile("/v"), "int"));
    }

    @Test
    void everyPushKeyReachesThePlan() {
        OutboundFlow push = TestHome.get(most().outbound(), "push");

        assertThat(push.client()).isEqualTo("api");
        assertThat(((RequestTemplate) push.call()).method()).isEqualTo("PUT");
        assertThat(((RequestTemplate) push.call()).path()).isEqualTo(Template.parse("/stock/$(canonical.sku)"));
        assertThat(push.key())
                .isEqualTo(new KeyRule.FromTemplate(Template.parse("$(canonical.location):$(canonical./sku)")));
        assertThat(push.collapse()).isEqualTo(new OutboundFlow.Collapse(Duration.ofSeconds(3), 25));
        assertThat(push.when()).isNotNull();
        assertThat(push.idempotency())
                .isEqualTo(new OutboundFlow.Idempotency(
                        "Idempotency-Key", new KeyRule.FromTemplate(Template.parse("$(batch.id)"))));
        assertThat(push.items())
                .isEqualTo(new OutboundFlow.ItemResults(JsonPointer.compile("/errors"), JsonPointer.compile("/i")));
        assertThat(push.itemErrors()).extracting(ErrorRule::detail).containsExactly(JsonPointer.compile("/why"));
        assertThat(TestHome.get(push.resolve(), "id").type()).isEqualTo(ResolveRule.Type.SHADOW);
        assertThat(push.giveUpAfter()).isEqualTo(Duration.ofDays(5));
    }

    private ConnectionPlan most() {
        return plan(MOST, """
                startAt: "2026-01-01T00:00:00Z"
                settings: {size: "25", mode: fast}
                secrets: {key: {kind: file, name: keys}, user: {kind: env, name: USER}}
                owns: [counts, items, sales]
                """);
    }

    private ConnectionPlan plan(String connector, String connection) {
        ConnectorCatalog.Loaded loaded = new TestHome(folder)
                .connector("acme", connector)
                .connection("acme", "acme", connection)
                .load();
        assertThat(loaded.problems()).isEmpty();
        return TestHome.get(loaded.plans(), "acme");
    }
}
