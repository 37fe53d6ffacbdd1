package io.tillbridge.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeskLoadTest {

    private final AtomicLong now = new AtomicLong(5);
    private final DeskLoad load = new DeskLoad(now::get);

    @Test
    void isBusyForASecondAfterTheLatestRequest() {
        assertThat(load.busy()).isFalse();
        load.asked();
        assertThat(load.busy()).isTrue();
        now.addAndGet(Duration.ofMillis(999).toNanos());
        assertThat(load.busy()).isTrue();
        now.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(load.busy()).isFalse();
    }

    @Test
    void theMeanWaitFollowsTheLatestAnswers() {
        assertThat(load.meanWait()).isZero();
        answers(200, Duration.ofMillis(40));
        assertThat(load.meanWait()).isBetween(Duration.ofMillis(39), Duration.ofMillis(40));
        answers(200, Duration.ofMillis(4));
        assertThat(load.meanWait()).isBetween(Duration.ofMillis(4), Duration.ofMillis(5));
    }

    @Test
    void whoeverAskedBeforePasses() {
        long since = load.asked();
        Thread posting = new Thread(() -> load.letPass(Duration.ofDays(1)));
        posting.start();
        load.answered(since);
        assertThat(joined(posting)).isTrue();
    }

    @Test
    void nobodyIsWaitedForLongerThanAsked() {
        DeskLoad running = new DeskLoad(() -> now.addAndGet(Duration.ofMillis(1).toNanos()));
        running.asked();
        long before = now.get();
        running.letPass(Duration.ofMillis(20));
        assertThat(Duration.ofNanos(now.get() - before)).isBetween(Duration.ofMillis(20), Duration.ofMillis(25));
    }

    private void answers(int times, Duration wait) {
        for (int i = 0; i < times; i++) {
            long since = load.asked();
            now.addAndGet(wait.toNanos());
            load.answered(since);
        }
    }

    private static boolean joined(Thread thread) {
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
