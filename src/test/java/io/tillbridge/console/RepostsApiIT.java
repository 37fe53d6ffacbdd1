package io.tillbridge.console;

import static io.tillbridge.canonical.EventType.SALE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.posting.Events;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RepostsApiIT {

    private static final ConsoleBed BED = new ConsoleBed();

    @AfterAll
    static void close() {
        BED.close();
    }

    @Test
    void aPreviewIsFrozenAndConfirmedByItsHash() {
        UUID sale = BED.posting.post(SALE, Events.sale("0001", "TEE", "2")).get(0);
        ConsoleBed.Answer preview = BED.post(
                "/api/reposts",
                "{\"subject\":\"shop.thing\",\"version\":2,\"messages\":[\"" + sale + "\"],\"why\":\"test\"}");

        assertThat(preview.status()).isEqualTo(201);
        assertThat(preview.json().path("state").asText()).isEqualTo("previewed");
        assertThat(preview.json().path("refusals").path(0).path("code").asText())
                .isEqualTo("another_mapping");
        assertThat(preview.json().path("change").path("balances").size()).isZero();
        String path = "/api/reposts/" + preview.json().path("id").asText();
        String hash = preview.json().path("hash").asText();
        assertThat(BED.post(path + "/confirm", "{\"hash\":\"other\"}").problem())
                .isEqualTo("409 repost_hash");
        assertThat(BED.post(path + "/confirm", "{\"hash\":\"" + hash + "\"}").problem())
                .isEqualTo("409 nothing_to_repost");
        assertThat(BED.get(path).json().path("refused").asInt()).isEqualTo(1);
        assertThat(BED.get(path + "/refusals").json().path("items").size()).isEqualTo(1);
    }

    @Test
    void whatCannotBeAskedIsAProblem() {
        String set = "\"messages\":[\"" + UUID.randomUUID() + "\"]";
        assertThat(BED.post("/api/reposts", "{\"subject\":\"shop.thing\",\"version\":9," + set + ",\"why\":\"x\"}")
                        .problem())
                .isEqualTo("404 mapping_version_unknown");
        assertThat(BED.post("/api/reposts", "{\"subject\":\"shop.thing\",\"version\":2," + set + "}")
                        .problem())
                .isEqualTo("400 invalid_why");
        assertThat(BED.post("/api/reposts", "{\"subject\":\"shop.thing\",\"version\":2,\"why\":\"x\"}")
                        .problem())
                .isEqualTo("400 invalid_set");
        assertThat(BED.get("/api/reposts/" + UUID.randomUUID()).problem()).isEqualTo("404 repost_unknown");
    }

    @Test
    void aVersionIsATableInTheFormThatIsAskedFor() {
        ConsoleBed.Answer page = BED.send(BED.request("/api/mappings/shop.thing/versions/2/table")
                .header("Accept", "text/html")
                .GET());

        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.response().body()).contains("<h1>shop.thing V2</h1>");
        assertThat(BED.get("/api/mappings/shop.thing/versions/2/table")
                        .response()
                        .body())
                .startsWith("# shop.thing V2\n");
        assertThat(BED.get("/api/mappings/shop.thing/versions/7/table").problem())
                .isEqualTo("404 mapping_version_unknown");
        assertThat(BED.get("/api/mappings/shop.thing")
                        .json()
                        .path("review")
                        .path("overdue")
                        .asBoolean())
                .isFalse();
    }
}
