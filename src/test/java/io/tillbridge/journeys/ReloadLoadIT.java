package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hundred reloads while documents come in and figures go out lose nothing, double nothing and leave nothing behind. */
class ReloadLoadIT {

    private static final int RELOADS = 100;
    private static final int SENDERS = 2;
    private static final int ITEMS = 10;

    /** So that the reloads have a processor too. */
    private static final long REST_NANOS = 10_000_000;

    /** Threads of pools that come and go by themselves: web server, database, broker, HTTP clients, cached pools. */
    private static final long POOL_THREADS = 30;

    /** Counters appear with their first event, whatever is reloaded. */
    private static final int FIRST_EVENTS = 10;

    @TempDir
    private Path directory;

    private final ConcurrentLinkedQueue<Integer> refused = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicBoolean enough = new AtomicBoolean();

    @Test
    void aHundredReloadsUnderLoadLoseAndDoubleNothing() throws Exception {
        try (ReloadingHub hub = new ReloadingHub(directory, "PT0S")) {
            for (int item = 0; item < ITEMS; item++) {
                hub.item("RL-" + item);
            }
            ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
            List<Future<?>> sending = new ArrayList<>();
            for (int sender = 0; sender < SENDERS; sender++) {
                sending.add(senders.submit(() -> send(hub)));
            }
            alternate(hub, 0);
            alternate(hub, 1);
            Eventually.holds(() -> assertThat(hub.systems.marketplace.calls()).isNotEmpty());
            Map<String, Integer> before = hub.held();
            int meters = hub.meters();
            long threads = total(ReloadingHub.threads());
            long timers = timers();

            for (int n = 0; n < RELOADS; n++) {
                alternate(hub, n);
            }

            enough.set(true);
            for (Future<?> one : sending) {
                one.get();
            }
            senders.shutdown();
            assertThat(refused).as("webhooks that were not answered 200").isEmpty();
            settled(hub);
            assertThat(hub.held()).isEqualTo(before);
            assertThat(hub.meters()).isLessThanOrEqualTo(meters + FIRST_EVENTS);
            assertThat(total(ReloadingHub.threads()))
                    .as("%s", ReloadingHub.threads())
                    .isLessThanOrEqualTo(threads + POOL_THREADS);
            assertThat(timers()).as("one timer for each destination that runs").isEqualTo(timers);
        }
    }

    private static long timers() {
        return total(ReloadingHub.threads().entrySet().stream()
                .filter(one -> one.getKey().contains("delivery-timer"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static long total(Map<String, Long> threads) {
        return threads.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Another timeout makes another client; another window keeps the client, its budget and its breaker. */
    private static void alternate(ReloadingHub hub, int n) throws Exception {
        String warehouse = hub.text(hub.connection("warehouse"));
        hub.write(
                hub.connection("warehouse"),
                warehouse.replaceAll("value: PT[23]S", n % 2 == 0 ? "value: PT3S" : "value: PT2S"));
        String marketplace = hub.text(hub.connection("marketplace")).replaceAll("  - .*window.*\n", "");
        hub.write(
                hub.connection("marketplace"),
                marketplace + "  - {target: $.outbound.availability.collapse.window, do: update, value: PT"
                        + (n % 2 == 0 ? 1 : 2) + "S}\n");
        assertThat(hub.reload().path("outcome").asText()).isEqualTo("swapped");
    }

    private void send(ReloadingHub hub) {
        while (!enough.get()) {
            int number = sent.getAndIncrement();
            int status = hub.receipt("RL-R" + number, "RL-" + number % ITEMS, "1");
            if (status != 200) {
                refused.add(status);
            }
            LockSupport.parkNanos(REST_NANOS);
        }
    }

    /** Every receipt is posted once, and both destinations hold what the books say. */
    private void settled(ReloadingHub hub) {
        Eventually.within(
                Duration.ofSeconds(30),
                () -> assertThat(hub.count("select count(*) from message where flow = 'receipts' and state = 'posted'"))
                        .isEqualTo(sent.get()));
        assertThat(hub.count("select count(*) from message where state not in ('posted')"))
                .isZero();
        assertThat(hub.count("select count(*) from stock_movement")).isEqualTo(sent.get());
        for (int item = 0; item < ITEMS; item++) {
            String sku = "RL-" + item;
            String quantity = String.valueOf((sent.get() - item + ITEMS - 1) / ITEMS);
            Eventually.within(Duration.ofSeconds(30), () -> {
                assertThat(Systems.told(hub.systems.warehouse, sku, "available"))
                        .isEqualTo(quantity);
                assertThat(Systems.told(hub.systems.marketplace, sku, "quantity"))
                        .isEqualTo(quantity);
            });
        }
        assertThat(hub.count("select count(*) from dead_letter")).isZero();
    }
}
