package io.tillbridge.intake;

import com.fasterxml.jackson.core.JsonPointer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.Auth;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.Conditions;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.CursorRule;
import io.tillbridge.connector.DispatchRule;
import io.tillbridge.connector.HttpClientPlan;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.Pages;
import io.tillbridge.connector.PollHttpSource;
import io.tillbridge.connector.RequestTemplate;
import io.tillbridge.connector.Schedule;
import io.tillbridge.connector.StaleRule;
import io.tillbridge.connector.Template;
import io.tillbridge.message.FullReads;
import io.tillbridge.message.MessageStore;
import io.tillbridge.message.PulledDocuments;
import io.tillbridge.message.Receipts;
import io.tillbridge.partner.Partners;
import io.tillbridge.platform.Lease;
import io.tillbridge.platform.Leases;
import io.tillbridge.platform.NodeId;
import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Polls of one flow {@code shop.items} against a partner over real HTTP and a real PostgreSQL, step by step. */
final class PollBed implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-05-02T12:00:00Z");

    final FakeDestination partner = new FakeDestination();
    final ManualClock clock = new ManualClock(NOW);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final PulledDocuments documents;
    final JdbcTemplate sql;
    final Partners partners;
    final PollHttp polls;
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Leases leases;
    private @Nullable PollHttpSource source;

    PollBed() {
        DataSource database = TestDatabase.fresh();
        sql = new JdbcTemplate(database);
        documents = new PulledDocuments(database, new MessageStore(clock), new Receipts(), clock);
        leases = new Leases(JdbcClient.create(database), NodeId.ofThisProcess());
        camel.start();
        partners = new Partners(
                camel,
                reference -> List.of("secret"),
                (condition, status, headers, document) -> Conditions.holds(condition, document, headers::get, status),
                clock,
                new Random(1));
        polls = new PollHttp(
                partners,
                documents,
                new FullReads(database, documents),
                new MessageIds(clock),
                new CardNumberRedaction("0123456789abcdef".getBytes(StandardCharsets.UTF_8)),
                meters,
                clock);
    }

    /** A call by GET with query parameters as name, template in turn. */
    static RequestTemplate get(String path, String... query) {
        Map<String, Template> parameters = new HashMap<>();
        for (int i = 0; i < query.length; i += 2) {
            parameters.put(query[i], Template.parse(query[i + 1]));
        }
        return new RequestTemplate("GET", Template.parse(path), parameters, Map.of(), null);
    }

    static CursorRule changes(Duration lookback) {
        return new CursorRule(
                JsonPointer.compile("/at"),
                "instant",
                "2026-05-01T00:00:00Z",
                lookback,
                Duration.ofSeconds(30),
                null,
                null);
    }

    /** A listing at {@code /items} with the records in {@code items}. */
    PollBed of(RequestTemplate request, Pages pages, CursorRule cursor) {
        return of(new PollHttpSource(
                "api",
                new Schedule.Every(Duration.ofMinutes(15)),
                request,
                null,
                List.of(),
                JsonPointer.compile("/items"),
                pages,
                cursor));
    }

    PollBed of(PollHttpSource other) {
        source = other;
        return this;
    }

    InboundFlow flow() {
        if (source == null) {
            throw new IllegalStateException("the bed has no source yet");
        }
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

    ConnectionPlan connection() {
        HttpClientPlan client = new HttpClientPlan(
                "api",
                partner.url(),
                "",
                Map.of(),
                Map.of(),
                new Auth.None(),
                null,
                BuiltInErrors.ROWS,
                Duration.ofSeconds(1),
                100_000);
        return Plans.connection("shop", Map.of("api", client), Map.of(), flow());
    }

    /** A run that takes over from whoever ran before, as after a crash. */
    PullRun run() throws SQLException {
        sql.update("update lease set expires_at = clock_timestamp()");
        Lease lease = leases.acquire("poll:shop.items", Duration.ofMinutes(5)).orElseThrow();
        RunningFlow flow = new RunningFlow("shop.items.g1", connection(), flow(), ProtectedPlaces.NONE);
        return polls.of(flow, (PollHttpSource) flow.flow().source())
                .runs()
                .begin(
                        documents
                                .place("shop", "items")
                                .map(PulledDocuments.Place::state)
                                .orElse(null),
                        lease);
    }

    /** All steps of a run without its pauses, up to a hundred. */
    static List<PullRun.Outcome> steps(PullRun run) {
        List<PullRun.Outcome> outcomes = new ArrayList<>();
        do {
            outcomes.add(run.step());
        } while (outcomes.size() < 100 && outcomes.get(outcomes.size() - 1) instanceof PullRun.Continue);
        return outcomes;
    }

    /** How a whole run ended. */
    PullRun.Outcome ended() throws SQLException {
        List<PullRun.Outcome> outcomes = steps(run());
        return outcomes.get(outcomes.size() - 1);
    }

    CursorState state() throws SQLException {
        return documents
                .place("shop", "items")
                .map(place -> CursorState.parse(place.state()))
                .orElse(CursorState.START);
    }

    /** Business keys of the messages, in their order, each as often as it is there. */
    List<String> keys() {
        return sql.queryForList(
                "select business_key from message order by length(business_key), business_key", String.class);
    }

    @Override
    public void close() {
        partner.close();
        camel.stop();
    }
}
