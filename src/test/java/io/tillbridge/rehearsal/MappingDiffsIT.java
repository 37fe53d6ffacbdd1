package io.tillbridge.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.Eventually;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.TestDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two nodes that are asked for diffs: each works on one at a time, and either may end any. */
class MappingDiffsIT {

    private final DataSource database = TestDatabase.fresh();
    private final RecordedOrders orders = new RecordedOrders(7);
    private final ManualClock clock = new ManualClock(RecordedOrders.NOW);
    private final MappingDiffs node = new MappingDiffs(database, orders.plans, clock);
    private final MappingDiffs other = new MappingDiffs(database, orders.plans, clock);

    @BeforeEach
    void record() throws Exception {
        orders.record(database, orders.make(1_500, Duration.ofDays(5)));
    }

    @AfterEach
    void close() {
        node.close();
        other.close();
    }

    private Question question(long most) {
        return new Question(
                orders.version(1),
                orders.version(RecordedOrders.DRAFT),
                Duration.ofDays(7),
                null,
                most,
                BigDecimal.ONE,
                1,
                null);
    }

    private Question question(long set, UUID newest) {
        return new Question(
                orders.version(1),
                orders.version(RecordedOrders.DRAFT),
                Duration.ofDays(7),
                null,
                10,
                BigDecimal.ONE,
                set,
                newest);
    }

    private DiffJob job(UUID id) {
        return other.find(id).orElseThrow();
    }

    private void becomes(UUID id, String state) {
        Eventually.holds(() -> assertThat(job(id).state()).isEqualTo(state));
    }

    /** Nobody reads the record meanwhile. */
    private void whileTheRecordIsClosed(Runnable work) throws Exception {
        try (Connection tx = database.getConnection();
                Statement statement = tx.createStatement()) {
            tx.setAutoCommit(false);
            statement.execute("lock table message in access exclusive mode");
            work.run();
            tx.rollback();
        }
    }

    @Test
    void oneIsWorkedOnAtATimeAndTheOthersSayTheirPlace() throws Exception {
        UUID[] ids = new UUID[4];
        whileTheRecordIsClosed(() -> {
            for (int i = 0; i < 3; i++) {
                ids[i] = node.ask(question(1_000 + i), false).job().id();
            }
            ids[3] = other.ask(question(2_000), false).job().id();
            becomes(ids[0], "running");
            becomes(ids[3], "running");

            assertThat(job(ids[0]).place()).isNull();
            assertThat(job(ids[1]).state()).isEqualTo("queued");
            assertThat(job(ids[1]).place()).isEqualTo(1);
            assertThat(job(ids[2]).place()).isEqualTo(2);
        });

        for (UUID id : ids) {
            becomes(id, "done");
        }
        assertThat(job(ids[2]).documents()).isEqualTo(1_002);
    }

    @Test
    void aRunningOneIsEndedFromAnyNodeAndTheNextOneIsWorkedOn() throws Exception {
        UUID[] ids = new UUID[2];
        whileTheRecordIsClosed(() -> {
            ids[0] = node.ask(question(1_000), false).job().id();
            ids[1] = node.ask(question(1_001), false).job().id();
            becomes(ids[0], "running");

            other.cancel(ids[0]);

            assertThat(job(ids[0]).state()).isEqualTo("cancelled");
            assertThat(job(ids[1]).place()).isZero();
        });

        becomes(ids[1], "done");
        assertThat(job(ids[0]).state()).isEqualTo("cancelled");
        assertThat(job(ids[0]).report()).isNull();
        assertThat(job(ids[0]).documents()).as("it ended at its first page").isZero();
        MappingDiffs.Asked again = other.ask(question(1_000), false);
        assertThat(again.begun()).as("it is begun anew").isTrue();
        becomes(again.job().id(), "done");
    }

    @Test
    void aQueuedOneThatWasEndedIsNeverBegunAndADoneOneStaysDone() throws Exception {
        UUID[] ids = new UUID[2];
        whileTheRecordIsClosed(() -> {
            ids[0] = node.ask(question(1_000), false).job().id();
            ids[1] = node.ask(question(1_001), false).job().id();
            assertThat(node.ask(question(1_001), false).begun())
                    .as("another asker")
                    .isFalse();
            node.cancel(ids[1]);
        });

        becomes(ids[0], "done");
        node.cancel(ids[0]);

        assertThat(job(ids[0]).state()).isEqualTo("done");
        assertThat(job(ids[1]).state()).isEqualTo("cancelled");
        assertThat(job(ids[1]).documents()).isZero();
    }

    @Test
    void oneThatWaitsForANodeThatIsGoneIsLostAndMayBeAskedOfAnother() throws Exception {
        UUID[] ids = new UUID[1];
        whileTheRecordIsClosed(() -> {
            node.ask(question(1_000), false);
            ids[0] = node.ask(question(1_001), false).job().id();
            node.close();
            JdbcClient.create(database)
                    .sql("update mapping_diff set lease_until = clock_timestamp() - interval '1 second'")
                    .update();
            assertThat(job(ids[0]).state()).isEqualTo("lost");
        });

        UUID again = other.ask(question(1_001), false).job().id();

        assertThat(again).isNotEqualTo(ids[0]);
        becomes(again, "done");
    }

    @Test
    void anAnswerIsRememberedOnlyWhileNothingCameOrChangedAndNotWhenItIsToBeFresh() {
        UUID newest = Objects.requireNonNull(node.newest());
        UUID first = node.ask(question(1, newest), false).job().id();
        becomes(first, "done");

        assertThat(other.ask(question(1, newest), false).job().id()).isEqualTo(first);
        MappingDiffs.Asked changed = node.ask(question(2, newest), false);
        assertThat(changed.begun()).as("a value map changed").isTrue();
        assertThat(node.ask(question(1, UUID.randomUUID()), false).begun())
                .as("a message came")
                .isTrue();
        clock.advance(Duration.ofMinutes(1));
        MappingDiffs.Asked fresh = other.ask(question(1, newest), true);
        assertThat(fresh.begun()).isTrue();
        assertThat(fresh.job().askedAt()).isEqualTo(RecordedOrders.NOW.plus(Duration.ofMinutes(1)));
        becomes(fresh.job().id(), "done");
        becomes(changed.job().id(), "done");
    }
}
