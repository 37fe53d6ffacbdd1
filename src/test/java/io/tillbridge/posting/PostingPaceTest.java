package io.tillbridge.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.reservation.DeskLoad;
import io.tillbridge.support.Eventually;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class PostingPaceTest {

    private static final Duration BESIDE = Duration.ofMillis(20);

    private final AtomicLong now = new AtomicLong();
    private final DeskLoad desk = new DeskLoad(now::get);
    private final PostingPace pace = new PostingPace(
            new PostingProperties(
                    300,
                    DataSize.ofMegabytes(16),
                    BESIDE,
                    BESIDE,
                    2,
                    Duration.ofDays(7),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(1)),
            desk,
            now::get);

    @Test
    void besideTheDeskABatchIsAsLongAsTheSettingSays() throws SQLException {
        assertThat(pace.most()).isEqualTo(300);
        batches(50, 300, Duration.ofMillis(150)); // half a millisecond each
        assertThat(pace.most()).as("nobody asks").isEqualTo(300);
        desk.answered(desk.asked());
        assertThat(pace.most()).isEqualTo(40);
    }

    @Test
    void slowDocumentsStillGoAFewAtATime() throws SQLException {
        batches(50, 10, Duration.ofSeconds(1));
        desk.answered(desk.asked());
        assertThat(pace.most()).isEqualTo(4);
    }

    @Test
    void aSmallerLimitOfTheSettingsHolds() {
        PostingPace one = new PostingPace(
                new PostingProperties(
                        1,
                        DataSize.ofMegabytes(16),
                        BESIDE,
                        BESIDE,
                        2,
                        Duration.ofDays(7),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1)),
                desk,
                now::get);
        desk.answered(desk.asked());
        assertThat(one.most()).isEqualTo(1);
    }

    @Test
    void restsLongerWhileTheDeskIsSlowAndNoMoreWhenItIsQuick() throws SQLException {
        answers(200, Duration.ofMillis(60));
        batches(3, 1, Duration.ofMillis(1));
        assertThat(Duration.ofNanos(pace.rest())).isEqualTo(Duration.ofMillis(8));
        batches(4, 1, Duration.ofMillis(1));
        assertThat(Duration.ofNanos(pace.rest())).isEqualTo(Duration.ofMillis(128));
        batches(2, 1, Duration.ofMillis(1));
        assertThat(Duration.ofNanos(pace.rest())).as("never longer").isEqualTo(Duration.ofMillis(250));
        answers(200, Duration.ofMillis(2));
        batches(1, 1, Duration.ofMillis(1));
        assertThat(Duration.ofNanos(pace.rest())).isBetween(Duration.ofMillis(187), Duration.ofMillis(188));
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        batches(1, 1, Duration.ofMillis(1));
        assertThat(pace.rest()).as("nobody asks any more").isZero();
    }

    @Test
    void besideTheDeskOneBatchAfterTheOther() throws Exception {
        desk.answered(desk.asked());
        AtomicInteger under = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            start(
                    () -> {
                        most.accumulateAndGet(under.incrementAndGet(), Math::max);
                        for (int spin = 0; spin < 1_000_000; spin++) {
                            Thread.onSpinWait();
                        }
                        return under.decrementAndGet();
                    },
                    done);
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(most).hasValue(1);
    }

    @Test
    void whoWaitedForItsTurnDoesNotRestWhenNobodyAsksAnyMore() throws Exception {
        answers(200, Duration.ofMillis(60));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        CyclicBarrier both = new CyclicBarrier(2);
        CountDownLatch done = new CountDownLatch(3);
        start(
                () -> {
                    begun.countDown();
                    return await(asked);
                },
                done);
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        List<Thread> waiting = List.of(start(() -> await(both), done), start(() -> await(both), done));
        Eventually.holds(() -> assertThat(waiting).allMatch(one -> one.getState() == Thread.State.WAITING));
        assertThat(pace.rest()).isPositive();
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        asked.countDown();

        assertThat(done.await(30, TimeUnit.SECONDS)).as("one beside the other").isTrue();
        assertThat(both.isBroken()).isFalse();
        assertThat(pace.rest()).isZero();
    }

    @Test
    void withoutReservationsBatchesRunBesideEachOther() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        CountDownLatch done = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            start(() -> await(both), done);
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(both.isBroken()).isFalse();
    }

    private static int await(CyclicBarrier barrier) throws SQLException {
        try {
            return barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new SQLException(e);
        }
    }

    private static int await(CountDownLatch latch) throws SQLException {
        try {
            return latch.await(30, TimeUnit.SECONDS) ? 1 : 0;
        } catch (InterruptedException e) {
            throw new SQLException(e);
        }
    }

    private Thread start(PostingPace.Transaction<Integer> transaction, CountDownLatch done) {
        Thread thread = new Thread(() -> {
            try {
                pace.paced(1, transaction);
                done.countDown();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
        return thread;
    }

    private void batches(int times, int documents, Duration took) throws SQLException {
        for (int i = 0; i < times; i++) {
            pace.paced(documents, () -> now.addAndGet(took.toNanos()));
        }
    }

    private void answers(int times, Duration wait) {
        for (int i = 0; i < times; i++) {
            long since = desk.asked();
            now.addAndGet(wait.toNanos());
            desk.answered(since);
        }
    }
}
