package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final Turns.Rest LONG = new Turns.Rest(Duration.ofHours(1), true);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch second = new CountDownLatch(1);

    @AfterEach
    void stop() {
        timer.shutdownNow();
        threads.shutdownNow();
    }

    private Turns turns(Supplier<Turns.Rest> turn, Executor executor) {
        return new Turns("shop.levels", turn, Duration.ofMillis(1), executor, timer);
    }

    @Test
    void aTurnThatBreaksIsFollowedByTheNext() throws InterruptedException {
        Turns turns = turns(
                () -> {
                    if (begun.getAndIncrement() == 0) {
                        throw new StackOverflowError("once");
                    }
                    second.countDown();
                    return LONG;
                },
                threads);
        turns.wake();

        assertThat(second.await(10, TimeUnit.SECONDS)).as("another turn began").isTrue();
    }

    @Test
    void aTurnThatGotNoThreadIsTriedAgain() throws InterruptedException {
        Turns turns = turns(
                () -> {
                    second.countDown();
                    return LONG;
                },
                task -> {
                    if (begun.getAndIncrement() == 0) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    threads.execute(task);
                });
        turns.wake();

        assertThat(second.await(10, TimeUnit.SECONDS)).as("another turn began").isTrue();
    }
}
