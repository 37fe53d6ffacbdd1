package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillbridge.TillbridgeApplication;
import io.tillbridge.security.ApiToken;
import io.tillbridge.support.FreePort;
import io.tillbridge.support.WrittenFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A whole hub in this JVM, so that what its context holds can be counted, with the retailer's systems around it. */
final class ReloadingHub implements AutoCloseable {

    final Systems systems = new Systems();
    final String url;
    private final Path root;
    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * Starts it.
     *
     * @param every how often it looks at its files
     */
    ReloadingHub(Path root, String every) throws IOException {
        this.root = root;
        int port = FreePort.next();
        this.url = "http://localhost:" + port;
        Home.write(root, url, systems);
        this.context = new SpringApplicationBuilder(TillbridgeApplication.class)
                .run(
                        "--tillbridge.data=" + root.resolve("data"),
                        "--tillbridge.home=" + root,
                        "--tillbridge.layers=" + root.resolve("layer"),
                        "--tillbridge.port=" + port,
                        "--tillbridge.minimum-free=1MB",
                        "--tillbridge.partners.private-addresses=127.0.0.1,::1",
                        "--tillbridge.secrets.directory=" + root.resolve("partner-secrets"),
                        "--tillbridge.posting.release-every=1s",
                        "--tillbridge.mappings.own-review=true",
                        "--tillbridge.reload.every=" + every);
    }

    Path file(String name) {
        return root.resolve("layer").resolve(name);
    }

    Path connection(String id) {
        return file("config/connections/" + id + ".connection.yaml");
    }

    String text(Path file) throws IOException {
        return Files.readString(file);
    }

    void write(Path file, String text) {
        WrittenFile.write(file, text);
    }

    JsonNode reload() {
        return json(api("POST", "/api/reload", "{}"));
    }

    JsonNode get(String path) {
        return json(api("GET", path, ""));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
        return Json.read(answer.body());
    }

    HttpResponse<String> api(String method, String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(url + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header(
                        "Authorization",
                        "Bearer " + bean(ApiToken.class).value().reveal())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString()));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("the hub did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Sends a receipt of goods; the answer's status. */
    int receipt(String id, String sku, String quantity) {
        return send(Signed.warehouse(url, id, Payloads.receipt(id, "ST1", sku, quantity)))
                .statusCode();
    }

    void item(String sku) {
        assertThat(api("PUT", "/api/items/" + sku, "{\"name\":\"Reload\"}").statusCode())
                .isIn(200, 201);
    }

    long count(String query, Object... parameters) {
        return bean(JdbcClient.class)
                .sql(query)
                .params(parameters)
                .query(Long.class)
                .single();
    }

    String text(String query, Object... parameters) {
        return bean(JdbcClient.class)
                .sql(query)
                .params(parameters)
                .query(String.class)
                .optional()
                .orElse("");
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** What a reload could leave behind, by kind. */
    Map<String, Integer> held() {
        CamelContext camel = bean(CamelContext.class);
        Map<String, Integer> held = new TreeMap<>();
        held.put("routes", camel.getRoutes().size());
        held.put(
                "route definitions",
                ((ModelCamelContext) camel).getRouteDefinitions().size());
        held.put("endpoints", camel.getEndpointRegistry().size());
        return held;
    }

    int meters() {
        return bean(MeterRegistry.class).getMeters().size();
    }

    /** Live threads by name, digits left off. */
    static Map<String, Long> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .collect(Collectors.groupingBy(
                        thread -> thread.getName().replaceAll("[0-9]+", ""), TreeMap::new, Collectors.counting()));
    }

    @Override
    public void close() {
        context.close();
        systems.close();
    }
}
