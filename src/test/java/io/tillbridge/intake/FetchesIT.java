package io.tillbridge.intake;

import static io.tillbridge.support.FakeDestination.answer;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tillbridge.canonical.Failure;
import io.tillbridge.connector.Budget;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.FetchQueue.Job;
import io.tillbridge.message.StoredBodies;
import io.tillbridge.support.FakeDestination;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One fetch at a time: what is claimed, called and written. */
class FetchesIT {

    private static final FetchTurn TURN = new FetchTurn("shop", "api");
    private static final FetchStep SETTLED = new FetchStep.Settled();
    private static final FetchStep NONE_DUE = new FetchStep.NoneDue();

    private final FakeDestination partner = new FakeDestination();
    private final FetchBed bed = new FetchBed();

    @AfterEach
    void stop() {
        partner.close();
        bed.close();
    }

    private Fetches node() {
        bed.connection("shop", partner.url(), null);
        return bed.node();
    }

    @Test
    void anEventThatDoesNotSayWhichDocumentIsMeantIsADeadLetterAndAsksForNothing() throws Exception {
        UUID parent = bed.due("shop", "order", "");
        assertThat(node().next(TURN)).isEqualTo(SETTLED);
        assertThat(partner.calls()).isEmpty();
        assertThat(bed.dead)
                .hasEntrySatisfying(
                        parent,
                        failure -> assertThat(failure)
                                .extracting(Failure::code, Failure::category)
                                .containsExactly("no_path_value", Failure.Category.MISSING_REFERENCE));
    }

