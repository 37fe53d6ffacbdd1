package io.tillbridge.console;

import static io.tillbridge.console.ConsoleBed.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API does not take, and how its answer helps: the place, what was found, what is known. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsIT {

    private final ConsoleBed bed = new ConsoleBed();

    @AfterAll
    void close() {
        bed.close();
    }

    @Test
    void aMisspeltMemberIsRefusedAndErasesNothing() {
        bed.put("/api/items/X-1", "{\"name\":\"Tee\"}");

        ConsoleBed.Answer refused = bed.put("/api/items/X-1", "{\"nam\":\"Mug\"}");

        assertThat(refused.problem()).isEqualTo("400 invalid_body");
        assertThat(detail(refused))
                .contains("/nam is unknown", "known are abcClass, category, components, cost, gtin, kind, name");
        assertThat(bed.get("/api/items/X-1").json().path("name").asText()).isEqualTo("Tee");
        assertThat(bed.post("/api/connections/shop/pause", "{\"reson\":\"x\"}").problem())
                .isEqualTo("400 invalid_body");
        assertThat(bed.get("/api/connections/shop").json().path("paused").asBoolean())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":7}",
                "{\"name\":1.5}",
                "{\"name\":true}",
                "{\"name\":[\"x\"]}",
                "{\"name\":\"a\",\"name\":\"b\"}",
                "{\"name\":\"a\"} {}",
                "\"Tee\"",
                "{\"name\":\"a\\ud800b\"}",
                "{\"a\\ud800b\":\"x\"}",
                "{\"name\":\"a\\u0000b\"}",
                "null",
                ""
            })
    void aBodyThatIsNotWhatTheResourceTakesIsRefused(String body) {
        assertThat(bed.put("/api/items/X-2", body).problem()).isEqualTo("400 invalid_body");
        assertThat(bed.get("/api/items/X-2").problem()).isEqualTo("404 sku_unknown");
    }

    @Test
    void theDetailPointsAtTheMember() {
        assertThat(detail(bed.post("/api/replays", "{\"ids\":[\"x\"]}"))).contains("/ids/0");
        assertThat(bed.post("/api/replays", "{\"group\":\"a\\u0000b\"}").problem())
                .isEqualTo("400 invalid_body");
        assertThat(bed.post("/api/replays", "{\"group\":\"g\",\"remap\":\"\\ud800\"}")
                        .problem())
                .isEqualTo("400 invalid_body");
    }

    @Test
    void aPauseNeedsNoBody() {
        assertThat(bed.send(bed.request("/api/connections/shop/resume")
                                .header("Idempotency-Key", UUID.randomUUID().toString())
                                .POST(HttpRequest.BodyPublishers.noBody()))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "messages?flow=",
                "messages?connection=",
                "messages?businessKey=",
                "availability?sku=",
                "deliveries?destination=",
                "lanes?destination=",
                "lanes?destination=shop.web&after=",
                "dead-letters?group=",
                "dead-letters/groups?connection=",
                "cross-references?remoteId=",
                "conflicts?kind="
            })
    void aParameterThatPostgresqlCannotStoreIsRefused(String path) {
        ConsoleBed.Answer refused = bed.get("/api/" + path + "a%00b");

        assertThat(refused.problem()).isEqualTo("400 invalid_parameter");
        assertThat(detail(refused))
                .contains("'" + path.substring(path.lastIndexOf('?') + 1).replaceAll(".*&|=", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "messages?state=foo 400 invalid_state posted",
                "dead-letters?state=foo 400 invalid_state archived",
                "conflicts?kind=zzz 400 invalid_kind negative_on_hand",
                "messages?connection=zzz 404 connection_unknown shop",
                "dead-letters?connection=zzz 404 connection_unknown shop",
                "dead-letters/groups?connection=zzz 404 connection_unknown shop",
                "cross-references?connection=zzz 404 connection_unknown shop",
                "deliveries?destination=foo 404 destination_unknown shop.web",
                "lanes?destination=foo 404 destination_unknown shop.web",
                "messages?foo=bar 400 unknown_parameter businessKey",
                "items/X-3?foo=bar 400 unknown_parameter none",
                "messages?state=held&state=dead 400 invalid_parameter once",
                "messages?state=%25zz 400 invalid_state posted",
                "messages?after=7 400 invalid_parameter UUID",
                "messages?limit=ten 400 invalid_parameter whole",
                "mappings/shop.thing/diff?from=a&to=2 400 invalid_parameter whole",
                "availability?sku= 400 invalid_sku characters",
                "stock/TEE/movements?after=-1 400 invalid_cursor next",
                "connections/shop/generations?after=99999999999 400 invalid_cursor next",
                "mappings?after=zzz 400 invalid_cursor next",
                "items/a%2Fb 404 sku_unknown /api/items/a%2Fb"
            })
    void aFilterThatCanMatchNothingIsRefused(String example) {
        String[] parts = example.split(" ", 4);
        ConsoleBed.Answer refused = bed.get("/api/" + parts[0]);

        assertThat(refused.problem()).isEqualTo(parts[1] + " " + parts[2]);
        assertThat(detail(refused)).contains(parts[3]);
    }

    @Test
    void whatConnectionsOfThePastLeftStaysReadable() {
        bed.posting
                .sql
                .sql("insert into generation values ('gone', 1, 'hash', now())")
                .update();
        bed.posting.sql.sql("""
                        insert into lane_wanted (destination, key, event_type, sequence, desired, occurred_at, message_id)
                        values ('gone.web', 'TEE', 'availability', 1, '{}', now(), gen_random_uuid())""").update();

        assertThat(bed.get("/api/messages?connection=gone").json()).isEqualTo(json("{\"items\":[]}"));
        assertThat(bed.get("/api/lanes?destination=gone.web").json().path("items"))
                .hasSize(1);
    }

    @Test
    void aCrossReferenceOfASystemThatNobodyKnowsIsRefused() {
        ConsoleBed.Answer refused = bed.put("/api/cross-references/nope/shopify.item/1", "{\"localId\":\"TEE\"}");

        assertThat(refused.problem()).isEqualTo("404 connection_unknown");
        assertThat(detail(refused)).contains("shop");
    }

    @Test
    void whatTheServerItselfRefusesIsAProblemToo() {
        assertThat(bed.get("/api/items/a%00b").problem()).isEqualTo("400 bad_request");
        assertThat(bed.line("GET /api/messages/% HTTP/1.1"))
                .contains(" 400 ", "application/problem+json", "\"code\":\"bad_request\"")
                .doesNotContain("html");
        assertThat(bed.line("GET /api/{x} HTTP/1.1"))
                .contains(" 400 ", "application/problem+json", "\"code\":\"bad_request\"")
                .doesNotContain("html");
        ConsoleBed.Answer hook = bed.get("/hooks/shop/orders");
        assertThat(hook.problem()).isEqualTo("405 method_not_allowed");
        assertThat(hook.json().path("instance").asText()).isEqualTo("/hooks/shop/orders");
    }

    @Test
    void everyOperationIsDescribedInOneLine() {
        JsonNode paths = bed.get("/api/openapi").json().path("paths");

        assertThat(paths.has("/error")).isFalse();
        assertThat(paths.properties())
                .hasSizeGreaterThan(20)
                .allSatisfy(path -> assertThat(path.getValue().properties())
                        .allSatisfy(operation -> assertThat(
                                        operation.getValue().path("summary").asText())
                                .as(operation.getKey() + " " + path.getKey())
                                .isNotBlank()
                                .hasSizeLessThan(80)));
    }

    private static String detail(ConsoleBed.Answer refused) {
        return refused.json().path("detail").asText();
    }
}
