package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.HubProcess;
import io.tillbridge.support.WrittenFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A system that no shipped connector resembles is connected by the files of {@code src/test/resources/toy} alone. */
class ToySystemIT {

    private static final Path TOY = Path.of("src/test/resources/toy");

    @TempDir
    private Path home;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ToySystem toy = new ToySystem();
    private HubProcess hub = HubProcess.on(Path.of("unused"));

    @BeforeEach
    void start() throws IOException {
        try (Stream<Path> files = Files.walk(TOY)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                WrittenFile.write(home.resolve(TOY.relativize(file).toString()), Files.readString(file));
            }
        }
        toy.connection().forEach((name, text) -> WrittenFile.write(home.resolve(name), text));
        hub.close();
        hub = HubProcess.on(
                        home.resolve("data"),
                        "--home",
                        home.toString(),
                        "--tillbridge.secrets.directory=" + home.resolve("secrets"),
                        "--tillbridge.posting.release-every=1s",
                        "--tillbridge.partners.private-addresses=127.0.0.1,::1")
                .start();
    }

    @AfterEach
    void stop() {
        hub.close();
        toy.close();
    }

    @Test
    void deliveriesOnLinkedPagesAndSignedTicketsBecomeStockThatItIsTold() {
        for (String sku : List.of("TOY-BEAR", "TOY-DUCK")) {
            assertThat(api("PUT", "/api/items/" + sku, "{\"name\":\"Toy\"}").statusCode())
                    .isIn(200, 201);
        }

        toy.delivers(delivery("D-1", "07:00", "{\"code\": \"toy-bear\", \"pieces\": 5}"));
        toy.delivers(delivery(
                "D-2", "07:30", "[{\"code\": \"toy-bear\", \"pieces\": 1}, {\"code\": \"toy-duck\", \"pieces\": 12}]"));
        toy.delivers(delivery("D-3", "08:00", "[{\"code\": \"toy-duck\", \"pieces\": 3}]"));
        told("TOY-BEAR", "6");
        told("TOY-DUCK", "15");
        assertThat(toy.calls()).extracting(call -> call.uri()).contains("/deliveries?page=1", "/deliveries?page=2");

        String ticket = """
                <?xml version="1.0"?>
                <Ticket number="T-77" till="1" shop="ST1" sold="%s" currency="EUR">
                  <Line pos="1"><Code>toy-bear</Code><Pieces>2</Pieces><Cents>1990</Cents></Line>
                  <Paid how="coins">3980</Paid>
                </Ticket>""".formatted(Instant.now());
        long now = Instant.now().getEpochSecond();
        assertThat(sent(ToySystem.ticket(hub.url(), ticket, now, "another")).statusCode())
                .isEqualTo(401);
        assertThat(sent(ToySystem.ticket(hub.url(), ticket, now - 3600, ToySystem.SECRET))
                        .statusCode())
                .isEqualTo(401);
        HttpResponse<String> accepted = sent(ToySystem.ticket(hub.url(), ticket, now, ToySystem.SECRET));
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(200);
        told("TOY-BEAR", "4");

        String message = Json.read(accepted.body()).path("messageId").asText();
        JsonNode grand = get("/api/messages/" + message + "/explain?path=totals.grand");
        assertThat(Json.read(grand.at("/cells/0/value").asText()).path("amount").asText())
                .isEqualTo("39.80");
        assertThat(sent(ToySystem.ticket(hub.url(), ticket, now, ToySystem.SECRET))
                        .statusCode())
                .isEqualTo(200);
        Eventually.holds(() -> assertThat(get("/api/messages?receiptKey=T-77").path("items"))
                .extracting(one -> one.path("state").asText())
                .containsExactlyInAnyOrder("posted", "skipped"));
        assertThat(get("/api/stock/TOY-BEAR").at("/locations/0/onHand").asText())
                .isEqualTo("4");
    }

    private static String delivery(String id, String time, String goods) {
        return "{\"id\": \"%s\", \"shop\": \"ST1\", \"changed\": \"2026-06-15T%s:00Z\", \"goods\": %s}"
                .formatted(id, time, goods);
    }

    private void told(String sku, String pieces) {
        Eventually.holds(() -> assertThat(toy.told(sku)).isEqualTo(pieces));
    }

    private JsonNode get(String path) {
        return Json.read(api("GET", path, "").body());
    }

    private HttpResponse<String> api(String method, String path, String body) {
        try {
            String token =
                    Files.readString(hub.data().resolve("secrets/api-token")).strip();
            return sent(HttpRequest.newBuilder(URI.create(hub.url() + path))
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json"));
        } catch (IOException e) {
            throw new AssertionError("the hub has no token", e);
        }
    }

    private HttpResponse<String> sent(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("the hub did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
