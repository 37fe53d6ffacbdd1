package io.tillbridge.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;

/**
 * Phase w: what a shadow run costs those whose messages it looks at. Orders at half the rate that goes through, in rounds
 * without and with a shadow by turns, so that what else the machine does meets both: from due to acknowledged, and from due
 * to held by both destinations.
 */
final class ShadowLine {

    /** The delay with a shadow over that without, at most. */
    private static final double MOST = 1.1;

    private static final String SHADOWS = "/api/mappings/shopify.order/shadows";

    private final BenchSettings settings;
    private final Report report;
    private final Path data;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    ShadowLine(BenchSettings settings, Report report) {
        this.settings = settings;
        this.report = report;
        this.data = settings.directory().resolve("shadow-data");
    }

    /** Whether messages took about as long with a shadow as without, and the shadow looked at them. */
    boolean run() throws IOException, SQLException, InterruptedException {
        report.phase("w  live traffic without and with a shadow run");
        Path layer = HubHome.write(settings, data);
        DiffLine.draft(layer);
        try (ChildJvm first = MeasuredHub.start(settings, data, layer, List.of());
                Connection database = HubDatabase.connect(first.data())) {
            HubDatabase.prepare(database, settings);
        }
        Orders orders = new Orders(settings, HubHome.HOOK, 13);
        AtomicInteger accepted = new AtomicInteger();
        try (Sinks sinks = Sinks.of(settings, true);
                ChildJvm hub = MeasuredHub.start(settings, data, layer, List.of());
                Connection database = HubDatabase.connect(hub.data());
                Load load = Load.of(settings, orders, number -> accepted.incrementAndGet())) {
            double rate = load.closed(settings.warmUp(), () -> orders.count() - sinks.delivered() < settings.window())
                            .perSecond()
                    / 2;
            report.put("shadow_orders_per_s", rate);
            Sinks.await(() -> sinks.delivered() < accepted.get());
            List<Span> spans = new ArrayList<>();
            for (int round = 0; round < 2 * settings.rounds(); round++) {
                boolean shadow = round % 2 == 1;
                String id = shadow ? start() : "";
                int from = orders.count();
                Load.Seen seen = load.open(settings.round(), rate);
                spans.add(new Span(shadow, from, orders.count(), seen.ack()));
                Sinks.await(() -> sinks.delivered() < accepted.get());
                if (shadow) {
                    end(id);
                }
            }
            return figures(database, orders, sinks, spans);
        }
    }

    /** Orders of one round, by number. */
    private record Span(boolean shadow, int from, int to, Histogram ack) {}

    private boolean figures(Connection database, Orders orders, Sinks sinks, List<Span> spans) throws SQLException {
        for (boolean shadow : new boolean[] {false, true}) {
            Histogram ack = new Histogram(60_000_000L, 3);
            Histogram delivered = new Histogram(60_000_000L, 3);
            for (Span span : spans) {
                if (span.shadow == shadow) {
                    ack.add(span.ack);
                    delivered.add(Sequences.of(database, settings, orders, sinks.both(), span.from, span.to)
                            .delivered());
                }
            }
            String name = shadow ? "with_shadow" : "without_shadow";
            report.put(name + "_ack_p50_ms", ack.getValueAtPercentile(50) / 1e3);
            report.put(name + "_delivered_p50_ms", delivered.getValueAtPercentile(50) / 1e3);
            report.put(name + "_delivered_p95_ms", delivered.getValueAtPercentile(95) / 1e3);
        }
        report.ratio("shadow_ack_ratio", "with_shadow_ack_p50_ms", "without_shadow_ack_p50_ms");
        report.ratio("shadow_delivered_ratio", "with_shadow_delivered_p50_ms", "without_shadow_delivered_p50_ms");
        return report.number("shadow_documents") > 0 && report.number("shadow_delivered_ratio") < MOST;
    }

    private String start() throws IOException, InterruptedException {
        return call("POST", SHADOWS, "{\"version\":2,\"for\":\"PT1H\",\"why\":\"measured\"}")
                .path("id")
                .asText();
    }

    private void end(String id) throws IOException, InterruptedException {
        call("DELETE", SHADOWS + "/" + id, "");
        JsonNode found = call("GET", SHADOWS + "/" + id, "");
        report.put(
                "shadow_documents",
                report.number("shadow_documents")
                        + found.at("/report/documents").asLong());
        report.put(
                "shadow_dropped",
                report.number("shadow_dropped") + found.path("dropped").asLong());
    }

    private JsonNode call(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + settings.port() + path))
                        .header("Authorization", "Bearer " + MeasuredHub.TOKEN)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(method + " " + path + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        return json.readTree(answer.body());
    }
}
