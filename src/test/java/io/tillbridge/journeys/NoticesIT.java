package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.FakeDestination;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A system that writes to customers, connected by files of a home alone, learns over HTTP whose promise was broken. */
class NoticesIT {

    private static final String CONNECTOR = """
            apiVersion: tillbridge/v1
            kind: Connector
            name: letters
            version: 1.0.0
            spec:
              baseUrl: {type: url, help: 'The system that writes to customers'}
            clients:
              api: {kind: http, baseUrl: $(settings.baseUrl), auth: {kind: none}}
            outbound:
              notices:
                accepts: notice
                mapping: kafka.notice
                key: {fields: [id]}
                request: {post: /letters, json: $(mapped)}
                idempotency: {header: X-Once, key: {uuid5: [connection.id, canonical.id]}}
            """;

    /** The same for staff: another system, which says so. */
    private static final String PAGER = CONNECTOR
            .replace("name: letters", "name: pager")
            .replace("accepts: notice", "accepts: notice\n    audience: [staff]");

    @TempDir
    private Path home;

    private final FakeDestination letters = new FakeDestination();
    private final FakeDestination pages = new FakeDestination();
    private ToyHub hub;

    @BeforeEach
    void start() throws Exception {
        letters.always(call -> FakeDestination.answer(200, "{}"));
        pages.always(call -> FakeDestination.answer(200, "{}"));
        hub = new ToyHub(home);
        hub.write("config/connectors/letters/letters.connector.yaml", CONNECTOR);
        hub.write("config/connections/letters.connection.yaml", """
                apiVersion: tillbridge/v1
                kind: Connection
                id: letters
                connector: letters
                timezone: UTC
                settings: {baseUrl: "%s"}
                """.formatted(letters.url()));
        hub.write("config/connectors/pager/pager.connector.yaml", PAGER);
        hub.write("config/connections/pager.connection.yaml", """
                apiVersion: tillbridge/v1
                kind: Connection
                id: pager
                connector: pager
                timezone: UTC
                settings: {baseUrl: "%s"}
                """.formatted(pages.url()));
        hub.start();
    }

    @AfterEach
    void stop() {
        hub.close();
        letters.close();
        pages.close();
    }

    @Test
    void whoLosesAgainstARegisterIsWrittenTo() {
        assertThat(hub.api("PUT", "/api/items/TOY-BEAR", "{\"name\":\"Bear\"}").statusCode())
                .isIn(200, 201);
        hub.toy.delivers("{\"id\": \"D-1\", \"shop\": \"ST1\", \"changed\": \"2026-06-15T07:00:00Z\","
                + " \"goods\": {\"code\": \"toy-bear\", \"pieces\": 1}}");
        Eventually.holds(() -> assertThat(hub.toy.told("TOY-BEAR")).isEqualTo("1"));
        String held = hub.api("POST", "/api/reservations", """
                        {"connection": "toy-main", "reference": "cart-7", "fulfilment": "pickup",
                         "lines": [{"line": "1", "sku": "TOY-BEAR", "quantity": "1", "location": "ST1"}]}""").body();
        assertThat(Json.read(held).at("/lines/0/state").asText()).as(held).isEqualTo("held");

        assertThat(hub.sent(ToySystem.ticket(
                                hub.url(),
                                """
                <?xml version="1.0"?>
                <Ticket number="T-1" till="1" shop="ST1" sold="%s" currency="EUR">
                  <Line pos="1"><Code>toy-bear</Code><Pieces>1</Pieces><Cents>1990</Cents></Line>
                  <Paid how="coins">1990</Paid>
                </Ticket>""".formatted(Instant.now()),
                                Instant.now().getEpochSecond(),
                                ToySystem.SECRET))
                        .statusCode())
                .isEqualTo(200);

        Eventually.holds(() -> assertThat(letters.calls()).hasSize(1));
        JsonNode told = Json.read(letters.calls().get(0).body());
        assertThat(told.path("kind").asText()).isEqualTo("promise_broken");
        assertThat(told.path("audience").asText()).isEqualTo("customer");
        assertThat(told.path("orderId").asText()).isEqualTo("cart-7");
        assertThat(told.path("location").asText()).isEqualTo("ST1");
        Eventually.holds(() -> assertThat(pages.calls()).hasSize(1));
        JsonNode staff = Json.read(pages.calls().get(0).body());
        assertThat(staff.path("kind").asText() + " " + staff.path("audience").asText() + " "
                        + staff.path("owner").asText())
                .isEqualTo("promise_broken staff customer_service");
        assertThat(letters.calls())
                .as("what staff are told is not for customers")
                .hasSize(1);
        assertThat(hub.get("/api/tasks?kind=promise_at_risk")
                        .at("/items/0/detail/reference")
                        .asText())
                .isEqualTo("cart-7");
        String id = Json.read(held).path("id").asText();
        JsonNode line = hub.get("/api/reservations/" + id).at("/lines/0");
        assertThat(line.path("state").asText()).isEqualTo("promise_at_risk");
        assertThat(line.at("/atRisk/rule").asText()).isEqualTo("no_other");
        assertThat(line.at("/atRisk/reason").asText()).isEqualTo("sale");
    }

    @Test
    void whoFetchesHisGoodsIsWrittenToWhenTheyAreReady() {
        assertThat(hub.api("PUT", "/api/items/TOY-DUCK", "{\"name\":\"Duck\"}").statusCode())
                .isIn(200, 201);
        hub.toy.delivers("{\"id\": \"D-2\", \"shop\": \"ST1\", \"changed\": \"2026-06-15T07:00:00Z\","
                + " \"goods\": {\"code\": \"toy-duck\", \"pieces\": 1}}");
        Eventually.holds(() -> assertThat(hub.toy.told("TOY-DUCK")).isEqualTo("1"));
        String held = hub.api("POST", "/api/reservations", """
                        {"connection": "toy-main", "reference": "cart-8", "fulfilment": "pickup",
                         "lines": [{"line": "1", "sku": "TOY-DUCK", "quantity": "1", "location": "ST1"}]}""").body();
        String steps = "/api/reservations/" + Json.read(held).path("id").asText();
        for (String step : List.of("confirm", "allocate", "pick")) {
            assertThat(hub.api("POST", steps + "/" + step, "{}").statusCode())
                    .as(step)
                    .isEqualTo(200);
        }

        Eventually.holds(() -> assertThat(letters.calls()).hasSize(1));
        JsonNode told = Json.read(letters.calls().get(0).body());
        assertThat(told.path("kind").asText()).isEqualTo("pickup_ready");
        assertThat(told.path("orderId").asText()).isEqualTo("cart-8");
        assertThat(told.path("location").asText()).isEqualTo("ST1");
    }
}
