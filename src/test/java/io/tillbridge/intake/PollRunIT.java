package io.tillbridge.intake;

import static io.tillbridge.intake.Listings.item;
import static io.tillbridge.intake.Listings.page;
import static io.tillbridge.support.FakeDestination.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillbridge.connector.Conditions;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.PollHttpSource;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

class PollRunIT {

    private static final Instant NOW = Instant.parse("2026-05-02T12:00:00Z");

    private final FakeDestination partner = new FakeDestination();
    private final ManualClock clock = new ManualClock(NOW);
    private final DataSource database = TestDatabase.fresh();
    private final JdbcTemplate sql = new JdbcTemplate(database);
    private final MessageStore store = new MessageStore(clock);
    private final PulledDocuments documents = new PulledDocuments(database, store, new Receipts(), clock);
    private final Leases leases = new Leases(JdbcClient.create(database), NodeId.ofThisProcess());
    private final MessageIds ids = new MessageIds(clock);
    private final CardNumberRedaction redaction =
            new CardNumberRedaction("0123456789abcdef".getBytes(StandardCharsets.UTF_8));
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @SuppressWarnings("NullAway.Init")
    private Partners partners;

    @BeforeEach
    void start() {
        camel.start();
        partners = new Partners(
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

    private PullRun run() throws Exception {
        ConnectionPlan plan = Listings.connection("shop", partner.url());
        InboundFlow inbound = Listings.flow();
        RunningFlow flow = new RunningFlow("shop.items.g1", plan, inbound, ProtectedPlaces.NONE);
        PollHttp polls = new PollHttp(
                partners,
                documents,
                new FullReads(database, documents),
                ids,
                redaction,
                new SimpleMeterRegistry(),
                clock);
        return polls.of(flow, (PollHttpSource) inbound.source())
                .runs()
                .begin(
                        documents
                                .place("shop", "items")
                                .map(PulledDocuments.Place::state)
                                .orElse(null),
                        lease());
    }

    /** As a node takes it whose predecessor let it expire. */
    private Lease lease() {
        sql.update("update lease set expires_at = clock_timestamp()");
        return leases.acquire("poll:shop.items", Duration.ofMinutes(5)).orElseThrow();
    }

    @Test
    void aListingIsReadToItsEndAndReadAgainWithoutASecondMessage() throws Exception {
        partner.next(
                answer(200, page("\"p2\"", item(1, 1, "2026-05-02T10:00:00Z"), item(2, 1, "2026-05-02T09:00:00Z"))),
                answer(200, page("null", item(3, 1, "2026-05-02T09:30:00Z"))),
                answer(200, page("null", item(1, 1, "2026-05-02T10:00:00Z"), item(4, 1, "2026-05-02T10:00:00Z"))));
        PullRun first = run();
        assertThat(first.step()).isEqualTo(new PullRun.Continue(Duration.ZERO));
        assertThat(CursorState.parse(
                                documents.place("shop", "items").orElseThrow().state())
                        .value())
                .as("the cursor waits for the last page")
                .isNull();
        assertThat(first.step()).isEqualTo(new PullRun.Finished(3, true));
        assertThat(run().step()).isEqualTo(new PullRun.Finished(1, true));
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
        assertThat(run().step())
                .isInstanceOfSatisfying(
                        PullRun.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("not_stored"));
        assertThat(sql.queryForObject("select count(*) from message", Integer.class))
                .isZero();
        assertThat(sql.queryForObject("select count(*) from receipt", Integer.class))
                .isZero();
        sql.execute("drop trigger broken on source_cursor");
        assertThat(run().step()).isEqualTo(new PullRun.Finished(1, true));
    }

    @Test
    void whatARunEndedByIsToldWithoutThePartnersWords() throws Exception {
        partner.next(
                answer(400, "Erika Mustermann is not known"),
                answer(200, page("null", item(1, 1, "2026-05-02T10:00:00Z"), item(2, 1, "Erika Mustermann"))));
        for (String code : List.of("http_400", "cursor_unreadable")) {
            assertThat(run().step()).isInstanceOfSatisfying(PullRun.Failed.class, failed -> {
                assertThat(failed.code()).isEqualTo(code);
                assertThat(failed.detail()).doesNotContain("Erika");
            });
        }
    }

    @Test
    void aRepeatedPageTokenEndsTheRunAndTheCursorStays() throws Exception {
        partner.always(call -> answer(200, page("\"same\"")));
        PullRun run = run();
        assertThat(run.step()).isInstanceOf(PullRun.Continue.class);
        assertThat(run.step())
                .isInstanceOfSatisfying(
                        PullRun.Failed.class,
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
        PullRun run = run();
        assertThat(run.step())
                .isInstanceOfSatisfying(
                        PullRun.Continue.class,
                        next -> assertThat(next.pause()).isGreaterThanOrEqualTo(Duration.ofSeconds(7)));
        assertThat(run.step()).as("not called before").isInstanceOf(PullRun.Continue.class);
        assertThat(partner.calls()).hasSize(1);
        clock.advance(Duration.ofMinutes(2));
        assertThat(run.step()).isEqualTo(new PullRun.Finished(1, true));
    }

    @Test
    void aRunThatLostItsLeaseKeepsNoPageAndMovesNoCursor() throws Exception {
        partner.next(
                answer(200, page("null", item(2, 1, "2026-05-02T11:00:00Z"))),
                answer(200, page("null", item(1, 1, "2026-05-02T10:00:00Z"))));
        PullRun heldUp = run();
        assertThat(run().step()).as("its successor").isEqualTo(new PullRun.Finished(1, true));
        assertThat(heldUp.step())
                .isInstanceOfSatisfying(
                        PullRun.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("lease_lost"));
        assertThat(CursorState.parse(
                                documents.place("shop", "items").orElseThrow().state())
                        .value())
                .isEqualTo("2026-05-02T11:00:00Z");
        assertThat(sql.queryForList("select business_key from message", String.class))
                .containsExactly("2");
    }
}
