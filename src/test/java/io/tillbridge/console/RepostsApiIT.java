package io.tillbridge.console;

import static io.tillbridge.canonical.EventType.SALE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.cli.CommandRun;
import io.tillbridge.posting.Events;
import io.tillbridge.posting.RepostBed;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RepostsApiIT {

    private static final ConsoleBed BED = new ConsoleBed();

    @AfterAll
    static void close() {
        BED.close();
    }

    private static ConsoleBed.Answer ask(UUID message) {
        return BED.post(
                "/api/reposts",
                "{\"subject\":\"shop.thing\",\"version\":2,\"messages\":[\"" + message + "\"],\"why\":\"test\"}");
    }

    private static UUID sale(String number) {
        return BED.posting.post(SALE, Events.sale(number, "TEE", "2")).get(0);
    }

    private static void look() {
        BED.bean(RepostBed.class).look();
    }

    @Test
    void aPreviewIsWorkedAtInTheBackgroundFrozenAndConfirmedByItsHash() {
        ConsoleBed.Answer asked = ask(sale("0001"));

        assertThat(asked.status()).isEqualTo(202);
        String path = asked.header("Location");
        assertThat(path).isEqualTo("/api/reposts/" + asked.json().path("id").asText());
        assertThat(asked.json().path("state").asText()).isEqualTo("previewing");
        assertThat(asked.json().path("seen").asInt()).isZero();
        assertThat(asked.json().path("messages").asInt()).isEqualTo(1);
        assertThat(asked.json().hasNonNull("change")).isFalse();
        assertThat(BED.post(path + "/confirm", "{\"hash\":\"any\"}").problem()).isEqualTo("409 repost_previewing");
        look();
        ConsoleBed.Answer preview = BED.get(path);
        assertThat(preview.json().path("state").asText()).isEqualTo("previewed");
        assertThat(preview.json().path("seen").asInt()).isEqualTo(1);
        assertThat(preview.json().path("refusals").path(0).path("code").asText())
                .isEqualTo("another_mapping");
        assertThat(preview.json().path("change").path("balances").size()).isZero();
        String hash = preview.json().path("hash").asText();
        assertThat(BED.post(path + "/confirm", "{\"hash\":\"other\"}").problem())
                .isEqualTo("409 repost_hash");
        assertThat(BED.post(path + "/confirm", "{\"hash\":\"" + hash + "\"}").problem())
                .isEqualTo("409 nothing_to_repost");
        assertThat(BED.get(path).json().path("refused").asInt()).isEqualTo(1);
        assertThat(BED.get(path + "/refusals").json().path("items").size()).isEqualTo(1);
    }

    @Test
    void aPreviewIsCancelledAndStaysSo() {
        String path = ask(sale("0002")).header("Location");

        assertThat(BED.delete(path).json().path("state").asText()).isEqualTo("cancelled");

        look();
        assertThat(BED.get(path).json().path("state").asText()).isEqualTo("cancelled");
        assertThat(BED.post(path + "/confirm", "{\"hash\":\"any\"}").problem()).isEqualTo("409 repost_ended");
        assertThat(BED.delete("/api/reposts/" + UUID.randomUUID()).problem()).isEqualTo("404 repost_unknown");
        assertThat(BED.get("/api/reposts?limit=1")
                        .json()
                        .path("items")
                        .path(0)
                        .path("state")
                        .asText())
                .isEqualTo("cancelled");
    }

    private static CommandRun command(String... words) {
        List<String> all = new ArrayList<>(List.of("mapping", "repost"));
        all.addAll(List.of(words));
        all.addAll(List.of("--url", BED.url, "--token", ConsoleBed.TOKEN));
        return CommandRun.of(all.toArray(String[]::new));
    }

    @Test
    void theCommandWaitsAsLongAsItSaysAndTellsHowToGoOn() {
        String sale = sale("0003").toString();

        CommandRun asked = command("shop.thing", "2", "--messages", sale, "--why", "a test", "--wait", "PT0.2S");

        assertThat(asked.code()).as(asked.toString()).isEqualTo(5);
        String id = BED.get("/api/reposts?limit=1").json().at("/items/0/id").asText();
        assertThat(asked.err())
                .contains("0 of 1 previewed")
                .contains("mapping repost show " + id)
                .contains("mapping repost --confirm " + id);
        assertThat(command("show", id).out()).contains(id + " shop.thing V2 previewing, 0 of 1 previewed");
        look();
        assertThat(command("show", id).out()).contains("previewed, ", "refused: " + sale + " another_mapping");
        assertThat(command("list").out()).contains(id);
        assertThat(command("--confirm", id).code())
                .as("nothing can be reposted")
                .isEqualTo(4);
        assertThat(command("cancel", id).out()).contains("cancelled: " + id);
        assertThat(command("cancel", UUID.randomUUID().toString()).code()).isEqualTo(2);
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
    void aQueryThatFindsNothingSaysWhereRepostedMessagesAre() {
        CommandRun asked = command(
                "shop.thing",
                "1",
                "--stamped",
                "2",
                "--from",
                "2020-01-01T00:00:00Z",
                "--to",
                "2020-01-02T00:00:00Z",
                "--why",
                "a test");

        assertThat(asked.code()).isEqualTo(2);
        assertThat(asked.err().strip())
                .isEqualTo("refused: no posted message of shop.thing is like that; what was reposted from version 2"
                        + " before is posted under its new one [invalid_set]");
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
