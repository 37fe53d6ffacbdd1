package io.tillbridge.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Phase h: 500 reservations a second over the API, first of two items of the catalogue each, then of one hot item that there
 * is not enough of, both beside orders as many as go through on the same items. Times count from when a request was due.
 */
final class ReserveLine {

    private static final int RATE = Integer.getInteger("bench.reservations", 500);
    private static final int HOT = 5_000;
    private static final long LONGEST = 60_000_000L;

    private final BenchSettings settings;
    private final Report report;
    private final Path data;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Random random = new Random(17);
    private final AtomicInteger carts = new AtomicInteger();
    private final AtomicInteger units = new AtomicInteger();
    private final Semaphore underWay = new Semaphore(RATE);

    ReserveLine(BenchSettings settings, Report report) {
        this.settings = settings;
        this.report = report;
        this.data = settings.directory().resolve("reserve-data");
    }

    /** Whether nothing was oversold. */
    boolean run() throws IOException, SQLException {
        report.phase("h  " + RATE + " reservations a second beside full posting traffic");
        Path layer = HubHome.write(settings, data);
        try (ChildJvm first = MeasuredHub.start(settings, data, layer, List.of());
                Connection database = HubDatabase.connect(data)) {
            report.put("first_start_s", first.startedIn().toMillis() / 1e3);
            HubDatabase.prepare(database, settings);
            execute(
                    database,
                    "update stock_balance set sellable = " + HOT + " where sku = '" + hot() + "' and location = 'L1'");
        }
        Orders orders = new Orders(settings, HubHome.HOOK, 13);
        AtomicInteger accepted = new AtomicInteger();
        try (Sinks sinks = Sinks.of(settings, false);
                ChildJvm hub = MeasuredHub.start(settings, data, layer, List.of());
                Connection database = HubDatabase.connect(data);
                Load load = Load.of(settings, orders, number -> accepted.incrementAndGet())) {
            report.put("second_start_s", hub.startedIn().toMillis() / 1e3);
            measured(load, orders, sinks, settings.warmUp(), false);
            phase("reserve", load, orders, sinks, false);
            phase("reserve_hot", load, orders, sinks, true);
            double oversold = HubDatabase.number(
                    database,
                    "select greatest(0, coalesce(sum(quantity), 0) - " + HOT + ")::bigint from stock_claim"
                            + " where kind = 'hold' and location = 'L1' and sku = '" + hot() + "'");
            double unequal = HubDatabase.number(database, """
                    select count(*) from stock_balance b where claimed <> (
                        select coalesce(sum(quantity), 0) from stock_claim c
                         where c.sku = b.sku and c.location = b.location and c.quantity > 0)""");
            report.put("hot_units_held", (double) HubDatabase.number(
                    database,
                    "select coalesce(sum(quantity), 0)::bigint from stock_claim where kind = 'hold' and location = 'L1'"
                            + " and sku = '" + hot() + "'"));
            report.put("oversold", oversold);
            report.put("claimed_unequal_to_claims", unequal);
            return oversold == 0 && unequal == 0;
        }
    }

    private String hot() {
        return "SKU-" + (10_000 + settings.items() - 1);
    }

    private void phase(String name, Load load, Orders orders, Sinks sinks, boolean hot) throws IOException {
        Duration length = settings.round().multipliedBy(settings.rounds());
        int before = orders.count();
        Asked asked = measured(load, orders, sinks, length, hot);
        report.put(name + "_p50_ms", asked.times().getValueAtPercentile(50) / 1e3);
        report.put(name + "_p99_ms", asked.times().getValueAtPercentile(99) / 1e3);
        report.put(name + "_max_ms", asked.times().getMaxValue() / 1e3);
        report.put(name + "_asked", (double) asked.times().getTotalCount());
        report.put(name + "_held", (double) asked.held().get());
        report.put(name + "_refused", (double) asked.refused().get());
        report.put(name + "_failed", (double) asked.failed().get());
        report.put(name + "_orders_per_s", (orders.count() - before) / (double) length.toSeconds());
    }

    /** What became of the reservations of a phase; times in microseconds. */
    private record Asked(Histogram times, AtomicInteger held, AtomicInteger refused, AtomicInteger failed) {}

    private Asked measured(Load load, Orders orders, Sinks sinks, Duration length, boolean hot) throws IOException {
        Asked asked = new Asked(
                new ConcurrentHistogram(LONGEST, 3), new AtomicInteger(), new AtomicInteger(), new AtomicInteger());
        CompletableFuture<Void> asking = CompletableFuture.runAsync(() -> ask(length, hot, asked));
        load.closed(length, () -> orders.count() + units.get() / 2 - sinks.delivered() < settings.window());
        asking.join();
        return asked;
    }

    private void ask(Duration length, boolean hot, Asked asked) {
        long began = System.nanoTime();
        long gap = TimeUnit.SECONDS.toNanos(1) / RATE;
        int all = (int) (length.toNanos() / gap);
        CompletableFuture<?>[] answers = new CompletableFuture<?>[all];
        for (int i = 0; i < all; i++) {
            long due = began + i * gap;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            underWay.acquireUninterruptibly();
            answers[i] = http.sendAsync(request(hot), BodyHandlers.ofString()).handle((answer, failure) -> {
                asked.times().recordValue(Math.min(LONGEST, (System.nanoTime() - due) / 1_000));
                int status = failure == null ? answer.statusCode() : 0;
                (status == 201 ? asked.held() : status == 409 ? asked.refused() : asked.failed()).incrementAndGet();
                underWay.release();
                if (status == 201) {
                    units.addAndGet(hot ? 1 : 2);
                }
                return status;
            });
        }
        CompletableFuture.allOf(answers).join();
    }

    private HttpRequest request(boolean hot) {
        StringBuilder lines = new StringBuilder();
        for (int line = 0; line < (hot ? 1 : 2); line++) {
            String sku = hot ? hot() : "SKU-" + (10_000 + random.nextInt(settings.items() - 1));
            lines.append(line == 0 ? "" : ",")
                    .append("{\"line\":\"")
                    .append(line)
                    .append("\",\"sku\":\"")
                    .append(sku)
                    .append("\",\"location\":\"L1\",\"quantity\":\"1\"}");
        }
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + settings.port() + "/api/reservations"))
                .header("Authorization", "Bearer " + MeasuredHub.TOKEN)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString("{\"connection\":\"" + HubHome.CONNECTION
                        + "\",\"reference\":\"cart-" + carts.incrementAndGet() + "\",\"lines\":[" + lines + "]}"))
                .build();
    }

    private static void execute(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
