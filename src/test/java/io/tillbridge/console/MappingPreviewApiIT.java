package io.tillbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MappingPreviewApiIT {

    private static final ConsoleBed BED = new ConsoleBed();
    private static final UUID MESSAGE = UUID.fromString("0198c7d2-6a10-7cc3-98c4-dc0c0c070001");

    @AfterAll
    static void close() {
        BED.close();
    }

    @Test
    void aPreviewShowsTheCellsThatDifferAndTheRowsThatWroteThem() {
        recorded(MESSAGE, "{}");

        JsonNode preview = BED.get("/api/mappings/shop.event/versions/2/preview?message=" + MESSAGE)
                .json();

        assertThat(preview.at("/before/version").asInt()).isEqualTo(1);
        assertThat(preview.at("/after/outcome").asText()).isEqualTo("translated");
        assertThat(preview.at("/after/result/name").asText()).isEqualTo("TEE");
        assertThat(preview.path("cells")).hasSize(1);
        JsonNode cell = preview.at("/cells/0");
        assertThat(cell.path("path").asText()
                        + cell.path("before").asText()
                        + cell.path("after").asText())
                .isEqualTo("name\"tee\"\"TEE\"");
        assertThat(cell.at("/beforeBy/functions")).isEmpty();
        assertThat(cell.at("/afterBy/functions/0").asText()).isEqualTo("upper");
        assertThat(cell.at("/afterBy/pointer").asText()).isEqualTo("/event/name");
    }

    @Test
    void aCellSaysItsRowItsSourceAndTheValueMapRowThatAnswered() {
        UUID message = UUID.fromString("0198c7d2-6a10-7cc3-98c4-dc0c0c070002");
        recorded(message, "{}");

        JsonNode why =
                BED.get("/api/messages/" + message + "/why?path=ext.shop.kind").json();

        assertThat(why.path("value").asText()).isEqualTo("\"clothing\"");
        assertThat(why.path("row").asText()).isEqualTo("ext.shop.kind");
        assertThat(why.path("pointer").asText()).isEqualTo("/event/kind");
        assertThat(why.path("raw").asText()).isEqualTo("\" wear \"");
        assertThat(why.at("/valueMaps/0/map").asText()).isEqualTo("shop_kinds");
        assertThat(why.at("/valueMaps/0/version").asInt()).isEqualTo(4);
        assertThat(why.at("/valueMaps/0/asked").asText()).isEqualTo("WEAR");
        assertThat(why.at("/valueMaps/0/row/target").asText()).isEqualTo("clothing");
        assertThat(why.at("/mapping/version").asInt()).isEqualTo(1);
        assertThat(BED.get("/api/messages/" + message + "/why?path=nope").problem())
                .isEqualTo("404 cell_unknown");
    }

    @Test
    void anElementThatWasCutFromADocumentStillKnowsThatDocumentsKey() {
        UUID message = UUID.fromString("0198c7d2-6a10-7cc3-98c4-dc0c0c070003");
        recorded(message, "{\"tillbridge.parent-key\":\"P-1\"}");

        assertThat(BED.get("/api/messages/" + message + "/explain")
                        .json()
                        .at("/result/ext/shop/parent")
                        .asText())
                .isEqualTo("P-1");
    }

    @Test
    void whatCannotBeShownIsRefused() {
        UUID message = UUID.fromString("0198c7d2-6a10-7cc3-98c4-dc0c0c070004");
        recorded(message, "{}");

        assertThat(BED.get("/api/mappings/shop.thing/versions/2/preview?message=" + message)
                        .problem())
                .isEqualTo("409 other_mapping");
        assertThat(BED.get("/api/mappings/shop.event/versions/7/preview?message=" + message)
                        .problem())
                .isEqualTo("404 mapping_version_unknown");
        assertThat(BED.get("/api/mappings/shop.event/versions/2/preview?message=" + UUID.randomUUID())
                        .problem())
                .isEqualTo("404 message_unknown");
    }

    @Test
    void whatWasTranslatedByARowThatWasCorrectedSinceIsToldByTheRowOfThen() {
        UUID message = UUID.fromString("0198c7d2-6a10-7cc3-98c4-dc0c0c070005");
        recorded(message, "{}");
        assertThat(BED.post(
                                "/api/value-maps/shop_kinds/rows",
                                "{\"version\": 4, \"why\": \"wrong\", \"rows\": [{\"source\": \"WEAR\", \"target\": \"apparel\"}]}")
                        .status())
                .isEqualTo(200);

        String one = "/api/messages/" + message;
        JsonNode why = BED.get(one + "/why?path=ext.shop.kind").json();
        assertThat(why.path("value").asText()).isEqualTo("\"clothing\"");
        assertThat(why.at("/valueMaps/0/version").asInt()).isEqualTo(4);
        assertThat(why.at("/valueMaps/0/row/target").asText()).isEqualTo("clothing");
        assertThat(BED.get(one + "/explain").json().at("/result/ext/shop/kind").asText())
                .isEqualTo("clothing");
        JsonNode preview = BED.get("/api/mappings/shop.event/versions/1/preview?message=" + message)
                .json();
        assertThat(preview.at("/before/result/ext/shop/kind").asText()).isEqualTo("clothing");
        assertThat(preview.at("/after/result/ext/shop/kind").asText()).isEqualTo("apparel");
        assertThat(preview.at("/cells/0/path").asText()).isEqualTo("ext.shop.kind");
        assertThat(BED.post(
                                "/api/value-maps/shop_kinds/rollbacks",
                                "{\"to\": 4, \"version\": 5, \"why\": \"for the other tests\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whatOfThenIsNotOnRecordIsSaidAndNotToldByTheRowsOfToday() {
        UUID message = UUID.fromString("0198c7d2-6a10-7cc3-98c4-dc0c0c070006");
        recorded(message, "{}");
        BED.posting
                .sql
                .sql("update message set mapping_set = null where message_id = ?")
                .param(message)
                .update();

        assertThat(BED.get("/api/messages/" + message + "/why?path=name").problem())
                .isEqualTo("409 mapping_set_unknown");
        assertThat(BED.get("/api/messages/" + message).status())
                .as("the message itself is shown")
                .isEqualTo(200);
    }

    @Test
    void aConstantSaysThatItIsOne() {
        UUID message = UUID.fromString("0198c7d2-6a10-7cc3-98c4-dc0c0c070007");
        recorded(message, "{}");

        JsonNode why = BED.get("/api/messages/" + message + "/why?path=ext.shop.origin")
                .json();

        assertThat(why.path("source").asText() + " " + why.path("raw").asText()).isEqualTo("const \"web\"");
        assertThat(why.hasNonNull("pointer")).isFalse();
        assertThat(BED.get("/api/messages/" + message + "/why?path=name")
                        .json()
                        .path("source")
                        .asText())
                .isEqualTo("from");
    }

    private static void recorded(UUID message, String headers) {
        String sha = BED.get("/api/mappings/shop.event")
                .json()
                .at("/versions/0/sha256")
                .asText();
        BED.posting
                .sql
                .sql(
                        "insert into message (message_id, connection, flow, state, received_at, mapping, mapping_version,"
                                + " mapping_sha256, generation, event_type, business_key, mapping_set)"
                                + " values (?, 'shop', 'item.upserted', 'posted', now(), 'shop.event', 1, ?, 1, 'item.upserted', 'K', 1)")
                .params(message, sha)
                .update();
        String body = "{\"key\":\"7\",\"event\":{\"sku\":\"TEE\",\"name\":\"tee\",\"kind\":\" wear \","
                + "\"revision\":\"2026-01-01T00:00:00Z\"}}";
        BED.posting
                .sql
                .sql("insert into message_raw (message_id, headers, body) values (?, ?, ?)")
                .params(message, headers, body.getBytes(StandardCharsets.UTF_8))
                .update();
    }
}
