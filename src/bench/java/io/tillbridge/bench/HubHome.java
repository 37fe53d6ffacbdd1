package io.tillbridge.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The layer over the hub's defaults: a shop that sends orders, and two destinations without a call budget. */
final class HubHome {

    static final String CONNECTION = "bench-shop";
    static final String HOOK = "/hooks/bench-shop/orders";

    /** Keeps the textbook route's web binding, which is on the class path too, out of the hub. */
    static final String WITHOUT_STARTER = "--spring.autoconfigure.exclude="
            + "org.apache.camel.component.platform.http.springboot.PlatformHttpComponentAutoConfiguration,"
            + "org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpAutoConfiguration,"
            + "org.apache.camel.component.platform.http.springboot.SpringBootPlatformWebMvcConfiguration";

    private HubHome() {}

    /**
     * Writes the layer and the shop's webhook secret.
     *
     * @return the layer's directory
     */
    static Path write(BenchSettings settings, Path data) throws IOException {
        Path layer = settings.directory().resolve("home");
        Path connections = Files.createDirectories(layer.resolve("config/connections"));
        Path connectors = Files.createDirectories(layer.resolve("config/connectors/bench-sink"));
        Path secrets = Files.createDirectories(data.resolve("secrets"));
        Files.writeString(secrets.resolve("bench-webhook-secret"), Orders.SECRET);
        Files.writeString(connectors.resolve("bench-sink.connector.yaml"), """
                apiVersion: tillbridge/v1
                kind: Connector
                name: bench-sink
                version: 1.0.0
                spec:
                  baseUrl: {type: url}
                clients:
                  api:
                    kind: http
                    baseUrl: $(settings.baseUrl)
                    auth: {kind: none}
                outbound:
                  availability:
                    accepts: availability
                    mapping: marketplace.offer_stock
                    key: {fields: [sku, location]}
                    collapse: {keep: latest, window: PT2S, max: 100}
                    request: {post: /items, json: $(mapped)}
                    idempotency: {header: Idempotency-Key, key: {uuid5: [connection.id, batch.id]}}
                """);
        Files.writeString(connections.resolve(CONNECTION + ".connection.yaml"), """
                apiVersion: tillbridge/v1
                kind: Connection
                id: bench-shop
                connector: shopify
                timezone: Europe/Berlin
                startAt: "2026-01-01T00:00:00Z"
                settings:
                  shop: %s
                  baseUrl: http://127.0.0.1:9
                  defaultLocation: L1
                secrets:
                  accessToken: {kind: file, name: bench-webhook-secret}
                  webhookSecrets: {kind: file, name: bench-webhook-secret}
                # Only the webhook is measured
                overlay:
                  - {target: $.inbound.orders_reconcile, do: remove}
                  - {target: $.outbound.availability, do: remove}
                """.formatted(Orders.SHOP));
        for (int sink = 1; sink <= 2; sink++) {
            Files.writeString(connections.resolve("bench-sink-" + sink + ".connection.yaml"), """
                    apiVersion: tillbridge/v1
                    kind: Connection
                    id: bench-sink-%d
                    connector: bench-sink
                    timezone: Europe/Berlin
                    startAt: "2026-01-01T00:00:00Z"
                    settings:
                      baseUrl: http://127.0.0.1:%d
                    """.formatted(
                            sink, settings.port() + sink));
        }
        return layer;
    }

    /** Topology without posting: what is accepted stays in the journal. */
    static Path intakeRoutes(BenchSettings settings) throws IOException {
        Path routes = Files.createDirectories(settings.directory().resolve("intake-routes"));
        for (String name : new String[] {"hooks", "intake-errors", "webhook-in", "poll-http", "push-http", "fetch"}) {
            String file = name + ".camel.yaml";
            try (var in = HubHome.class.getResourceAsStream("/home/routes/" + file)) {
                if (in != null) {
                    Files.write(routes.resolve(file), in.readAllBytes());
                }
            }
        }
        return routes;
    }
}
