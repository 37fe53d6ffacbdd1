package io.tillbridge.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Phase h: 500 reservations a second over the API, first of two items of the catalogue each, then of one hot item that there
 * is not enough of, both beside orders as many as go through on the same items. Times count from when a request was due.
 */
final class ReserveLine {

    private static final int RATE = Integer.getInteger("bench.reservations", 500);
    private static final int HOT = 5_000;

    /** Pieces that carts hold beyond what there is, of every item at every location. Nothing leaves in a run. */
    private static final String OVERSOLD = """
            select coalesce(sum(greatest(0, held.quantity - coalesce(b.sellable, 0))), 0)::bigint
              from (select sku, location, sum(quantity) as quantity from stock_claim
                     where kind = 'hold' and quantity > 0 group by sku, location) held
              left join stock_balance b using (sku, location)""";

    private final BenchSettings settings;
    private final Report report;
    private final Path data;

    ReserveLine(BenchSettings settings, Report report) {
        this.settings = settings;
        this.report = report;
        this.data = settings.directory().resolve("reserve-data");
    }

    /** Whether nothing was oversold, of any item anywhere. */
    boolean run() throws IOException, SQLException {
        report.phase("h  " + RATE + " reservations a second beside full posting traffic");
        Path layer = HubHome.write(settings, data);
        try (ChildJvm first = MeasuredHub.start(settings, data, layer, List.of());
                Connection database = HubDatabase.connect(data)) {
            report.put("first_start_s", first.startedIn().toMillis() / 1e3);
            HubDatabase.prepare(database, settings);
            execute(
                    database,
                    "update stock_balance set sellable = " + HOT + " where sku = '" + Reservations.hot(settings)
                            + "' and location = 'L1'");
        }
        Orders orders = new Orders(settings, HubHome.HOOK, 13);
        AtomicInteger accepted = new AtomicInteger();
        try (Sinks sinks = Sinks.of(settings, false);
                ChildJvm hub = MeasuredHub.start(settings, data, layer, List.of());
                Connection database = HubDatabase.connect(data);
                Load load = Load.of(settings, orders, number -> accepted.incrementAndGet());
                Reservations desk = new Reservations(settings)) {
            int hot = Orders.key(settings.items() - 1, 0, settings.locations());
            sinks.both().forEach(sink -> sink.starts(hot, HOT));
            report.put("second_start_s", hub.startedIn().toMillis() / 1e3);
            measured(load, orders, sinks, desk, settings.warmUp(), false);
            phase("reserve", load, orders, sinks, desk, false);
            phase("reserve_hot", load, orders, sinks, desk, true);
            double oversold = HubDatabase.number(database, OVERSOLD);
            double unequal = HubDatabase.number(database, """
                    select count(*) from stock_balance b where claimed <> (
                        select coalesce(sum(quantity), 0) from stock_claim c
                         where c.sku = b.sku and c.location = b.location and c.quantity > 0)""");
            report.put("hot_units_held", (double) HubDatabase.number(
                    database,
                    "select coalesce(sum(quantity), 0)::bigint from stock_claim where kind = 'hold' and location = 'L1'"
                            + " and sku = '" + Reservations.hot(settings) + "'"));
            report.put("oversold", oversold);
            report.put("claimed_unequal_to_claims", unequal);
            return oversold == 0 && unequal == 0;
        }
    }

    private void phase(String name, Load load, Orders orders, Sinks sinks, Reservations desk, boolean hot)
            throws IOException {
        Duration length = settings.round().multipliedBy(settings.rounds());
        int before = orders.count();
        Reservations.Asked asked = measured(load, orders, sinks, desk, length, hot);
        report.put(name + "_p50_ms", asked.times.getValueAtPercentile(50) / 1e3);
        report.put(name + "_p99_ms", asked.times.getValueAtPercentile(99) / 1e3);
        report.put(name + "_max_ms", asked.times.getMaxValue() / 1e3);
        report.put(name + "_asked", (double) asked.times.getTotalCount());
        report.put(name + "_held", (double) asked.held);
        report.put(name + "_refused", (double) asked.refused);
        report.put(name + "_failed", (double) asked.failed);
        report.put(name + "_orders_per_s", (orders.count() - before) / (double) length.toSeconds());
    }

    private Reservations.Asked measured(
            Load load, Orders orders, Sinks sinks, Reservations desk, Duration length, boolean hot) throws IOException {
        CompletableFuture<Reservations.Asked> asking = CompletableFuture.supplyAsync(() -> {
            try {
                return desk.ask(length, RATE, hot);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        load.closed(length, () -> orders.count() + desk.units() / 2 - sinks.delivered() < settings.window());
        return asking.join();
    }

    private static void execute(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
