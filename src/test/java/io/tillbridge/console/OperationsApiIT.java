package io.tillbridge.console;

import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.console.ConsoleBed.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.posting.Events;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Pauses, dead letters and replays, deliveries, mappings, explanations, conflicts, audit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationsApiIT {

    private static final UUID MESSAGE = UUID.fromString("01900000-0000-7000-8000-00000000bbbb");

    private final ConsoleBed bed = new ConsoleBed();

    @AfterAll
    void close() {
        bed.close();
    }

    @Test
    void aPauseIsKeptAndAudited() {
        JsonNode paused = bed.post("/api/connections/shop/pause", "{\"reason\":\"price list broken\"}")
                .json();
        assertThat(paused.path("health").asText() + paused.path("paused").asBoolean())
                .isEqualTo("pausedtrue");
        JsonNode resumed = bed.post("/api/connections/shop/resume", "{}").json();
        assertThat(resumed.path("paused").asBoolean()).isFalse();

        JsonNode audit = bed.get("/api/audit").json();
        assertThat(audit.path("chain").path("intact").asBoolean()).isTrue();
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        for (JsonNode one : audit.path("items")) {
            entry = one.path("action").asText().equals("connection.pause") ? (ObjectNode) one : entry;
        }
        entry.remove("sequence");
        assertThat(entry).isEqualTo(json("""
                {"at":"2026-11-21T12:00:00Z","actor":"api:ana","action":"connection.pause","subject":"shop",
                 "detail":{"reason":"price list broken"}}"""));
        assertThat(bed.post("/api/connections/none/pause", "{}").problem()).isEqualTo("404 connection_unknown");
    }

    @Test
    void aMissingWebhookSecretIsNamedWithItsFlowAndWhereItWasLookedFor() {
        JsonNode shop = bed.get("/api/connections/shop").json();
        assertThat(shop.path("health").asText()).isEqualTo("secret_missing");
        assertThat(shop.path("problems")).isNotEmpty().allSatisfy(problem -> {
            assertThat(shop.path("inbound").toString())
                    .contains("\"" + problem.path("flow").asText() + "\"");
            assertThat(problem.path("code").asText()).isEqualTo("secret_missing");
            assertThat(problem.path("detail").asText()).contains("set the environment variable X");
        });
    }

    @Test
    void aFileThatIsMissingIsShownWithItsConnection() {
        bed.posting
                .sql
                .sql("insert into source_alert (connection, flow, code, subject, detail, raised_at)"
                        + " values ('shop', 'tickets', 'file_missing', '0001 2026-05-02', 'ask its sender', now())")
                .update();
        JsonNode shop = bed.get("/api/connections/shop").json();
        assertThat(shop.at("/alerts/0/code").asText()).isEqualTo("file_missing");
        assertThat(shop.at("/alerts/0/subject").asText()).isEqualTo("0001 2026-05-02");
    }

    @Test
    void aGroupOfDeadLettersIsReplayed() {
        ObjectNode broken = JsonNodeFactory.instance.objectNode();
        broken.put("system", "shop");
        UUID first = bed.posting.post(SALE, broken).get(0);
        JsonNode letter = bed.get("/api/messages/" + first).json().path("deadLetter");
        assertThat(letter.path("messageId").asText()).isEqualTo(first.toString());
        JsonNode group = bed.get("/api/dead-letters/groups").json().at("/items/0");
        assertThat(group.path("count").asInt()).isEqualTo(1);
        ObjectNode story = (ObjectNode)
                bed.get("/api/dead-letters/" + letter.path("id").asText()).json();
        assertThat(story.remove("lineage").path("failures")).hasSize(1);
        assertThat(story).isEqualTo(letter);
        assertThat(bed.get("/api/dead-letters?group=" + group.path("group").asText())
                        .json()
                        .at("/items/0/id"))
                .isEqualTo(letter.path("id"));

        String body = "{\"group\":\"" + group.path("group").asText() + "\",\"reason\":\"fixed\",\"remap\":\"current\"}";
        ConsoleBed.Answer replay = bed.post("/api/replays", body);

        assertThat(replay.status()).isEqualTo(201);
        assertThat(replay.json().path("replayed").asInt()).isEqualTo(1);
        assertThat(bed.posting.state(first)).isEqualTo("accepted");
        assertThat(bed.posting
                        .sql
                        .sql("select mapping is null from message where message_id = ?")
                        .param(first)
                        .query(Boolean.class)
                        .single())
                .as("remap current clears the stamp")
                .isTrue();
        assertThat(bed.get("/api/replays/" + replay.json().path("id").asText()).json())
                .isEqualTo(replay.json());
        JsonNode again = bed.post(
                        "/api/replays", "{\"ids\":[\"" + letter.path("id").asText() + "\"],\"why\":\"x\"}")
                .json();
        assertThat(again.path("refused").asInt()
                        + again.at("/refusals/0/reason").asText())
                .isEqualTo("1the dead letter is replayed already");
        assertThat(bed.post("/api/replays", body).problem()).isEqualTo("404 group_unknown");
        assertThat(bed.post("/api/replays", "{}").problem()).isEqualTo("400 invalid_set");
        assertThat(bed.post("/api/replays", "{\"group\":\"g\",\"remap\":-1}").problem())
                .isEqualTo("400 invalid_remap");
        assertThat(bed.get("/api/dead-letters/" + MESSAGE).problem()).isEqualTo("404 dead_letter_unknown");
        assertThat(bed.get("/api/replays/" + MESSAGE).problem()).isEqualTo("404 replay_unknown");
    }

    @Test
    void aLetterThatFailsAgainIsTheSameLetterWithItsLineage() {
        ObjectNode broken = JsonNodeFactory.instance.objectNode().put("id", "R-1");
        List<UUID> messages = bed.posting.post(EventType.STOCK_RECEIVED, broken, broken);
        JsonNode letter = bed.get("/api/messages/" + messages.get(0)).json().path("deadLetter");
        String path = "/api/dead-letters/" + letter.path("id").asText();
        String replay = "{\"ids\":[\"" + letter.path("id").asText() + "\"],\"why\":\"mended\"}";
        assertThat(bed.post("/api/replays", replay).json().path("replayed").asInt())
                .isEqualTo(1);
        assertThat(bed.get(path).json().path("state").asText()).isEqualTo("replayed");

        bed.posting.postReady();

        JsonNode again = bed.get(path).json();
        assertThat(again.path("state").asText() + again.path("failures") + again.path("replays"))
                .isEqualTo("new21");
        assertThat(again.at("/lineage/failures").findValuesAsText("code"))
                .containsExactly(
                        letter.path("code").asText(), letter.path("code").asText());
        assertThat(again.at("/lineage/replays").findValuesAsText("reason")).containsExactly("mended");
        assertThat(bed.get("/api/messages/" + messages.get(0))
                        .json()
                        .at("/attempts/0/outcome")
                        .asText())
                .isEqualTo("replayed");

        String list = "/api/dead-letters?limit=1&group=" + letter.path("group").asText();
        JsonNode first = bed.get(list).json();
        JsonNode second =
                bed.get(list + "&after=" + first.path("next").asText()).json();
        assertThat(List.of(
                        first.at("/items/0/messageId").asText(),
                        second.at("/items/0/messageId").asText()))
                .containsExactly(messages.get(1).toString(), messages.get(0).toString());
        assertThat(second.has("next")).isFalse();
        assertThat(bed.get("/api/dead-letters?after=nowhere").problem()).isEqualTo("400 invalid_cursor");

        assertThat(bed.get(path + "/raw").problem()).isEqualTo("404 document_unknown");
        bed.posting
                .sql
                .sql("update dead_letter set document = 'not json' where dead_letter_id = ?::uuid")
                .param(letter.path("id").asText())
                .update();
        assertThat(bed.get(path + "/raw").response().body()).isEqualTo("not json");
        assertThat(bed.post(
                                "/api/replays",
                                "{\"group\":\"" + letter.path("group").asText() + "\"}")
                        .json()
                        .path("replayed")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void deliveriesAreListedAndHurried() {
        UUID delivery = UUID.fromString("01900000-0000-7000-8000-00000000cccc");
        bed.posting.sql.sql("""
                        insert into delivery (delivery_id, destination, idempotency_key, request, body, items, state, calls,
                                              status, keys, call_at, created_at)
                        values (?, 'shop.web', 'k-1', '{"method":"POST"}', 'x', 1, 'unknown', 2, 503, '{TEE/S7}',
                                '2026-11-21T13:00:00Z', '2026-11-21T11:00:00Z')""").param(delivery).update();
        assertThat(bed.get("/api/deliveries?destination=shop.web&state=unknown").json())
                .isEqualTo(json("""
                {"items":[{"id":"%s","destination":"shop.web","state":"unknown","idempotencyKey":"k-1",
                 "request":{"method":"POST"},"body":"x","keys":["TEE/S7"],"calls":2,"status":503,
                 "callAt":"2026-11-21T13:00:00Z","createdAt":"2026-11-21T11:00:00Z"}]}""".formatted(delivery)));
        assertThat(bed.get("/api/deliveries?state=due").problem()).isEqualTo("400 invalid_state");

        assertThat(bed.post("/api/deliveries/" + delivery + "/retry", "{}")
                        .json()
                        .path("lanes")
                        .asInt())
                .isEqualTo(1);
        assertThat(bed.get("/api/deliveries/" + delivery).json().path("callAt").asText())
                .isEqualTo("2026-11-21T12:00:00Z");
        bed.posting.sql.sql("update delivery set state = 'delivered'").update();
        assertThat(bed.post("/api/deliveries/" + delivery + "/retry", "{}").problem())
                .isEqualTo("409 nothing_to_retry");
        assertThat(bed.post("/api/deliveries/" + MESSAGE + "/retry", "{}").problem())
                .isEqualTo("404 delivery_unknown");
        assertThat(bed.get("/api/lanes?destination=shop.web&state=dead").json()).isEqualTo(json("{\"items\":[]}"));
    }

    @Test
    void theWaitingLanesOfAFailedAttemptAreHurried() {
        bed.posting.post(SALE, Events.sale("0010", "KEPT", "1"));
        List<String> keys = bed.posting
                .sql
                .sql("insert into lane_delivery (destination, key, retry_at, retry_sequence)"
                        + " select destination, key, '2026-11-21T13:00:00Z', sequence from lane_wanted"
                        + " where destination = 'shop.market' and key like 'KEPT/%' returning key")
                .query(String.class)
                .list();
        assertThat(keys).hasSize(1);
        UUID delivery = UUID.fromString("01900000-0000-7000-8000-00000000eeee");
        bed.posting.sql.sql("""
                        insert into delivery (delivery_id, destination, idempotency_key, request, body, items, state, calls,
                                              keys, created_at)
                        values (?, 'shop.market', 'k-10', '{"method":"POST"}', 'x', 1, 'failed', 1, array[?],
                                '2026-11-21T11:00:00Z')""").params(delivery, keys.get(0)).update();

        assertThat(bed.post("/api/deliveries/" + delivery + "/retry", "{}")
                        .json()
                        .path("lanes")
                        .asInt())
                .isEqualTo(1);
        assertThat(bed.posting
                        .sql
                        .sql("select count(*) from outbox_lane where retry_at is not null")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void anActionWhoseAuditEntryFailsIsUndone() {
        UUID message = bed.posting
                .post(SALE, JsonNodeFactory.instance.objectNode().put("system", "shop"))
                .get(0);
        String letter = "/api/dead-letters/"
                + bed.get("/api/messages/" + message)
                        .json()
                        .at("/deadLetter/id")
                        .asText();
        String ids = "{\"ids\":[\"" + letter.substring(letter.lastIndexOf('/') + 1) + "\"]}";
        UUID delivery = UUID.fromString("01900000-0000-7000-8000-00000000dddd");
        String retry = "/api/deliveries/" + delivery + "/retry";
        bed.posting.sql.sql("""
                        insert into delivery (delivery_id, destination, idempotency_key, request, body, items, state, calls,
                                              keys, call_at, created_at)
                        values (?, 'shop.market', 'k-9', '{"method":"POST"}', 'x', 1, 'postponed', 2, '{TEE/S7,TEE/S8}',
                                '2026-11-21T13:00:00Z', '2026-11-21T11:00:00Z')""").param(delivery).update();

        bed.withoutRoomForAudit(() -> {
            assertThat(bed.post("/api/replays", ids).problem()).isEqualTo("503 database_unavailable");
            assertThat(bed.post(retry, "{}").problem()).isEqualTo("503 database_unavailable");
        });

        assertThat(bed.posting.state(message)).startsWith("dead");
        assertThat(bed.get(letter).json().path("state").asText()).isEqualTo("new");
        assertThat(bed.get("/api/deliveries/" + delivery).json().path("callAt").asText())
                .isEqualTo("2026-11-21T13:00:00Z");
        assertThat(bed.post(retry, "{}").json().path("lanes").asInt()).isEqualTo(2);
        assertThat(bed.get("/api/audit").json().at("/items/0/detail")).isEqualTo(json("{\"lanes\":2}"));
        bed.posting
                .sql
                .sql("update dead_letter set state = 'archived' where message_id = ?")
                .param(message)
                .update();
    }

    @Test
    void mappingsTellTheirVersionsAndWhatDiffers() {
        assertThat(bed.get("/api/mappings").json()).isEqualTo(json("""
                {"items":[{"subject":"shop.event","source":"shop/event.v1","target":"canonical/item.v1","versions":[1,2],"activeFor":{}},
                 {"subject":"shop.thing","source":"shop/thing.v1","target":"other/thing.v1","versions":[1,2],"activeFor":{}}]}"""));
        assertThat(bed.get("/api/mappings/shop.thing").json().path("versions")).hasSize(2);
        assertThat(bed.get("/api/mappings/shop.thing/diff?from=1&to=2").json()).isEqualTo(json("""
                {"subject":"shop.thing","from":1,"to":2,"rows":[
                 {"row":"lines[].sku","change":"changed","before":{"type":"string","from":"code","via":["upper"]},
                  "after":{"type":"string","from":"code","via":["trim","upper"]}},
                 {"row":"place","change":"added","after":{"type":"id","from":"$resolved.place"}},
                 {"row":"price","change":"removed","before":{"type":"decimal","from":"price"}}],"begun":false}"""));
        assertThat(bed.get("/api/mappings/shop.thing/diff?from=1&to=9").problem())
                .isEqualTo("404 mapping_version_unknown");
        assertThat(bed.get("/api/mappings/none").problem()).isEqualTo("404 mapping_unknown");
    }

    @Test
    void anExplanationRepeatsTheStampedVersionWithTheReferencesFoundThen() {
        String sha = bed.get("/api/mappings/shop.thing")
                .json()
                .at("/versions/1/sha256")
                .asText();
        bed.posting.sql.sql("""
                        insert into message (message_id, connection, flow, state, received_at, mapping, mapping_version,
                                             mapping_sha256, generation, resolved, traceparent)
                        values (?, 'shop', 'sale', 'posted', now(), 'shop.thing', 2, ?, 1, '{"place":"S-12"}',
                                '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01')""").params(MESSAGE, sha).update();
        bed.posting
                .sql
                .sql("insert into message_raw (message_id, headers, body) values (?, '{}', ?)")
                .params(MESSAGE, "{\"id\":\"7\",\"items\":[{\"code\":\" tee \"}]}".getBytes(StandardCharsets.UTF_8))
                .update();

        JsonNode all = bed.get("/api/messages/" + MESSAGE + "/explain").json();
        JsonNode one =
                bed.get("/api/messages/" + MESSAGE + "/explain?path=place").json();

        assertThat(all.path("result"))
                .isEqualTo(json("{\"id\":\"7\",\"lines\":[{\"sku\":\"TEE\"}],\"place\":\"S-12\"}"));
        assertThat(all.path("cells").findValuesAsText("path")).contains("id", "lines[0].sku", "place");
        assertThat(one.path("cells")).hasSize(1);
        assertThat(one.at("/cells/0/value").asText()).isEqualTo("\"S-12\"");
        assertThat(bed.get("/api/messages/" + MESSAGE + "/explain?path=nope").problem())
                .isEqualTo("404 cell_unknown");
        assertThat(bed.get("/api/messages/" + MESSAGE)
                        .json()
                        .path("traceparent")
                        .asText())
                .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        bed.posting
                .sql
                .sql("update message set mapping_sha256 = 'other' where message_id = ?")
                .param(MESSAGE)
                .update();
        assertThat(bed.get("/api/messages/" + MESSAGE + "/explain").problem()).isEqualTo("409 mapping_version_missing");
    }

    @Test
    void openConflictsAreListed() {
        UUID oversold = bed.posting.post(SALE, Events.sale("0009", "MUG", "1")).get(0);
        JsonNode conflict =
                bed.get("/api/conflicts?kind=negative_on_hand").json().at("/items/0");

        assertThat(conflict.path("subject").asText()).isEqualTo("MUG@S1");
        assertThat(conflict.path("messageId").asText()).isEqualTo(oversold.toString());
        bed.posting.sql.sql("update conflict set resolved_at = now()").update();
        assertThat(bed.get("/api/conflicts").json()).isEqualTo(json("{\"items\":[]}"));
    }

    @Test
    void theApiDescribesItselfToThoseWithAToken() {
        JsonNode description = bed.get("/api/openapi").json();

        assertThat(description.path("paths").has("/api/messages/{id}/explain")).isTrue();
        assertThat(description.at("/paths/~1api~1replays/post/parameters").findValuesAsText("name"))
                .contains("Idempotency-Key");
        assertThat(bed.send(bed.anonymous("/api/openapi").GET()).problem()).isEqualTo("401 unauthentic");
        ConsoleBed.Answer start =
                bed.send(bed.anonymous("/").header("Accept", "text/html").GET());
        assertThat(start.status() + start.response().body()).startsWith("200").contains("/api/openapi");
    }

    @Test
    void everyErrorIsAProblemDocument() {
        assertThat(bed.get("/api/nothing").problem()).isEqualTo("404 not_found");
        assertThat(bed.delete("/api/messages").problem()).isEqualTo("405 method_not_allowed");
        assertThat(bed.put("/api/items/X", "{\"name\":").problem()).isEqualTo("400 invalid_body");
        assertThat(bed.send(bed.request("/api/items/X")
                                .setHeader("Content-Type", "text/plain")
                                .PUT(HttpRequest.BodyPublishers.ofString("x")))
                        .problem())
                .isEqualTo("415 unsupported_media_type");
        bed.posting.sql.sql("alter table conflict rename to conflict_gone").update();
        try {
            ConsoleBed.Answer broken = bed.get("/api/conflicts");
            assertThat(broken.problem()).isEqualTo("500 internal_error");
            assertThat(broken.response().body()).doesNotContain("conflict_gone", "select", "Exception");
        } finally {
            bed.posting.sql.sql("alter table conflict_gone rename to conflict").update();
        }
    }
}
