package io.tillbridge.intake;

import static io.tillbridge.support.FakeDestination.answer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.Failure;
import io.tillbridge.connector.Auth;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.Conditions;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.CursorRule;
import io.tillbridge.connector.DispatchRule;
import io.tillbridge.connector.FetchPlan;
import io.tillbridge.connector.HttpClientPlan;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.Pages;
import io.tillbridge.connector.PollHttpSource;
import io.tillbridge.connector.RequestTemplate;
import io.tillbridge.connector.StaleRule;
import io.tillbridge.connector.Template;
import io.tillbridge.http.PartnerClients;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.FetchQueue;
import io.tillbridge.message.MessageStore;
import io.tillbridge.message.PulledDocuments;
import io.tillbridge.message.Receipts;
import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class PullsIT {

    private static final Instant NOW = Instant.parse("2026-05-02T12:00:00Z");

    private final FakeDestination partner = new FakeDestination();
    private final ManualClock clock = new ManualClock(NOW);
    private final DataSource database = TestDatabase.fresh();
    private final JdbcTemplate sql = new JdbcTemplate(database);
    private final MessageStore store = new MessageStore(clock);
    private final PulledDocuments documents = new PulledDocuments(database, store, new Receipts(), clock);
    private final FetchQueue queue = new FetchQueue(database, store, clock);
    private final MessageIds ids = new MessageIds(clock);
    private final CardNumberRedaction redaction =
            new CardNumberRedaction("0123456789abcdef".getBytes(StandardCharsets.UTF_8));
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Map<UUID, Failure> dead = new ConcurrentHashMap<>();

    @SuppressWarnings("NullAway.Init")
    private PartnerClients clients;

    @BeforeEach
    void start() {
        camel.start();
        clients = new PartnerClients(
                camel,
                reference -> List.of("secret"),
                (condition, status, headers, document) -> Conditions.holds(condition, document, headers::get, status),
                clock,
                new Random(1));
    }

    @AfterEach
    void stop() {
        partner.close();
        camel.stop();
    }

    private ConnectionPlan plan(InboundFlow... flows) {
        HttpClientPlan client = new HttpClientPlan(
                "api",
                partner.url(),
                "",
                Map.of(),
                Map.of(),
                new Auth.None(),
                null,
                BuiltInErrors.ROWS,
                Duration.ofSeconds(5),
                100_000);
        FetchPlan fetch = new FetchPlan(
                "order",
                "api",
                get("/orders/$(args.id)"),
                JsonPointer.compile("/order"),
                Plans.pointer("/id"),
                null,
                List.of(new DispatchRule(
                        new Condition.Any(), new DispatchRule.Emit(EventType.ORDER, "shop.order", null, null))),
                Map.of());
        return Plans.connection("shop", Map.of("api", client), Map.of("order", fetch), flows);
    }

    private static RequestTemplate get(String path) {
        return new RequestTemplate("GET", Template.parse(path), Map.of(), Map.of(), null);
    }

    private InboundFlow listing() {
        PollHttpSource source = new PollHttpSource(
                "api",
                Duration.ofMinutes(15),
                new RequestTemplate(
                        "GET",
                        Template.parse("/items"),
                        Map.of("from", Template.parse("$(cursor.from)"), "cursor", Template.parse("$(page.token)")),
                        Map.of(),
                        null),
                null,
                List.of(),
                JsonPointer.compile("/items"),
                new Pages.Cursor(JsonPointer.compile("/next"), null, 2, 5),
                new CursorRule(
                        JsonPointer.compile("/at"),
                        "instant",
                        "2026-05-01T00:00:00Z",
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(30),
                        null,
                        null));
        return new InboundFlow(
                "items",
                source,
                null,
                Plans.pointer("/id"),
                new StaleRule(JsonPointer.compile("/v"), "int"),
                List.of(new DispatchRule(
                        new Condition.Any(), new DispatchRule.Emit(EventType.ITEM_UPSERTED, "shop.item", null, null))),
                Map.of(),
                null,
                Set.of(),
                null);
    }

    private PollRun run() throws Exception {
        ConnectionPlan plan = plan(listing());
        PollFlow flow = new PollFlow(
                "shop.items.g1", plan, listing(), (PollHttpSource) listing().source(), ProtectedPlaces.NONE);
        return new PollRun(
                flow,
                clients.get(plan, "api"),
                documents,
                new RecordDocuments(flow, ids, redaction),
                clock,
                documents
                        .place("shop", "items")
                        .map(place -> CursorState.parse(place.state()))
                        .orElse(CursorState.START));
    }

    private static String page(String next, String... records) {
        return "{\"items\":[" + String.join(",", records) + "],\"next\":" + next + "}";
    }

    private static String item(int id, int version, String at) {
        return "{\"id\":" + id + ",\"v\":" + version + ",\"at\":\"" + at + "\"}";
    }

    @Test
    void aListingIsReadToItsEndAndReadAgainWithoutASecondMessage() throws Exception {
        partner.next(
                answer(200, page("\"p2\"", item(1, 1, "2026-05-02T10:00:00Z"), item(2, 1, "2026-05-02T09:00:00Z"))),
                answer(200, page("null", item(3, 1, "2026-05-02T09:30:00Z"))),
                answer(200, page("null", item(1, 1, "2026-05-02T10:00:00Z"), item(4, 1, "2026-05-02T10:00:00Z"))));
        PollRun first = run();
        assertThat(first.page()).isEqualTo(new PollRun.Continue(Duration.ZERO));
        assertThat(CursorState.parse(
                                documents.place("shop", "items").orElseThrow().state())
                        .value())
                .as("the cursor waits for the last page")
                .isNull();
        assertThat(first.page()).isEqualTo(new PollRun.Finished(3, true));
        assertThat(run().page()).isEqualTo(new PollRun.Finished(1, true));
        assertThat(partner.calls())
                .extracting(FakeDestination.Call::uri)
                .satisfiesExactly(
                        uri -> assertThat(uri).contains("from=2026-05-01T00%3A00%3A00Z"),
                        uri -> assertThat(uri).contains("cursor=p2"),
                        uri -> assertThat(uri).contains("from=2026-05-02T09%3A55%3A00Z"));
        assertThat(sql.queryForList(
                        "select business_key from message where state = 'accepted' order by business_key",
                        String.class))
                .containsExactly("1", "2", "3", "4");
        assertThat(sql.queryForObject("select count(*) from message_raw", Integer.class))
                .isEqualTo(4);
    }

    @Test
    void aPageThatCannotBeStoredLeavesNeitherRecordsNorCursor() throws Exception {
        partner.always(call -> answer(200, page("null", item(1, 1, "2026-05-02T10:00:00Z"))));
        sql.execute("create function broken() returns trigger language plpgsql as $$ begin raise 'disk full'; end $$");
        sql.execute("create trigger broken before insert on source_cursor for each row execute function broken()");
        assertThat(run().page())
                .isInstanceOfSatisfying(
                        PollRun.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("not_stored"));
        assertThat(sql.queryForObject("select count(*) from message", Integer.class))
                .isZero();
        assertThat(sql.queryForObject("select count(*) from receipt", Integer.class))
                .isZero();
        sql.execute("drop trigger broken on source_cursor");
        assertThat(run().page()).isEqualTo(new PollRun.Finished(1, true));
    }

    @Test
    void aRepeatedPageTokenEndsTheRunAndTheCursorStays() throws Exception {
        partner.always(call -> answer(200, page("\"same\"")));
        PollRun run = run();
        assertThat(run.page()).isInstanceOf(PollRun.Continue.class);
        assertThat(run.page())
                .isInstanceOfSatisfying(
                        PollRun.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("page_token_repeated"));
        assertThat(CursorState.parse(
                                documents.place("shop", "items").orElseThrow().state())
                        .value())
                .isNull();
    }

    @Test
    void aRateLimitPausesTheRunWithoutEndingIt() throws Exception {
        partner.next(
                answer(429, "{}", "Retry-After", "7"), answer(200, page("null", item(1, 1, "2026-05-02T10:00:00Z"))));
        PollRun run = run();
        assertThat(run.page())
                .isInstanceOfSatisfying(
                        PollRun.Continue.class,
                        next -> assertThat(next.pause()).isGreaterThanOrEqualTo(Duration.ofSeconds(7)));
        assertThat(run.page()).as("not called before").isInstanceOf(PollRun.Continue.class);
        assertThat(partner.calls()).hasSize(1);
        clock.advance(Duration.ofMinutes(2));
        assertThat(run.page()).isEqualTo(new PollRun.Finished(1, true));
    }

    private UUID fetching(String plan) {
        UUID id = ids.next();
        sql.update(
                "insert into message (message_id, connection, flow, state, received_at, due_at, fetch_plan)"
                        + " values (?, 'shop', 'events', 'fetching', ?, ?, ?)",
                id,
                java.sql.Timestamp.from(clock.instant()),
                java.sql.Timestamp.from(clock.instant()),
                plan);
        return id;
    }

    private Fetches fetches() {
        Plans plans = new Plans();
        plans.put(plan());
        return new Fetches(queue, plans, clients, dead::put, ids, redaction, clock);
    }

    @Test
    void whatAThinEventNamesIsFetchedIntoAChildAndTheParentSettled() throws Exception {
        partner.next(answer(200, "{\"order\":{\"id\":\"o/1\",\"note\":\"4111111111111111\"}}"));
        UUID parent = fetching("{\"fetch\":\"order\",\"args\":{\"id\":\"o/1\"}}");
        assertThat(fetches().round()).isEqualTo(1);
        assertThat(partner.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.uri()).isEqualTo("/orders/o%2F1"));
        assertThat(sql.queryForMap("select state, reason from message where message_id = ?", parent))
                .containsEntry("state", "posted")
                .containsEntry("reason", "fetched");
        Map<String, Object> child = sql.queryForMap(
                "select m.flow, m.state, m.business_key, r.body from message m join message_raw r using (message_id)"
                        + " where m.parent_id = ?",
                parent);
        assertThat(child)
                .containsEntry("flow", "fetch:order")
                .containsEntry("state", "accepted")
                .containsEntry("business_key", "o/1");
        assertThat(new String((byte[]) child.get("body"), StandardCharsets.UTF_8))
                .contains("411111******1111");
        assertThat(fetches().round()).isZero();
    }

    @Test
    void anUnavailablePartnerIsAskedAgainLaterAndGivenUpByAge() throws Exception {
        partner.always(call -> answer(503, "down"));
        UUID id = fetching("{\"fetch\":\"order\",\"args\":{\"id\":\"1\"}}");
        assertThat(fetches().round()).isEqualTo(1);
        assertThat(fetches().round()).as("not before it is due").isZero();
        assertThat(sql.queryForObject(
                        "select due_at > ? from message where message_id = ?",
                        Boolean.class,
                        java.sql.Timestamp.from(clock.instant()),
                        id))
                .isTrue();
        assertThat(dead).isEmpty();
        clock.advance(Duration.ofDays(3).plusHours(1));
        assertThat(fetches().round()).isEqualTo(1);
        assertThat(dead.get(id))
                .isNotNull()
                .satisfies(failure -> assertThat(failure.category()).isEqualTo(Failure.Category.PARTNER_UNAVAILABLE));
    }

    @Test
    void aRefusedOrUnknownFetchIsGivenUpAtOnce() throws Exception {
        partner.always(call -> answer(404, "{\"error\":\"gone\"}"));
        UUID refused = fetching("{\"fetch\":\"order\",\"args\":{\"id\":\"1\"}}");
        UUID unknown = fetching("{\"fetch\":\"nothing\",\"args\":{}}");
        fetches().round();
        assertThat(dead.get(refused))
                .isNotNull()
                .satisfies(failure -> assertThat(failure.category()).isEqualTo(Failure.Category.PARTNER_REFUSED));
        assertThat(dead.get(unknown))
                .isNotNull()
                .satisfies(failure -> assertThat(failure.code()).isEqualTo("fetch_unknown"));
    }

    @Test
    void aWorkerThatLostItsLeaseSettlesNothing() throws Exception {
        UUID id = fetching("{\"fetch\":\"order\",\"args\":{\"id\":\"1\"}}");
        FetchQueue.Job slow = queue.claim(1, Duration.ZERO).get(0);
        FetchQueue.Job taken = queue.claim(1, Duration.ofMinutes(1)).get(0);
        assertThat(queue.claim(1, Duration.ofMinutes(1))).as("leased").isEmpty();
        assertThat(queue.later(slow, clock.instant(), "late", "late")).isFalse();
        assertThat(queue.fetched(slow, child(id))).isFalse();
        assertThat(queue.fetched(taken, child(id))).isTrue();
        assertThat(queue.fetched(taken, child(id))).isFalse();
        assertThat(sql.queryForObject("select count(*) from message where parent_id = ?", Integer.class, id))
                .isEqualTo(1);
    }

    private AcceptedDocument child(UUID parent) {
        return new AcceptedDocument(
                ids.next(),
                parent,
                "shop",
                "fetch:order",
                null,
                null,
                clock.instant(),
                null,
                Map.of(),
                new byte[] {'{', '}'},
                new byte[] {1},
                null);
    }
}
