package io.tillbridge.console;

import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static io.tillbridge.console.ConsoleBed.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.posting.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Messages, stock, availability and orders: what the books tell. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BooksApiIT {

    private final ConsoleBed bed = new ConsoleBed();
    private UUID received = new UUID(0, 0);
    private UUID sale = new UUID(0, 0);
    private UUID placed = new UUID(0, 0);
    private UUID shipped = new UUID(0, 0);

    @BeforeAll
    void trade() {
        received = bed.posting
                .post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"))
                .get(0);
        sale = bed.posting.post(SALE, Events.sale("0001", "TEE", "2")).get(0);
        placed = bed.posting
                .post(ORDER, Events.order("1001", 1, "open", "TEE", "3", "0"))
                .get(0);
        shipped = bed.posting
                .post(ORDER, Events.order("1001", 2, "open", "TEE", "3", "1"))
                .get(0);
        bed.posting.post(STOCK_RECEIVED, Events.received("R-2", "KEPT", "5"));
        bed.posting.post(SALE, Events.sale("0002", "NEW", "1"));
    }

    @AfterAll
    void close() {
        bed.close();
    }

    @Test
    void stockTellsTheBucketsAndClaimsPerLocation() {
        assertThat(bed.get("/api/stock/TEE").json()).isEqualTo(json("""
                {"sku":"TEE","locations":[{"location":"S1","onHand":"7","sellable":"7","damaged":"0","qualityHold":"0",
                 "display":"0","claimed":"2","sequence":4,"changedAt":"2026-11-21T12:00:00Z"}],"onOrder":[]}"""));
        assertThat(bed.get("/api/stock/MUG").json())
                .isEqualTo(json("{\"sku\":\"MUG\",\"locations\":[],\"onOrder\":[]}"));
        assertThat(bed.get("/api/stock/NOPE").problem()).isEqualTo("404 sku_unknown");
    }

    @Test
    void theLedgerIsPagedFromTheNewestMovement() {
        JsonNode first = bed.get("/api/stock/TEE/movements?limit=2").json();
        JsonNode second = bed.get("/api/stock/TEE/movements?limit=2&after="
                        + first.path("next").asText())
                .json();

        assertThat(texts(first, "messageId")).containsExactly(shipped.toString(), sale.toString());
        assertThat(texts(second, "messageId")).containsExactly(received.toString());
        assertThat(second.has("next")).isFalse();
        assertThat(second.at("/items/0")).isEqualTo(json("""
                {"id":"%s","sku":"TEE","quantity":"10","from":{"place":"supplier","bucket":"sellable"},
                 "to":{"place":"S1","bucket":"sellable"},"reason":"%s","occurredAt":"2026-11-21T10:00:00Z",
                 "postedAt":"2026-11-21T12:00:00Z","messageId":"%s"}""".formatted(
                second.at("/items/0/id").asText(), second.at("/items/0/reason").asText(), received)));
        assertThat(bed.get("/api/stock/TEE/movements?after=x").problem()).isEqualTo("400 invalid_cursor");
        assertThat(bed.get("/api/stock/TEE/movements?limit=0").problem()).isEqualTo("400 invalid_limit");
    }

    @Test
    void anOrderTellsItsLinesFulfilmentsAndTheMessagesBehindThem() {
        JsonNode order = bed.get("/api/orders/1001").json().at("/orders/0");

        assertThat(order.path("number").asText()).isEqualTo("#1001");
        assertThat(order.path("lines")).isEqualTo(json("""
                [{"id":"L1","sku":"TEE","ordered":"3","quantity":"3","fulfilled":"1","open":"0","allocated":"2","picked":"0","ready":"0",
                 "shipped":"1","cancelled":"0","over":"0","substituted":"0","places":[{"location":"S1","quantity":"3","open":"2","picked":"0","shipped":"1",
                 "givenUp":[]}],"claims":[{"key":"order|shop|1001|L1","sku":"TEE","location":"S1","state":"allocated","quantity":"2",
                 "updatedAt":"2026-11-21T12:00:00Z","messageId":"%s"}]}]""".formatted(shipped)));
        assertThat(order.path("timeline").findValuesAsText("messageId"))
                .containsExactly(placed.toString(), shipped.toString());
        assertThat(order.path("fulfilments").findValuesAsText("messageId")).containsExactly(shipped.toString());
        assertThat(order.at("/fulfilments/0/to/place").asText()).isEqualTo("customer");
        assertThat(bed.get("/api/orders/%231001").json().path("orders")).hasSize(1);
        assertThat(bed.get("/api/orders/4711").problem()).isEqualTo("404 order_unknown");
    }

    @Test
    void aMessageTellsWhatItChangedAndWhoHears() {
        JsonNode story = bed.get("/api/messages/" + shipped).json();

        assertThat(story.path("state").asText()).isEqualTo("posted");
        assertThat(story.path("mapping"))
                .isEqualTo(json("{\"subject\":\"canonical\",\"version\":1,\"sha256\":\"" + "0".repeat(64) + "\"}"));
        assertThat(story.path("generation").asInt()).isEqualTo(1);
        assertThat(story.at("/changed/movements").findValuesAsText("quantity")).containsExactly("1");
        assertThat(story.at("/changed/claims").findValuesAsText("quantity")).containsExactly("2");
        assertThat(story.at("/changed/order"))
                .isEqualTo(
                        json(
                                "{\"system\":\"shop\",\"id\":\"1001\",\"number\":\"#1001\",\"state\":\"open\",\"current\":true}"));
        assertThat(story.path("lanes").findValuesAsText("destination"))
                .containsExactlyInAnyOrder("shop.web", "shop.market");
        assertThat(story.at("/lanes/0/desired/available").asText()).isEqualTo("5");
        assertThat(story.at("/lanes/0/deliveredSequence").asInt()).isZero();
        assertThat(bed.get("/api/messages/" + placed)
                        .json()
                        .at("/changed/order/current")
                        .asBoolean())
                .isFalse();
        assertThat(bed.get("/api/messages/" + new UUID(1, 1)).problem()).isEqualTo("404 message_unknown");
        assertThat(bed.get("/api/messages/seven").problem()).isEqualTo("400 invalid_parameter");
    }

    @Test
    void messagesAreFilteredAndPagedFromTheNewest() {
        List<String> all = new ArrayList<>();
        String next = "";
        do {
            JsonNode page =
                    bed.get("/api/messages?connection=shop&limit=4" + next).json();
            all.addAll(texts(page, "id"));
            next = page.has("next") ? "&after=" + page.path("next").asText() : "";
        } while (!next.isEmpty());

        assertThat(all).hasSize(6).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(texts(bed.get("/api/messages?businessKey=1001").json(), "id"))
                .containsExactly(shipped.toString(), placed.toString());
        JsonNode held = bed.get("/api/messages?state=held").json().path("items");
        assertThat(held).hasSize(1);
        assertThat(held.at("/0/hold")).isEqualTo(json("{\"key\":\"sku:NEW\",\"until\":\"2026-11-28T12:00:00Z\"}"));
        assertThat(bed.get("/api/messages?flow=other").json()).isEqualTo(json("{\"items\":[]}"));
    }

    @Test
    void theRawDocumentComesBackAsReceivedAndCannotRunInABrowser() {
        ConsoleBed.Answer raw = bed.get("/api/messages/" + sale + "/raw");

        assertThat(raw.json().at("/event/receiptNumber").asText()).isEqualTo("0001");
        assertThat(raw.header("Content-Type")).isEqualTo("application/json");
        assertThat(raw.header("Tillbridge-Redacted")).isEqualTo("false");
        assertThat(raw.header("X-Content-Type-Options")).isEqualTo("nosniff");
        bed.posting
                .sql
                .sql("update message_raw set original_hmac = '\\x01' where message_id = ?")
                .param(received)
                .update();
        assertThat(bed.get("/api/messages/" + received + "/raw").header("Tillbridge-Redacted"))
                .isEqualTo("true");
    }

    @Test
    void connectionsTellTheirBacklog() {
        JsonNode shop = bed.get("/api/connections").json().at("/items/0");

        assertThat(shop.path("id").asText()).isEqualTo("shop");
        assertThat(shop.path("backlog"))
                .isEqualTo(json("{\"ready\":0,\"fetching\":0,\"held\":1,\"oldest\":\"2026-11-21T12:00:00Z\"}"));
        assertThat(bed.get("/api/connections/shop/generations").json())
                .isEqualTo(json("{\"running\":{\"generation\":1,\"sha256\":\"hash\"},\"items\":[]}"));
        assertThat(bed.get("/api/connections/none").problem()).isEqualTo("404 connection_unknown");
    }

    private static List<String> texts(JsonNode page, String field) {
        List<String> texts = new ArrayList<>();
        page.path("items").forEach(item -> texts.add(item.path(field).asText()));
        return texts;
    }
}