    @Test
    void whatAThinEventNamesIsFetchedIntoAChildAndTheParentSettled() throws Exception {
        partner.next(answer(200, "{\"order\":{\"id\":\"o/1\",\"note\":\"4111111111111111\"}}"));
        UUID parent = bed.due("shop", "order", "o/1");
        Fetches fetches = node();
        assertThat(fetches.next(TURN)).isEqualTo(SETTLED);
        assertThat(partner.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.uri()).isEqualTo("/orders/o%2F1"));
        assertThat(bed.sql.queryForMap("select state, reason from message where message_id = ?", parent))
                .containsEntry("state", "posted")
                .containsEntry("reason", "fetched");
        Map<String, Object> child = bed.sql.queryForMap(
                "select message_id, flow, state, business_key from message where parent_id = ?", parent);
        assertThat(child)
                .containsEntry("flow", "fetch:order")
                .containsEntry("state", "accepted")
                .containsEntry("business_key", "o/1");
        assertThat(new String(
                        StoredBodies.of(JdbcClient.create(bed.database), Objects.requireNonNull((UUID)
                                child.get("message_id"))),
                        StandardCharsets.UTF_8))
                .contains("411111******1111");
        assertThat(fetches.next(TURN)).isEqualTo(NONE_DUE);
    }

    @Test
    void aNumberThatAMappingReadsIsNotTakenForACard() throws Exception {
        partner.next(answer(
                200, "{\"order\":{\"id\":\"1\",\"mapped\":\"4111111111111111\",\"note\":\"4111111111111111\"}}"));
        bed.due("shop", "order", "1");
        assertThat(node().next(TURN)).isEqualTo(SETTLED);
        byte[] body = bed.sql.queryForObject("select body from message_raw", byte[].class);
        assertThat(new String(Objects.requireNonNull(body), StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":\"1\",\"mapped\":\"4111111111111111\",\"note\":\"411111******1111\"}");
    }

    @Test
    void whatAPartnerAnsweredIsInTheDeadLetterAndNotInTheLog() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(FetchSettlement.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            partner.next(answer(400, "Erika Mustermann is not known"));
            UUID id = bed.due("shop", "order", "1");
            assertThat(node().next(TURN)).isEqualTo(SETTLED);
            assertThat(bed.dead).containsOnlyKeys(id);
            assertThat(bed.dead.values())
                    .singleElement()
                    .extracting(Failure::detail)
                    .asString()
                    .contains("Erika Mustermann");
            assertThat(log.list)
                    .singleElement()
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .isEqualTo("fetch given up message=" + id + " code=http_400");
        } finally {
            logger.detachAppender(log);
        }
    }

    @Test
    void anUnavailablePartnerIsAskedAgainLaterAndGivenUpByAge() throws Exception {
        partner.always(call -> answer(503, "down"));
        UUID id = bed.due("shop", "order", "1");
        Fetches fetches = node();
        assertThat(fetches.next(TURN)).isEqualTo(SETTLED);
        assertThat(fetches.next(TURN)).as("not before it is due").isEqualTo(NONE_DUE);
        assertThat(bed.sql.queryForObject(
                        "select due_at > ? from message where message_id = ?",
                        Boolean.class,
                        Timestamp.from(bed.clock.instant()),
                        id))
                .isTrue();
        assertThat(bed.dead).isEmpty();
        bed.clock.advance(Duration.ofDays(3).plusHours(1));
        assertThat(fetches.next(TURN)).isEqualTo(SETTLED);
        assertThat(bed.dead.get(id))
                .isNotNull()
                .satisfies(failure -> assertThat(failure.category()).isEqualTo(Failure.Category.PARTNER_UNAVAILABLE));
    }

    @Test
    void aRefusedOrUnknownFetchIsGivenUpAtOnce() throws Exception {
        partner.always(call -> answer(404, "{\"error\":\"gone\"}"));
        UUID refused = bed.due("shop", "order", "1");
        UUID unknown = bed.due("shop", "nothing", "1");
        UUID removed = bed.due("closed-shop", "order", "1");
        Fetches fetches = node();
        fetches.next(TURN);
        fetches.next(TURN);
        fetches.next(fetches.turns("closed-shop").get(0));
        assertThat(bed.dead.get(refused))
                .isNotNull()
                .satisfies(failure -> assertThat(failure.category()).isEqualTo(Failure.Category.PARTNER_REFUSED));
        assertThat(List.of(unknown, removed))
                .allSatisfy(id -> assertThat(bed.dead.get(id))
                        .isNotNull()
                        .satisfies(failure -> assertThat(failure.code()).isEqualTo("fetch_unknown")));
    }

    @Test
    void aClaimThatItsHolderAbandonedIsTakenOverWhenItHasEndedAndItsLateOutcomeDoesNotCount() throws Exception {
        partner.always(call -> answer(200, "{\"order\":{\"id\":\"1\"}}"));
        UUID id = bed.due("shop", "order", "1");
        Job abandoned = bed.queue.claim("shop", Set.of(), Duration.ofHours(1)).orElseThrow();
        Fetches fetches = node();
        assertThat(fetches.next(TURN)).as("claimed").isEqualTo(NONE_DUE);
        assertThat(bed.queue.claimable(10)).isEmpty();
        bed.claimsEnd();
        Job taken = bed.queue.claim("shop", Set.of(), Duration.ofHours(1)).orElseThrow();
        assertThat(bed.queue.later(abandoned, bed.clock.instant(), "late", "late"))
                .isFalse();
        assertThat(bed.queue.fetched(abandoned, child(id))).isFalse();
        assertThat(taken.messageId()).isEqualTo(id);
        bed.claimsEnd();
        assertThat(bed.queue.claimable(10)).isEqualTo(Map.of("shop", List.of("order")));
        assertThat(fetches.next(TURN)).isEqualTo(SETTLED);
        assertThat(bed.count("shop", "accepted")).isEqualTo(1);
        assertThat(partner.calls()).hasSize(1);
    }

    @Test
    void aHundredFetchesDueAtOnceAreEachFetchedOnceByTwoNodesOfFourThreads() throws Exception {
        partner.always(call -> answer(200, "{\"order\":{\"id\":\"x\"}}"));
        IntStream.range(0, 100).forEach(n -> bed.due("shop", "order", "o" + n));
        List<Fetches> nodes = List.of(node(), bed.node());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Integer>> workers = new ArrayList<>();
        for (int worker = 0; worker < 8; worker++) {
            Fetches fetches = nodes.get(worker % 2);
            workers.add(threads.submit(() -> {
                int settled = 0;
                while (fetches.next(TURN).equals(SETTLED)) {
                    settled++;
                }
                return settled;
            }));
        }
        int settled = 0;
        for (Future<Integer> worker : workers) {
            settled += worker.get();
        }
        threads.shutdown();
        assertThat(settled).isEqualTo(100);
        assertThat(partner.calls())
                .extracting(FakeDestination.Call::uri)
                .doesNotHaveDuplicates()
                .hasSize(100);
        assertThat(bed.count("shop", "posted")).isEqualTo(100);
        assertThat(bed.count("shop", "accepted")).isEqualTo(100);
    }

    @Test
    void withoutBudgetNothingIsClaimedAndWithoutWorkNoBudgetIsSpent() throws Exception {
        partner.always(call -> answer(200, "{\"order\":{\"id\":\"x\"}}"));
        bed.connection("shop", partner.url(), Budget.fixed(1, Duration.ofHours(1), 0));
        Fetches fetches = bed.node();
        assertThat(fetches.next(TURN)).isEqualTo(NONE_DUE);
        bed.due("shop", "order", "1");
        UUID second = bed.due("shop", "order", "2");
        assertThat(fetches.next(TURN)).as("the budget is whole").isEqualTo(SETTLED);
        assertThat(fetches.next(TURN)).isInstanceOf(FetchStep.NotYet.class);
        assertThat(bed.sql.queryForMap("select attempts, lease_until from message where message_id = ?", second))
                .containsEntry("attempts", 0)
                .containsEntry("lease_until", null);
        bed.clock.advance(Duration.ofHours(1));
        assertThat(fetches.next(TURN)).isEqualTo(SETTLED);
    }

    @Test
    void aClientTakesOnlyItsOwnFetches() throws Exception {
        partner.always(call -> answer(200, "{\"order\":{\"id\":\"x\"}}"));
        bed.due("shop", "note", "1");
        bed.due("shop", "order", "2");
        Fetches fetches = node();
        assertThat(fetches.turns("shop")).containsExactlyInAnyOrder(TURN, new FetchTurn("shop", "notes"));
        assertThat(fetches.next(TURN)).isEqualTo(SETTLED);
        assertThat(fetches.next(TURN)).isEqualTo(NONE_DUE);
        assertThat(fetches.next(new FetchTurn("shop", "notes"))).isEqualTo(SETTLED);
        assertThat(partner.calls()).extracting(FakeDestination.Call::uri).containsExactly("/orders/2", "/notes/1");
    }

    @Test
    void aDocumentThatPostgresqlRefusesWaitsInsteadOfBeingFetchedWithoutEnd() throws Exception {
        bed.sql.execute("alter table message add check (business_key <> 'refused')");
        partner.always(call -> answer(200, "{\"order\":{\"id\":\"refused\"}}"));
        UUID id = bed.due("shop", "order", "1");
        Fetches fetches = node();
        assertThat(fetches.next(TURN)).isEqualTo(SETTLED);
        assertThat(fetches.next(TURN)).isEqualTo(NONE_DUE);
        assertThat(bed.sql.queryForObject("select code from message_attempt where message_id = ?", String.class, id))
                .isEqualTo("not_stored");
    }

    private AcceptedDocument child(UUID parent) {
        return new AcceptedDocument(
                bed.ids.next(),
                parent,
                "shop",
                "fetch:order",
                null,
                null,
                bed.clock.instant(),
                null,
                Map.of(),
                new byte[] {'{', '}'},
                new byte[] {1},
                null);
    }
}
