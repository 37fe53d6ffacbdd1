package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.partner.Answer;
import io.tillbridge.partner.Received;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.Plans;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Who posts and who delivers do not see what the other has not committed; still no change is overlooked. By hand: a node takes
 * what it is hinted at and nothing else, so only hints and the look after a record bring a lane to it.
 */
class WakeUpIT {

    private static final Answer OK = new Answer.Ok(new Received(200, Map.of(), new byte[0], MissingNode.getInstance()));

    /** Each end of a round is another chance to overlook the last change of a lane. */
    private static final int ROUNDS = 20;

    /** Commits of the delivery's half wait while a test holds the gate. */
    private static final String GATE = """
            create function gate() returns trigger language plpgsql as
            'begin perform pg_advisory_xact_lock(42); return null; end'
            """;

    private static final String GATED = "create constraint trigger gate after insert or update on lane_delivery"
            + " deferrable initially deferred for each row execute function gate()";

    private static DeliveryBed bed() {
        DeliveryBed bed = new DeliveryBed(Plans.levels(8, Duration.ZERO, Map.of()));
        bed.sql(GATE);
        bed.sql(GATED);
        return bed;
    }

    private static Connection closed(DeliveryBed bed) throws SQLException {
        Connection gate = bed.database.getConnection();
        gate.setAutoCommit(false);
        try (Statement statement = gate.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(42)");
        }
        return gate;
    }

    private static void atTheGate(DeliveryBed bed) {
        bed.eventually(() -> bed.rows("select pid from pg_stat_activity where wait_event_type = 'Lock'"
                                + " and wait_event = 'advisory' and datname = current_database()")
                        .size()
                == 1);
    }

    /** What the node is hinted at now. */
    private static List<String> hints(DeliveryBed.Node node) {
        return node.signals.feed("shop.levels").take(10);
    }

