package io.tillbridge.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Phases e and b: the whole hub, from a signed webhook to two destinations, and then its own rows by batch insert. */
final class MainLine {

    private static final long SEED = 13;

    private final BenchSettings settings;
    private final Report report;
    private final Path data;
    private final int[] expected;
    private final Orders orders;
    private int accepted;

    MainLine(BenchSettings settings, Report report) {
        this.settings = settings;
        this.report = report;
        this.data = settings.directory().resolve("data");
        this.expected = new int[settings.keys()];
        this.orders = new Orders(settings, HubHome.HOOK, SEED);
    }

    /** Everything: what goes through, how long it takes, and the books at the end. */
    void run() throws IOException, SQLException {
        report.phase("e  end to end: verified, mapped, posted, told to two destinations");
        run(true);
    }

    /** Only what goes through, and the books at the end. */
    void saturated() throws IOException, SQLException {
        run(false);
    }

    private void run(boolean whole) throws IOException, SQLException {
        Path layer = HubHome.write(settings, data);
        try (ChildJvm first = start(layer);
                Connection database = HubDatabase.connect(data)) {
            report.put("first_start_s", first.startedIn().toMillis() / 1e3);
            HubDatabase.prepare(database, settings);
        }
        try (Sinks sinks = Sinks.of(settings, whole);
                ChildJvm hub = start(layer);
                Connection database = HubDatabase.connect(data);
                Load load = Load.of(settings, orders, this::accepted)) {
            report.put("second_start_s", hub.startedIn().toMillis() / 1e3);
            saturation(hub, load, database, sinks);
            drain(sinks);
            if (whole) {
                latency(load, database, sinks);
                drain(sinks);
            }
            if (whole && !settings.soak().isZero()) {
                new Soak(settings, report, new LiveHeap(collections(), hub.pid()), load, orders)
                        .run(sinks.one(), sinks.two());
                drain(sinks);
            }
            BooksCheck check = BooksCheck.of(database, settings, expected, sinks.both());
            report.put("accepted", (double) accepted);
            report.put("lost", (double) check.lost());
            report.put("doubled", (double) check.doubled());
            report.put("sent_again_to_sinks", (double)
                    (sinks.one().wentBack() + sinks.two().wentBack()));
            check.remarks().forEach(remark -> report.put("remark", remark));
            if (whole && settings.wants('b')) {
                batchInsert(database);
            }
        }
    }

    private Path collections() {
        return settings.directory().resolve("hub-gc.log");
    }

    private ChildJvm start(Path layer) throws IOException {
        List<String> jvm = new ArrayList<>(
                List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints", LiveHeap.option(collections())));
        if (settings.profile()) {
            jvm.add(
                    "-XX:StartFlightRecording=settings=default,jdk.ExecutionSample#period=10ms,maxsize=200m,dumponexit=true,filename="
                            + settings.directory().resolve("hub.jfr"));
        }
        return MeasuredHub.start(settings, data, layer, jvm);
    }

    private void accepted(int number) {
        accepted++;
        long keys = orders.keys.get(number);
        expected[(int) (keys >>> 32)]++;
        expected[(int) keys]++;
    }

    /** As many as go through, with a bounded number under way: what comes in is what goes out. */
    private void saturation(ChildJvm hub, Load load, Connection database, Sinks sinks)
            throws IOException, SQLException {
        load.closed(settings.warmUp(), () -> orders.count() - sinks.delivered() < settings.window());
        List<Double> rates = new ArrayList<>();
        Histogram acks = new Histogram(60_000_000L, 3);
        Usage before = Usage.of(hub);
        DatabaseWork work = DatabaseWork.of(database);
        long beforeAll = sinks.delivered();
        int calls = sinks.one().calls();
        for (int round = 0; round < settings.rounds(); round++) {
            long first = sinks.delivered();
            long began = System.nanoTime();
            Load.Seen seen =
                    load.closed(settings.round(), () -> orders.count() - sinks.delivered() < settings.window());
            rates.add((sinks.delivered() - first) / ((System.nanoTime() - began) / 1e9));
            acks.add(seen.ack());
        }
        Usage used = Usage.of(hub).minus(before);
        double documents = Math.max(1, sinks.delivered() - beforeAll);
        DatabaseWork done = DatabaseWork.of(database).minus(work);
        report.median("end_to_end_rps", rates);
        report.put("saturated_ack_p50_ms", acks.getValueAtPercentile(50) / 1e3);
        report.put("saturated_ack_p99_ms", acks.getValueAtPercentile(99) / 1e3);
        report.put("cpu_s_per_1000", used.total() * 1000 / documents);
        report.put("cpu_s_per_1000_hub", used.hub() * 1000 / documents);
        report.put("cpu_s_per_1000_postgres", used.postgres() * 1000 / documents);
        report.put("cpu_s_per_1000_generator", used.generator() * 1000 / documents);
        report.put("bytes_written_per_document", used.written() / documents);
        report.put("hub_bytes_written_per_document", used.hubWritten() / documents);
        report.put("wal_bytes_per_document", done.walBytes() / documents);
        report.put("wal_full_pages_per_document", done.fullPages() / documents);
        report.put("documents_per_commit", documents / Math.max(1, done.commits()));
        report.put("rows_inserted_per_document", done.inserted() / documents);
        report.put("rows_updated_per_document", done.updated() / documents);
        report.put("rows_updated_in_place_share", done.inPlace() / (double) Math.max(1, done.updated()));
        report.put(
                "documents_per_sink_call", documents / Math.max(1, sinks.one().calls() - calls));
    }

    /** At half the rate found, whatever the hub does: how long until it is acknowledged, and until both sinks know. */
    private void latency(Load load, Connection database, Sinks sinks) throws IOException, SQLException {
        double rate = report.number("end_to_end_rps") / 2;
        report.put("half_rate_rps", rate);
        load.open(settings.warmUp().dividedBy(2), rate);
        drain(sinks);
        int from = orders.count();
        Load.Seen seen = load.open(settings.round().multipliedBy(settings.rounds()), rate);
        int to = orders.count();
        drain(sinks);
        Sequences.Found found = Sequences.of(database, settings, orders, sinks.both(), from, to);
        percentiles("ack", seen.ack());
        percentiles("delivered", found.delivered());
        report.put("latency_documents", (double) (to - from));
        report.put("never_held", (double) found.missing());
        report.put("misjudged_balances", (double) found.misjudged());
    }

    private void percentiles(String name, Histogram micros) {
        report.put(name + "_p50_ms", micros.getValueAtPercentile(50) / 1e3);
        report.put(name + "_p95_ms", micros.getValueAtPercentile(95) / 1e3);
        report.put(name + "_p99_ms", micros.getValueAtPercentile(99) / 1e3);
        report.put(name + "_max_ms", micros.getMaxValue() / 1e3);
    }

    private void batchInsert(Connection database) throws SQLException {
        report.phase("b  PostgreSQL's own batch insert of the same rows");
        List<BatchInsert.Rate> rates = BatchInsert.measure(database, settings.rounds());
        report.median(
                "pg_batch_rows_per_s",
                rates.stream().map(BatchInsert.Rate::rows).toList());
        report.median(
                "pg_batch_documents_per_s",
                rates.stream().map(BatchInsert.Rate::documents).toList());
    }

    /** Waits until both sinks hold everything accepted, or nothing has come for too long. */
    private void drain(Sinks sinks) {
        Sinks.await(() -> sinks.delivered() < accepted);
    }
}
