package io.tillbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillbridge.support.Eventually;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MappingDiffApiIT {

    private static final ConsoleBed BED = new ConsoleBed();

    @AfterAll
    static void close() {
        BED.close();
    }

    @Test
    void withoutATimeOnlyTheRowsAreCompared() {
        ConsoleBed.Answer answer = BED.get("/api/mappings/shop.thing/diff?from=1&to=2");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("recorded").isMissingNode()).isTrue();
        assertThat(answer.json().path("rows").findValuesAsText("row")).contains("price", "place", "lines[].sku");
    }

    @Test
    void aQuestionIsAnsweredInTheBackgroundAndWorkedOnOnce() {
        String path = "/api/mappings/shop.event/diff?from=1&to=2&last=P1000D&limit=50";

        ConsoleBed.Answer first = BED.get(path);
        String id = first.json().path("recorded").path("id").asText();

        assertThat(BED.get(path).json().path("recorded").path("id").asText()).isEqualTo(id);
        Eventually.holds(() -> assertThat(BED.get("/api/mappings/shop.event/diffs/" + id)
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("done"));
        JsonNode report = BED.get(path).json().path("recorded").path("report");
        assertThat(report.path("documents").asInt()).isZero();
        assertThat(BED.posting
                        .sql
                        .sql("select count(*) from mapping_diff where subject = 'shop.event' and asked like '%\"50\"%'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aDraftThatOnlyTheCallerHasIsCompiledAndForgotten() throws Exception {
        String text = ConsoleBed.MAPPINGS
                .getOrDefault("mappings/shop/event/V002__second.mapping.yaml", "")
                .replace("version: 2", "version: 9");

        ConsoleBed.Answer answer = BED.post("/api/mappings/shop.event/diff", body(text));
        ConsoleBed.Answer broken = BED.post("/api/mappings/shop.event/diff", body(text.replace("rows:", "lines:")));

        assertThat(answer.status()).isIn(200, 202);
        assertThat(answer.json().path("rows").findValuesAsText("row")).contains("name");
        assertThat(BED.get("/api/mappings/shop.event").json().path("versions").findValuesAsText("version"))
                .doesNotContain("9");
        assertThat(broken.problem()).isEqualTo("422 mapping_invalid");
        assertThat(broken.json().path("detail").asText()).contains("lines");
    }

    @Test
    void whatCannotBeAskedIsRefused() {
        assertThat(BED.get("/api/mappings/shop.thing/diff?from=1&to=2&last=P7D").problem())
                .isEqualTo("409 not_recorded");
        assertThat(BED.get("/api/mappings/shop.event/diff?from=1&to=3").problem())
                .isEqualTo("404 mapping_version_unknown");
        assertThat(BED.get("/api/mappings/shop.event/diff?from=1&to=2&last=week")
                        .problem())
                .isEqualTo("400 invalid_duration");
        assertThat(BED.get("/api/mappings/shop.event/diff?from=1&to=2&last=P7D&sample=2")
                        .problem())
                .isEqualTo("400 invalid_sample");
        assertThat(BED.get("/api/mappings/shop.event/diff?from=1&to=2&last=P7D&limit=0")
                        .problem())
                .isEqualTo("400 invalid_limit");
        assertThat(BED.get("/api/mappings/shop.event/diff?from=1&to=2&last=P7D&connection=nobody")
                        .problem())
                .isEqualTo("404 connection_unknown");
        assertThat(BED.get("/api/mappings/shop.event/diffs/0198c7d2-6a10-7cc3-98c4-dc0c0c07398f")
                        .problem())
                .isEqualTo("404 diff_unknown");
    }

    @Test
    void aDiffIsEndedAndOneThatHasEndedStaysAsItIs() {
        String path = "/api/mappings/shop.event/diff?from=1&to=2&last=P900D&limit=51";
        ConsoleBed.Answer first = BED.get(path);
        assertThat(first.json().path("begun").asBoolean()).isTrue();
        String diff = "/api/mappings/shop.event/diffs/"
                + first.json().path("recorded").path("id").asText();
        Eventually.holds(
                () -> assertThat(BED.get(diff).json().path("state").asText()).isEqualTo("done"));
        assertThat(BED.get(path).json().path("begun").asBoolean()).isFalse();
        assertThat(BED.delete(diff).json().path("state").asText()).isEqualTo("done");

        BED.posting
                .sql
                .sql("update mapping_diff set state = 'running', finished_at = null, lease_until = clock_timestamp()"
                        + " + interval '1 minute' where asked like '%\"51\"%'")
                .update();
        ConsoleBed.Answer ended = BED.delete(diff);

        assertThat(ended.status()).isEqualTo(200);
        assertThat(ended.json().path("state").asText()).isEqualTo("cancelled");
        assertThat(BED.get(diff).status()).isEqualTo(200);
        assertThat(BED.delete("/api/mappings/shop.thing" + diff.substring(diff.indexOf("/diffs/")))
                        .problem())
                .isEqualTo("404 diff_unknown");
    }

    private static String body(String yaml) throws Exception {
        return new ObjectMapper().writeValueAsString(Map.of("from", 1, "to", 9, "yaml", yaml, "last", "P7D"));
    }
}
