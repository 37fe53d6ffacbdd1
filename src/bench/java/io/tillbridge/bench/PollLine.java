package io.tillbridge.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Phase p: a listing of 1,000 pages of 100 orders is read, posted and, after the hub was killed in the middle, read on. Every
 * order must be there once, and the listing must not have been begun anew.
 */
final class PollLine {

    private static final int PAGES = Integer.getInteger("bench.pages", 1_000);
    private static final int ORDERS = PAGES * PollSource.PAGE;
    private static final Duration LIMIT = Duration.ofMinutes(60);
    private static final String STORED = "select count(*) from message where connection = 'bench-poll'";

    private final BenchSettings settings;
    private final Report report;
    private final Path data;
    private final HttpClient http = HttpClient.newHttpClient();
    private double peak;

    PollLine(BenchSettings settings, Report report) {
        this.settings = settings;
        this.report = report;
        this.data = settings.directory().resolve("poll-data");
    }

    void run() throws IOException, SQLException {
        report.phase("p  poll: " + PAGES + " pages of " + PollSource.PAGE + " orders, killed in the middle");
        Path layer = HubHome.write(settings, data);
        try (ChildJvm prepared = start(layer);
                Connection database = HubDatabase.connect(data)) {
            report.put("first_start_s", prepared.startedIn().toMillis() / 1e3);
            HubDatabase.prepare(database, settings);
        }
        try (PollSource source = new PollSource(settings, PAGES)) {
            files(layer, source.url());
            double before = killed(layer);
            double after = finished(layer, before);
            report.put("documents", (double) ORDERS);
            report.put("documents_before_kill", before);
            report.put("poll_documents_per_s", after);
            report.put("peak_heap_mib", peak);
            report.put("first_pages_asked_for", (double) source.begun.get());
            report.put("pages_asked_for", (double) (source.begun.get() + source.given.get()));
            report.put("resumed", source.begun.get() == 1 ? "in the middle" : "from the start");
        }
    }

    /** Documents stored when the hub was killed. */
    private double killed(Path layer) throws IOException, SQLException {
        try (ChildJvm hub = start(layer)) {
            double stored;
            try (Connection database = HubDatabase.connect(data)) {
                stored = until(database, STORED, ORDERS * 2L / 5);
            }
            ProcessHandle.of(hub.pid()).ifPresent(ProcessHandle::destroyForcibly);
            return stored;
        }
    }

    /** Documents stored and posted a second, from the second start's first page on. */
    private double finished(Path layer, double before) throws IOException, SQLException {
        try (ChildJvm hub = start(layer);
                Connection database = HubDatabase.connect(data)) {
            report.put("second_start_s", hub.startedIn().toMillis() / 1e3);
            long restarted = System.nanoTime();
            until(database, STORED, (long) before + PollSource.PAGE);
            LiveHeap live = new LiveHeap(collections(), hub.pid());
            report.put("live_heap_mib_as_it_goes_on", live.mib());
            report.put("went_on_after_s", (System.nanoTime() - restarted) / 1e9);
            long began = System.nanoTime();
            long from = HubDatabase.number(database, STORED);
            until(database, STORED, ORDERS);
            double rate = (ORDERS - from) / ((System.nanoTime() - began) / 1e9);
            report.put("live_heap_mib_at_the_end", live.mib());
            until(database, "select count(*) from sales_order", ORDERS);
            report.put("posted_after_s", (System.nanoTime() - began) / 1e9);
            long stored = HubDatabase.number(database, STORED);
            report.put("lost", (double) (ORDERS - HubDatabase.number(database, "select count(*) from sales_order")));
            report.put("doubled", (double) Math.max(0, stored - ORDERS));
            return rate;
        }
    }

    private double until(Connection database, String sql, long least) throws IOException, SQLException {
        long began = System.nanoTime();
        while (System.nanoTime() - began < LIMIT.toNanos()) {
            long now = HubDatabase.number(database, sql);
            peak = Math.max(peak, heap());
            if (now >= least) {
                return now;
            }
            LockSupport.parkNanos(500_000_000L);
        }
        throw new IOException("not " + least + " within " + LIMIT + ": " + sql);
    }

    /** The hub's used heap in MiB, garbage included; 0 when it does not answer. */
    private double heap() throws IOException {
        String token = Files.readString(data.resolve("secrets/api-token")).strip();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + settings.port() + "/actuator/prometheus"))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString())
                            .body()
                            .lines()
                            .filter(line -> line.startsWith("jvm_memory_used_bytes{") && line.contains("area=\"heap\""))
                            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                            .sum()
                    / 1048576;
        } catch (IOException busy) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private Path collections() {
        return settings.directory().resolve("poll-gc.log");
    }

    private ChildJvm start(Path layer) throws IOException {
        return ChildJvm.start(
                settings,
                "poll-hub",
                data,
                List.of(LiveHeap.option(collections())),
                "io.tillbridge.cli.Main",
                List.of(
                        "serve",
                        "--data",
                        data.toString(),
                        "--home",
                        settings.directory().toString(),
                        "--port",
                        Integer.toString(settings.port()),
                        "--tillbridge.layers=" + layer,
                        "--tillbridge.partners.private-addresses=127.0.0.1,::1",
                        HubHome.WITHOUT_STARTER));
    }

    private static void files(Path layer, String url) throws IOException {
        // Destinations that nobody serves would only repeat their calls
        Files.deleteIfExists(layer.resolve("config/connections/bench-sink-1.connection.yaml"));
        Files.deleteIfExists(layer.resolve("config/connections/bench-sink-2.connection.yaml"));
        Path connector = Files.createDirectories(layer.resolve("config/connectors/bench-poll"));
        Files.writeString(connector.resolve("bench-poll.connector.yaml"), """
                apiVersion: tillbridge/v1
                kind: Connector
                name: bench-poll
                version: 1.0.0
                spec:
                  baseUrl: {type: url}
                  defaultLocation: {default: L1}
                clients:
                  api: {kind: http, baseUrl: $(settings.baseUrl), auth: {kind: none}, timeout: PT10S}
                inbound:
                  orders:
                    emits: order
                    mapping: shopify.order
                    key: {pointer: /id}
                    stale: {version: {pointer: /updated_at, type: instant}}
                    resolve:
                      store: {xref: shopify.location, by: {pointer: /location_id}, missing: set_null}
                    source:
                      kind: poll-http
                      every: PT2S
                      request: {get: /orders, query: {since: $(cursor.from), token: $(page.token)}}
                      records: /orders
                      pages: {kind: cursor, token: /next, size: 100, max: 10000}
                      cursor: {field: /updated_at, type: instant}
                """);
        Files.writeString(layer.resolve("config/connections/bench-poll.connection.yaml"), """
                apiVersion: tillbridge/v1
                kind: Connection
                id: bench-poll
                connector: bench-poll
                timezone: Europe/Berlin
                settings: {baseUrl: "%s"}
                """.formatted(url));
    }
}
