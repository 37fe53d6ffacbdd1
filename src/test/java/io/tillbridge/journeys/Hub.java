package io.tillbridge.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.platform.DatabaseAccess;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.HubProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A running hub with the retailer's systems around it, spoken to as they would: over HTTP, signed. */
final class Hub implements AutoCloseable {

    final Systems systems;
    final HubProcess process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Supplier<DatabaseAccess> database;

    private Hub(Systems systems, HubProcess process, Supplier<DatabaseAccess> database) {
        this.systems = systems;
        this.process = process;
        this.database = database;
    }

    /**
     * A hub on a directory, not started.
     *
     * @param database of the hub, asked for when the hub runs
     * @param further options of {@code serve}
     */
    static Hub on(Path directory, Supplier<DatabaseAccess> database, List<String> further) {
        Path root = directory.toAbsolutePath();
        List<String> options = new ArrayList<>(List.of(
                "--home",
                root.toString(),
                "--tillbridge.layers=" + root.resolve("layer"),
                "--tillbridge.secrets.directory=" + root.resolve("partner-secrets"),
                "--tillbridge.posting.release-every=1s",
                "--tillbridge.mappings.own-review=true",
                "--tillbridge.partners.private-addresses=127.0.0.1,::1"));
        options.addAll(further);
        // They take their ports before a free one is chosen for the hub
        Systems systems = new Systems();
        Hub hub = new Hub(systems, HubProcess.on(root.resolve("data"), options.toArray(String[]::new)), database);
        Home.write(root, hub.url(), systems);
        return hub;
    }

    Hub start() {
        process.start();
        return this;
    }

    String url() {
        return process.url();
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("the hub did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Sends an order webhook of the shop and answers the message id. */
    UUID shopOrder(String deliveryId, String body) {
        return accepted(send(Signed.shop(url(), "orders", deliveryId, body.getBytes(StandardCharsets.UTF_8))));
    }

    /** Sends a thin event of the register and answers the message id. */
    UUID registerEvent(String body) {
        return accepted(send(Signed.register(url(), "till", body)));
    }

    /** Sends a thin event of the second register and answers the message id. */
    UUID kioskEvent(String body) {
        return accepted(send(Signed.register(url(), "kiosk", body)));
    }

    /** The message id of a webhook that was acknowledged. */
    static UUID accepted(HttpResponse<String> answer) {
        Assertions.assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return UUID.fromString(Json.read(answer.body()).path("messageId").asText());
    }

    /** An item that exists, known to register and shop under ids of their own, received into stock at ST1. */
    void stocked(String sku, String catalogObject, String inventoryItem, String quantity) {
        item(sku);
        reference("till", "square.variation", catalogObject, sku);
        reference("till", "square.location", "L6KAXMZ50WFKS", "ST1");
        reference("shop", "shopify.inventory_item", inventoryItem, sku);
        reference("shop", "shopify.location", "655441491", "ST1");
        String id = "R" + Payloads.fresh();
        UUID message = accepted(send(Signed.warehouse(url(), id, Payloads.receipt(id, "ST1", sku, quantity))));
        eventually(message, "posted");
    }

    /** Adds an item through the API; what waited for it is released. */
    void item(String sku) {
        ok(api("PUT", "/api/items/" + sku, "{\"name\":\"Journey\"}"));
    }

    /** Links a system's own id through the API; what waited for it is released. */
    void reference(String connection, String kind, String remote, String local) {
        ok(api(
                "PUT",
                "/api/cross-references/" + connection + "/" + kind + "/" + remote,
                "{\"localId\":\"" + local + "\"}"));
    }

    private static void ok(HttpResponse<String> answer) {
        Assertions.assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    }

    /** Calls the API with the hub's token. */
    HttpResponse<String> api(String method, String path, String body) {
        try {
            String token = Files.readString(process.data().resolve("secrets/api-token"))
                    .strip();
            return send(HttpRequest.newBuilder(URI.create(url() + path))
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", UUID.randomUUID().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException("the hub has made no token yet", e);
        }
    }

    /** Waits until a message is in a state. */
    void eventually(UUID message, String state) {
        Eventually.holds(() -> Assertions.assertThat(state(message)).isEqualTo(state));
    }

    /** A message's state and, where there is one, its reason: {@code skipped repeat}; empty before it is recorded. */
    String state(UUID message) {
        return text(
                "select state || coalesce(' ' || nullif(reason, ''), '') from message where message_id = ?", message);
    }

    /** The first cell of a query as text, empty when there is no row. */
    String text(String query, Object... parameters) {
        return sql()
                .sql(query)
                .params(parameters)
                .query((row, number) -> String.valueOf(row.getString(1)))
                .list()
                .stream()
                .findFirst()
                .orElse("");
    }

    long count(String query, Object... parameters) {
        return sql().sql(query).params(parameters).query(Long.class).single();
    }

    JdbcClient sql() {
        DatabaseAccess access = database.get();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(access.url());
        source.setUser(access.user());
        source.setPassword(access.password());
        return JdbcClient.create(source);
    }

    /** Gets from the API and reads the JSON. */
    JsonNode get(String path) {
        HttpResponse<String> answer = api("GET", path, "");
        ok(answer);
        return Json.read(answer.body());
    }

    @Override
    public void close() {
        process.close();
        systems.close();
    }
}
