package io.tillbridge.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.connector.ConnectorCatalog;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.message.RecordedDocuments;
import io.tillbridge.platform.DataDirectory;
import io.tillbridge.platform.DatabaseAccess;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.LocalPostgres;
import io.tillbridge.rehearsal.MappingDiffs;
import io.tillbridge.rehearsal.RecordedDiff;
import io.tillbridge.rehearsal.Recording;
import io.tillbridge.rehearsal.Versions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The diff of two versions over 50,000 recorded orders of 6 KB, {@code -Dbench.only=r}: documents a second, the heap that is
 * live while it runs, and whether the counts are those of a naive run.
 */
final class DiffLine {

    private static final int DOCUMENTS = 50_000;
    private static final Duration AGE = Duration.ofDays(6);

    private final BenchSettings settings;

    DiffLine(BenchSettings settings) {
        this.settings = settings;
    }

    /** Whether it is as it has to be: under 30 seconds, constant memory, exact. */
    boolean run() throws IOException, SQLException, InterruptedException {
        Path directory = settings.directory().resolve("diff");
        Bench.clear(directory);
        HomeFiles files = HomeFiles.at(home(directory.resolve("home")));
        MappingCatalog mappings = MappingCatalog.load(files);
        Mapping from = Objects.requireNonNull(mappings.version("shopify.order", 1));
        Mapping to = Objects.requireNonNull(mappings.version("shopify.order", 3));
        try (DataDirectory data = DataDirectory.open(directory.resolve("data"), 0);
                LocalPostgres postgres = LocalPostgres.start(data, 0, 20)) {
            PGSimpleDataSource database = database(postgres.access());
            Flyway.configure().dataSource(database).load().migrate();
            RecordedLoad load = new RecordedLoad(from, settings.bytes());
            Instant now = Instant.now();
            load.write(database, DOCUMENTS, now, AGE);
            System.out.printf("recorded %d documents of %d bytes%n", DOCUMENTS, settings.bytes());
            Recording recording = new Recording(ConnectorCatalog.strict(files));
            RecordedDiff diff = new RecordedDiff(database, recording, MappingDiffs.threads());
            RecordedDocuments.Selection week = new RecordedDocuments.Selection(
                    "shopify.order",
                    recording.flows("shopify.order"),
                    now.minus(Duration.ofDays(7)),
                    now,
                    null,
                    65_536);
            diff.run(Versions.of(from, to), week, 2_000, 5, (read, last) -> true);
            long before = live();
            long[] peak = new long[1];
            diff.run(Versions.of(from, to), week, Long.MAX_VALUE, 5, (read, last) -> {
                if (read % 10_000 == 0) {
                    peak[0] = Math.max(peak[0], live());
                }
                return true;
            });
            long started = System.nanoTime();
            io.tillbridge.rehearsal.Report report =
                    diff.run(Versions.of(from, to), week, Long.MAX_VALUE, 5, (read, last) -> true);
            double seconds = (System.nanoTime() - started) / 1e9;
            NaiveCounts naive = new NaiveCounts(from, to);
            naive.read(database, recording, week);
            boolean exact = naive.counts().equals(counts(report));
            Map<String, Object> figures = new TreeMap<>();
            figures.put("diff_documents_per_s", Math.rint(report.documents() / seconds));
            figures.put("diff_seconds", Math.rint(seconds * 10) / 10);
            figures.put("diff_peak_heap_mib", mib(peak[0]));
            figures.put("diff_heap_before_mib", mib(before));
            figures.put("diff_exact", exact);
            figures.put("diff_naive_documents_per_s", Math.rint(naive.documentsPerSecond()));
            write(settings.directory().resolve("mapping.json"), figures);
            return exact && !naive.counts().isEmpty() && report.documents() == DOCUMENTS && seconds < 30;
        }
    }

    private static PGSimpleDataSource database(DatabaseAccess access) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(access.url());
        database.setUser(access.user());
        database.setPassword(access.password());
        return database;
    }

    /** One connection, and a version 3 that changes, adds and removes cells. */
    private static Path home(Path home) throws IOException {
        Path connection = home.resolve("config/connections/bench-shop.connection.yaml");
        Files.createDirectories(connection.resolveSibling("."));
        Files.writeString(connection, """
                apiVersion: tillbridge/v1
                kind: Connection
                id: bench-shop
                connector: shopify
                timezone: America/New_York
                startAt: "2026-01-01T00:00:00Z"
                settings: {shop: bench.myshopify.com, baseUrl: "https://bench.myshopify.com", defaultLocation: L1}
                secrets:
                  accessToken: {kind: env, name: TOKEN}
                  webhookSecrets: {kind: env, name: SECRETS}
                """);
        draft(home);
        return home;
    }

    /** Adds version 3, which nobody released. */
    static void draft(Path home) throws IOException {
        Path version = home.resolve("mappings/shopify/order/V003__draft.mapping.yaml");
        Files.createDirectories(version.resolveSibling("."));
        Files.writeString(
                version,
                Files.readString(Path.of("mappings/shopify/order/V001__orders.mapping.yaml"))
                        .replace("version: 1", "version: 3")
                        .replace("      - {to: name, type: string, from: name}\n", "")
                        .replace("calc: unitPrice * quantity - discount", "calc: unitPrice * quantity + 0.01")
                        .replace(
                                "asserts:",
                                "  - {to: ext.shopify.note, type: string, from: note, pii: true}\nasserts:"));
    }

    private static Map<String, Long> counts(io.tillbridge.rehearsal.Report report) {
        Map<String, Long> counts = new TreeMap<>();
        report.fields().forEach(field -> {
            NaiveCounts.put(counts, field.path() + " changed", field.changed());
            NaiveCounts.put(counts, field.path() + " appeared", field.appeared());
            NaiveCounts.put(counts, field.path() + " vanished", field.vanished());
        });
        return counts;
    }

    private static long live() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static double mib(long bytes) {
        return Math.rint(bytes / 1024.0 / 1024.0);
    }

    /** Adds figures to those that other runs left there. */
    private static void write(Path file, Map<String, Object> figures) throws IOException {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        JsonNode known = Files.exists(file) ? json.readTree(file.toFile()) : null;
        ObjectNode all = known instanceof ObjectNode object ? object : json.createObjectNode();
        figures.forEach((name, value) -> {
            all.set(name, json.valueToTree(value));
            System.out.printf("  %-42s %14s%n", name, value);
        });
        json.writeValue(file.toFile(), all);
    }
}
