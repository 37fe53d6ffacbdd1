package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.support.Eventually;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A system that no shipped connector resembles is connected by the files of {@code src/test/resources/toy} alone. */
class ToySystemIT {

    @TempDir
    private Path home;

    private ToyHub hub;
    private ToySystem toy;

    @BeforeEach
    void start() throws IOException {
        hub = new ToyHub(home);
        toy = hub.toy;
        hub.start();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void deliveriesOnLinkedPagesAndSignedTicketsBecomeStockThatItIsTold() {
        for (String sku : List.of("TOY-BEAR", "TOY-DUCK")) {
            assertThat(hub.api("PUT", "/api/items/" + sku, "{\"name\":\"Toy\"}").statusCode())
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
        assertThat(hub.sent(ToySystem.ticket(hub.url(), ticket, now, "another")).statusCode())
                .isEqualTo(401);
        assertThat(hub.sent(ToySystem.ticket(hub.url(), ticket, now - 3600, ToySystem.SECRET))
                        .statusCode())
                .isEqualTo(401);
        HttpResponse<String> accepted = hub.sent(ToySystem.ticket(hub.url(), ticket, now, ToySystem.SECRET));
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(200);
        told("TOY-BEAR", "4");

        String message = Json.read(accepted.body()).path("messageId").asText();
        JsonNode grand = hub.get("/api/messages/" + message + "/explain?path=totals.grand");
        assertThat(Json.read(grand.at("/cells/0/value").asText()).path("amount").asText())
                .isEqualTo("39.80");
        assertThat(hub.sent(ToySystem.ticket(hub.url(), ticket, now, ToySystem.SECRET))
                        .statusCode())
                .isEqualTo(200);
        Eventually.holds(
                () -> assertThat(hub.get("/api/messages?receiptKey=T-77").path("items"))
                        .extracting(one -> one.path("state").asText())
                        .containsExactlyInAnyOrder("posted", "skipped"));
        assertThat(hub.get("/api/stock/TOY-BEAR").at("/locations/0/onHand").asText())
                .isEqualTo("4");
    }

    private static String delivery(String id, String time, String goods) {
        return "{\"id\": \"%s\", \"shop\": \"ST1\", \"changed\": \"2026-06-15T%s:00Z\", \"goods\": %s}"
                .formatted(id, time, goods);
    }

    private void told(String sku, String pieces) {
        Eventually.holds(() -> assertThat(toy.told(sku)).isEqualTo(pieces));
    }
}
