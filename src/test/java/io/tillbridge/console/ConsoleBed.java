package io.tillbridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillbridge.posting.PostingBed;
import io.tillbridge.support.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.impl.DefaultCamelContext;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The API on a free port over a database of its own: the shipped web settings, the console and the token filter, posting
 * beside them, and nothing else of the hub.
 */
final class ConsoleBed implements AutoCloseable {

    static final String TOKEN = "test-token";

    /** Two versions each of an outbound and of an inbound mapping, and value maps. */
    static final Map<String, String> MAPPINGS = ConsoleMappings.ALL;

    private static final ObjectMapper JSON = new ObjectMapper();

    final PostingBed posting;
    final ManualClock clock = new ManualClock(PostingBed.NOW);
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();
    final String url;

    ConsoleBed() {
        this(new PostingBed("TEE", "MUG", "KEPT"));
    }

    /** The API of a hub with these books. */
    ConsoleBed(PostingBed posting) {
        this.posting = posting;
        camel.start();
        context = new SpringApplicationBuilder(ConsoleHub.class)
                .initializers(application -> {
                    application.getBeanFactory().registerSingleton("dataSource", posting.database);
                    application.getBeanFactory().registerSingleton("clock", clock);
                    application.getBeanFactory().registerSingleton("postingBed", posting);
                    application.getBeanFactory().registerSingleton("connectionPlans", posting.plans);
                    application.getBeanFactory().registerSingleton("camel", camel);
                })
                .run("--server.port=0", "--tillbridge.api.token=" + TOKEN);
        url = "http://localhost:"
                + ((ServletWebServerApplicationContext) context).getWebServer().getPort();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** An answer: status, headers and body. */
    record Answer(int status, HttpResponse<String> response) {

        JsonNode json() {
            return ConsoleBed.json(response.body());
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** Status and code of a problem, which must be one. */
        String problem() {
            if (!header("Content-Type").equals("application/problem+json")
                    || json().path("status").asInt() != status
                    || !json().path("type")
                            .asText()
                            .equals("https://tillbridge.io/problems/"
                                    + json().path("code").asText())) {
                return "no problem document: " + status + " " + header("Content-Type") + " " + response.body();
            }
            return status + " " + json().path("code").asText();
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer put(String path, String body) {
        return send(request(path).PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    /** A POST under a key of its own. */
    Answer post(String path, String body) {
        return post(path, body, "\"" + UUID.randomUUID() + "\"");
    }

    Answer post(String path, String body, String key) {
        return send(request(path)
                .header("Idempotency-Key", key)
                .header("Tillbridge-Actor", "ana")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json");
    }

    HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(URI.create(url + path));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Everything the server answers to a request line that no client library would send. */
    String line(String line) {
        URI hub = URI.create(url);
        try (Socket socket = new Socket(hub.getHost(), hub.getPort())) {
            socket.getOutputStream()
                    .write((line + "\r\nHost: hub\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does something while PostgreSQL has no room for audit entries. */
    void withoutRoomForAudit(Runnable action) {
        posting.sql.sql("""
                create function audit_is_full() returns trigger language plpgsql as
                    'begin raise exception ''no room'' using errcode = ''53100''; end';
                create trigger audit_is_full before insert on audit_entry
                    for each statement execute function audit_is_full();
                """).update();
        try {
            action.run();
        } finally {
            posting.sql.sql("drop function audit_is_full cascade").update();
        }
    }

    @Override
    public void close() {
        context.close();
        camel.stop();
    }
}
