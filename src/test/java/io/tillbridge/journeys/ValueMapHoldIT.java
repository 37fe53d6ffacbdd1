package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.platform.Sha256;
import io.tillbridge.support.Eventually;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** A tax that nobody foresaw: what names it waits in the hub, not at the source, and goes on when its row is added. */
class ValueMapHoldIT {

    private static final int SALES = 500;
    private static final int PAGES = 10;
    private static final String CONNECTOR = "config/connectors/toy/toy.connector.yaml";
    private static final String MAPPING = "mappings/toy/delivery/V001__deliveries.mapping.yaml";

    /** The toy's listing tells sales with a tax title. */
    private static final String TAXED = """
            apiVersion: tillbridge/v1
            kind: Mapping
            subject: toy.delivery
            version: 1
            from: toy/sale.1
            to: canonical/sale.v1
            lets:
              ccy: {from: currency, type: currency}
            rows:
              - {to: system, type: id, from: $connection.id}
              - {to: register, type: id, const: R1}
              - {to: receiptNumber, type: string, from: id}
              - {to: location, type: id, from: shop}
              - {to: soldAt, type: instant, from: changed}
              - {to: currency, type: currency, from: $ccy}
              - to: lines[]
                each: lines
                key: [no]
                rows:
                  - {to: id, type: id, from: no}
                  - {to: sku, type: string, from: code}
                  - {to: quantity, type: decimal, from: pieces, scale: 0}
                  - to: taxes[]
                    each: taxes
                    key: [title]
                    rows:
                      - {to: code, type: string, from: title, via: [valuemap(toy_taxes)]}
                      - {to: amount, type: money, from: amount}
            """;

    private static final String TAXES = """
            apiVersion: tillbridge/v1
            kind: ValueMap
            name: toy_taxes
            version: 1
            key: {columns: [source], normalize: [trim, upper]}
            unmapped: {do: hold}
            rows:
              - {source: MWST 19%, target: DE-STD, from: 2021-01-01}
            """;

    @TempDir
    private Path home;

    private ToyHub hub;
    private ToySystem toy;

    @BeforeEach
    void start() throws IOException {
        hub = new ToyHub(home);
        toy = hub.toy;
        hub.write(
                CONNECTOR,
                hub.read(CONNECTOR)
                        .replace("emits: stock.received", "emits: sale")
                        .replace("every: PT2S", "every: PT10M"));
        String before = Sha256.hex(hub.read(MAPPING));
        hub.write("mappings/mappings.lock", hub.read("mappings/mappings.lock").replace(before, Sha256.hex(TAXED)));
        hub.write(MAPPING, TAXED);
        FileSystemUtils.deleteRecursively(home.resolve("mappings/toy/delivery/samples")); // of the mapping before
        hub.write("mappings/valuemaps/toy_taxes.valuemap.yaml", TAXES);
        for (int page = 0; page < PAGES; page++) {
            toy.delivers(IntStream.range(page * SALES / PAGES, (page + 1) * SALES / PAGES)
                    .mapToObj(ValueMapHoldIT::sale)
                    .collect(Collectors.joining(",")));
        }
        hub.start();
        assertThat(hub.api("PUT", "/api/items/MOON-1", "{}").statusCode()).isEqualTo(201);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private static String sale(int number) {
        return """
                {"id": "M-%d", "shop": "ST1", "changed": "2026-06-15T07:00:00Z", "currency": "EUR", "lines": [
                  {"no": "1", "code": "MOON-1", "pieces": 1, "taxes": [{"title": " Moon tax", "amount": "0.19"}]}]}""".formatted(number);
    }

    @Test
    void fiveHundredSalesWaitForOneRowWithoutACallAndArePostedOnce() {
        Eventually.holds(() -> assertThat(waiting()).isEqualTo(SALES));
        int calls = toy.calls().size();
        assertThat(hub.api("POST", "/api/value-maps/toy_taxes/rows", row("MOON TAX", "2027-01-01"))
                        .body())
                .as("not yet on the day of the sales")
                .contains("\"version\":2");
        Awaitility.await()
                .during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(toy.calls()).hasSize(calls));
        Eventually.holds(() -> assertThat(waiting()).isEqualTo(SALES));

        Instant added = Instant.now();
        HttpResponse<String> answer = hub.api(
                "POST", "/api/value-maps/toy_taxes/rows", row("MOON TAX", null).replace(": 1", ": 2"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Json.read(answer.body()).path("releasedMessages").asInt()).isEqualTo(SALES);
        Eventually.holds(() -> assertThat(
                        hub.get("/api/stock/MOON-1").at("/locations/0/onHand").asText())
                .isEqualTo("-" + SALES));
        assertThat(Duration.between(added, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertThat(waiting()).isZero();
        assertThat(toy.calls().stream().filter(call -> call.method().equals("GET")))
                .as("calls to the source")
                .hasSize(calls);
        JsonNode one = hub.get("/api/messages?state=posted&limit=1").at("/items/0");
        JsonNode story = hub.get("/api/messages/" + one.path("id").asText());
        assertThat(story.at("/translatedBy/valueMaps/toy_taxes").asInt()).isEqualTo(3);
        assertThat(story.at("/translatedBy/activation/why").asText()).isNotEmpty();
        assertThat(story.findValuesAsText("outcome")).endsWith("released", "posted");
    }

    private static String row(String source, @Nullable String from) {
        String since = from == null ? "" : ", \"from\": \"" + from + "\"";
        return "{\"version\": 1, \"why\": \"a shop on the moon\", \"rows\": [{\"source\": \"" + source
                + "\", \"target\": \"MOON\"" + since + (from == null ? ", \"to\": \"2027-01-01\"" : "") + "}]}";
    }

    private int waiting() {
        int count = 0;
        String after = "";
        do {
            JsonNode page = hub.get("/api/messages?state=held&limit=200" + after);
            for (JsonNode one : page.path("items")) {
                count += one.at("/hold/key").asText().equals("valuemap:toy_taxes/MOON TAX") ? 1 : 0;
            }
            after = page.hasNonNull("next") ? "&after=" + page.path("next").asText() : "";
        } while (!after.isEmpty());
        return count;
    }
}
