package io.tillbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.Eventually;
import io.tillbridge.support.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class LeasesIT {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.fresh());
    private final Leases one = new Leases(jdbc, new NodeId("one"));
    private final Leases two = new Leases(jdbc, new NodeId("two"));

    @Test
    void onlyOneNodeHoldsALease() {
        Lease held = one.acquire("poll", LONG).orElseThrow();

        assertThat(two.acquire("poll", LONG)).isEmpty();
        assertThat(one.acquire("poll", LONG)).isEmpty();
        assertThat(one.renew(held, LONG)).isTrue();
        assertThat(two.acquire("another", LONG)).isPresent();
    }

    @Test
    void aReleasedLeaseGoesToTheNextWithAHigherEpoch() {
        Lease first = one.acquire("poll", LONG).orElseThrow();
        one.release(first);

        Lease second = two.acquire("poll", LONG).orElseThrow();

        assertThat(second.epoch()).isGreaterThan(first.epoch());
        assertThat(one.renew(first, LONG)).isFalse();
    }

    @Test
    void anExpiredLeaseIsTakenOverAndItsOldHolderLearnsIt() {
        Lease lost = one.acquire("poll", Duration.ofMillis(50)).orElseThrow();

        Eventually.holds(() -> assertThat(two.acquire("poll", LONG)).isPresent());

        assertThat(one.renew(lost, LONG)).isFalse();
        one.release(lost);
        assertThat(one.acquire("poll", LONG)).isEmpty();
    }

    @Test
    void ofManyWhoAskAtOnceExactlyOneIsGivenTheLease() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Optional<Lease>>> askers = IntStream.range(0, 40)
                    .<Callable<Optional<Lease>>>mapToObj(
                            n -> () -> new Leases(jdbc, new NodeId("node-" + n)).acquire("contended", LONG))
                    .toList();
            long given =
                    threads.invokeAll(askers).stream().filter(LeasesIT::given).count();
            assertThat(given).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean given(Future<Optional<Lease>> asked) {
        try {
            return asked.get().isPresent();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("an asker failed", e);
        }
    }
}
