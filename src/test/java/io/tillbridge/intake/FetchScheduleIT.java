package io.tillbridge.intake;

import static io.tillbridge.support.FakeDestination.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.connector.Budget;
import io.tillbridge.message.FetchesDue;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.FakeDestination.Behaviour;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationEventPublisher;

/** Who fetches when: the shipped route, and a schedule that looks only when the test says so. */
class FetchScheduleIT {

    private static final String ORDER = "{\"order\":{\"id\":\"x\"}}";

    private final FakeDestination partner = new FakeDestination();
    private final FakeDestination hanging = new FakeDestination();
    private final FetchBed bed = new FetchBed();
    private final ScheduledExecutorService clockwork = Executors.newScheduledThreadPool(2);
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>());

    @SuppressWarnings("NullAway.Init")
    private FetchSchedule schedule;

    @BeforeEach
    void start() throws Exception {
        Fetches fetches = bed.node();
        bed.camel.getRegistry().bind("fetches", fetches);
        RoutesLoader loader = PluginHelper.getRoutesLoader(bed.camel);
        loader.loadRoutes(
                PluginHelper.getResourceLoader(bed.camel).resolveResource("file:routes/stage-failure.camel.yaml"),
                PluginHelper.getResourceLoader(bed.camel).resolveResource("file:routes/fetch.camel.yaml"));
        schedule = schedule(threads, event -> {});
        partner.always(call -> answer(200, ORDER));
        hanging.always(call -> new Behaviour.Silence());
    }

    private FetchSchedule schedule(Executor executor, ApplicationEventPublisher events) {
        Fetches fetches = bed.camel.getRegistry().lookupByNameAndType("fetches", Fetches.class);
        return new FetchSchedule(bed.queue, fetches, clockwork, executor, bed.camel.createProducerTemplate(), events);
    }

    @AfterEach
    void stop() {
        clockwork.shutdownNow();
        partner.close();
        hanging.close();
        threads.shutdownNow();
        bed.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the test let no call go");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void due(String connection, int many) {
        IntStream.range(0, many).forEach(n -> bed.due(connection, "order", "o" + n));
    }

    @Test
    void connectionsWhosePartnersHangHoldNoFetchOfAnother() {
        // Nine of four fetches each are more than the further threads that all share
        for (int n = 0; n < 9; n++) {
            bed.connection("hanging" + n, hanging.url(), null);
            due("hanging" + n, 10);
        }
        bed.connection("shop", partner.url(), null);
        schedule.look();
        Eventually.holds(() -> assertThat(hanging.calls()).hasSize(9 + 16));
        due("shop", 20);
        schedule.onFetchesDue(new FetchesDue());
        Eventually.holds(() -> assertThat(bed.count("shop", "posted")).isEqualTo(20));
        assertThat(bed.count("shop", "accepted")).as("ready to be posted").isEqualTo(20);
        assertThat(hanging.calls()).as("still under way, none begun since").hasSize(9 + 16);
        assertThat(bed.sql.queryForObject("select count(*) from message where lease_until > now()", Integer.class))
                .as("claimed is only what is called")
                .isEqualTo(9 + 16);
    }

    @Test
    void aHundredFetchesDueAtOnceAreEachFetchedOnceWithinTheirConnectionsConcurrency() {
        CountDownLatch held = new CountDownLatch(1);
        partner.always(call -> {
            await(held);
            return answer(200, ORDER);
        });
        bed.connection("shop", partner.url(), Budget.fixed(0, Duration.ofSeconds(1), 3));
        due("shop", 100);
        IntStream.range(0, 10).forEach(n -> schedule.onFetchesDue(new FetchesDue()));
        IntStream.range(0, 10).forEach(n -> schedule.look());
        Eventually.holds(() -> assertThat(partner.calls()).hasSize(3));
        schedule.look();
        Eventually.holds(() -> assertThat(threads.getActiveCount()).isEqualTo(3));
        assertThat(bed.sql.queryForObject("select count(*) from message where attempts > 0", Integer.class))
                .as("claimed is only what is called")
                .isEqualTo(3);
        held.countDown();
        Eventually.holds(() -> assertThat(bed.count("shop", "posted")).isEqualTo(100));
        assertThat(partner.calls())
                .extracting(FakeDestination.Call::uri)
                .doesNotHaveDuplicates()
                .hasSize(100);
        assertThat(bed.count("shop", "accepted")).isEqualTo(100);
        assertThat(bed.sql.queryForObject("select max(attempts) from message", Integer.class))
                .isEqualTo(1);
    }

    @Test
    void aWaitForBudgetHoldsNoThreadAndEndsByItself() {
        bed.connection("shop", partner.url(), Budget.fixed(2, Duration.ofHours(1), 0));
        due("shop", 4);
        schedule.look();
        Eventually.holds(() -> assertThat(bed.count("shop", "posted")).isEqualTo(2));
        Eventually.holds(() -> assertThat(threads.getActiveCount()).isZero());
        assertThat(bed.sql.queryForObject(
                        "select count(*) from message where attempts = 0 and lease_until is null and state = 'fetching'",
                        Integer.class))
                .isEqualTo(2);
        bed.clock.advance(Duration.ofHours(1));
        Eventually.holds(() -> assertThat(bed.count("shop", "posted")).isEqualTo(4));
    }

    @Test
    void aWorkerThatEndsByAnErrorIsCountedOut() {
        AtomicBoolean broken = new AtomicBoolean(true);
        schedule = schedule(threads, event -> {
            if (broken.getAndSet(false)) {
                throw new StackOverflowError("made by the test");
            }
        });
        bed.connection("shop", partner.url(), Budget.fixed(0, Duration.ofSeconds(1), 1));
        due("shop", 3);
        schedule.look();
        Eventually.holds(() -> assertThat(broken).isFalse());
        Eventually.holds(() -> {
            schedule.look();
            assertThat(bed.count("shop", "posted")).isEqualTo(3);
        });
    }

    @Test
    void aThreadThatCannotBeMadeIsTriedAgainAtTheNextLook() {
        AtomicBoolean none = new AtomicBoolean(true);
        schedule = schedule(
                task -> {
                    if (none.getAndSet(false)) {
                        throw new OutOfMemoryError("made by the test: unable to create native thread");
                    }
                    threads.execute(task);
                },
                event -> {});
        bed.connection("shop", partner.url(), Budget.fixed(0, Duration.ofSeconds(1), 1));
        due("shop", 1);
        schedule.look();
        assertThat(none).isFalse();
        schedule.look();
        Eventually.holds(() -> assertThat(bed.count("shop", "posted")).isEqualTo(1));
    }

    @Test
    void aClaimOfADeadHolderIsTakenOverAtALookAfterItsEnd() {
        bed.connection("shop", partner.url(), null);
        due("shop", 2);
        assertThat(bed.queue.claim("shop", Set.of(), Duration.ofHours(1))).isPresent();
        schedule.look();
        Eventually.holds(() -> assertThat(bed.count("shop", "posted")).isEqualTo(1));
        assertThat(partner.calls()).hasSize(1);
        bed.claimsEnd();
        schedule.look();
        Eventually.holds(() -> assertThat(bed.count("shop", "posted")).isEqualTo(2));
        assertThat(partner.calls()).hasSize(2);
    }
}