    private static @Nullable Attempt claim(DeliveryBed.Node node, List<String> keys, WindowWaits waits) {
        try {
            return node.stage.hinted(node.destination, keys, waits);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static WindowWaits waits(DeliveryBed.Node node) {
        return new WindowWaits(10, node.signals.feed("shop.levels"));
    }

    private static Attempt claimed(DeliveryBed.Node node) {
        return Objects.requireNonNull(claim(node, hints(node), waits(node)));
    }

    private static void record(DeliveryBed.Node node, Attempt attempt) {
        try {
            node.stage.record(node.destination, attempt, OK);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long told(Attempt attempt) {
        return attempt.lanes().get(0).sequence();
    }

    @Test
    void aChangeBeforeTheClaimReadsIsClaimed() {
        try (DeliveryBed bed = bed()) {
            DeliveryBed.Node node = bed.node();
            bed.level("A", 1, 5);
            bed.level("A", 2, 6);
            Attempt attempt = claimed(node);
            assertThat(told(attempt)).isEqualTo(2);
            record(node, attempt);
            assertThat(hints(node)).isEmpty();
        }
    }

    @Test
    void aChangeBetweenTheClaimsReadAndItsCommitIsFoundAfterTheRecord() throws Exception {
        try (DeliveryBed bed = bed()) {
            DeliveryBed.Node node = bed.node();
            DeliveryBed.Node other = bed.node();
            bed.level("A", 1, 5);
            record(node, claimed(node));
            bed.level("A", 2, 6);
            CompletableFuture<Attempt> claiming;
            WindowWaits waits = waits(other);
            try (Connection gate = closed(bed)) {
                claiming = CompletableFuture.supplyAsync(() -> claimed(node));
                atTheGate(bed);
                hints(other);
                bed.level("A", 3, 7);
                assertThat(claim(other, hints(other), waits))
                        .as("held by the claim")
                        .isNull();
                gate.rollback();
            }
            Attempt attempt = claiming.join();
            bed.clock.advance(Duration.ofMillis(20));
            List<String> again = waits.take(bed.clock.instant(), 10);
            assertThat(again).as("a hint is kept while somebody holds the lane").containsExactly("A");
            assertThat(claim(other, again, waits)).isNull();
            assertThat(waits.next(bed.clock.instant())).as("in flight: dropped").isEmpty();
            hints(node);
            record(node, attempt);
            assertThat(told(attempt)).isEqualTo(2);
            assertThat(told(claimed(node))).isEqualTo(3);
        }
    }

    @Test
    void aChangeDuringTheCallIsFoundAfterTheRecord() {
        try (DeliveryBed bed = bed()) {
            DeliveryBed.Node node = bed.node();
            bed.level("A", 1, 5);
            Attempt attempt = claimed(node);
            bed.level("A", 2, 6);
            WindowWaits waits = waits(node);
            assertThat(claim(node, hints(node), waits)).isNull();
            assertThat(waits.next(bed.clock.instant())).isEmpty();
            record(node, attempt);
            assertThat(told(claimed(node))).isEqualTo(2);
        }
    }

    @Test
    void aChangeBetweenTheRecordsReadAndItsCommitIsFoundAfterIt() throws Exception {
        try (DeliveryBed bed = bed()) {
            DeliveryBed.Node node = bed.node();
            bed.level("A", 1, 5);
            Attempt attempt = claimed(node);
            CompletableFuture<Void> recording;
            try (Connection gate = closed(bed)) {
                recording = CompletableFuture.runAsync(() -> record(node, attempt));
                atTheGate(bed);
                bed.level("A", 2, 6);
                assertThat(claim(node, hints(node), waits(node)))
                        .as("in flight")
                        .isNull();
                gate.rollback();
            }
            recording.join();
            assertThat(told(claimed(node))).isEqualTo(2);
        }
    }

    @Test
    void aChangeWhileAClaimSetsItsLaneAsideIsFoundAfterTheClaim() throws Exception {
        try (DeliveryBed bed = bed()) {
            DeliveryBed.Node node = bed.node();
            DeliveryBed.Node other = bed.node();
            bed.level("A", 1, 5);
            record(node, claimed(node));
            bed.sql("update lane_delivery set retry_sequence = 2, retry_at = '"
                    + bed.clock.instant().plusSeconds(30) + "'");
            bed.state("A", 2, "{\"sku\":\"A\",\"available\":\"6\",\"bad\":true}");
            assertThat(claim(node, hints(node), waits(node))).as("paused").isNull();
            hints(other);
            bed.clock.advance(Duration.ofMinutes(1));
            CompletableFuture<@Nullable Attempt> claiming;
            try (Connection gate = closed(bed)) {
                claiming = CompletableFuture.supplyAsync(() -> scheduled(node));
                atTheGate(bed);
                bed.level("A", 3, 7);
                hints(node);
                WindowWaits waits = waits(other);
                assertThat(claim(other, hints(other), waits)).isNull();
                assertThat(waits.next(bed.clock.instant()))
                        .as("as far as is committed it is paused: dropped")
                        .isEmpty();
                gate.rollback();
            }
            assertThat(claiming.join()).as("cannot be told").isNull();
            assertThat(told(claimed(node))).isEqualTo(3);
        }
    }

    private static @Nullable Attempt scheduled(DeliveryBed.Node node) {
        try {
            return node.stage.scheduled(node.destination);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void ofTwoThousandChangesByTwoWhoPostBesideTwoNodesEveryLaneEndsAtItsNewest() {
        long seed = 20_261_123;
        try (DeliveryBed bed = new DeliveryBed(Plans.levels(8, Duration.ZERO, Map.of()))) {
            DeliveryBed.Node one = bed.node().deliver();
            DeliveryBed.Node two = bed.node().deliver();
            bed.level("L0", 1, 1);
            bed.eventuallyLane("L0", "delivered"); // both have walked
            AtomicLong sequences = new AtomicLong(1);
            for (int round = 0; round < ROUNDS; round++) {
                long each = seed + 2L * round;
                CompletableFuture<Void> first = CompletableFuture.runAsync(() -> post(bed, one, sequences, each));
                CompletableFuture<Void> second = CompletableFuture.runAsync(() -> post(bed, two, sequences, each + 1));
                CompletableFuture.allOf(first, second).join();
                Eventually.within(Duration.ofSeconds(5), () -> {
                    bed.clock.advance(Duration.ofMillis(20));
                    assertThat(bed.rows("select key || ' ' || state || ' ' || sequence || ' ' || delivered_sequence"
                                    + " from outbox_lane where state <> 'delivered' or sequence <> delivered_sequence"))
                            .as("seed " + each)
                            .isEmpty();
                });
            }
        }
    }

    private static void post(DeliveryBed bed, DeliveryBed.Node node, AtomicLong sequences, long seed) {
        Random random = new Random(seed);
        Outbox outbox = new Outbox();
        try (Connection tx = bed.database.getConnection()) {
            tx.setAutoCommit(false);
            for (int n = 0; n < 1_000 / ROUNDS; n++) {
                String key = "L" + random.nextInt(5);
                var written = outbox.write(
                        tx,
                        List.of(bed.desired(
                                key,
                                sequences.incrementAndGet(),
                                "{\"sku\":\"" + key + "\",\"available\":\"" + random.nextInt(9) + "\"}")));
                tx.commit();
                node.signals.signal(written);
                bed.clock.advance(Duration.ofMillis(5));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("seed " + seed, e);
        }
    }
}
