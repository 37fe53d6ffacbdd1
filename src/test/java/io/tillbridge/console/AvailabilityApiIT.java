package io.tillbridge.console;

import static io.tillbridge.canonical.EventType.ADVANCE_NOTICE;
import static io.tillbridge.canonical.EventType.ITEM_UPSERTED;
import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static io.tillbridge.canonical.EventType.STOCK_TRANSFER_SENT;
import static io.tillbridge.console.ConsoleBed.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.posting.Events;
import io.tillbridge.posting.RuleFiles;
import io.tillbridge.posting.Transferred;
import io.tillbridge.stock.AvailabilityPolicy;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What may be sold, with every deduction; and the conditions that rules ask for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AvailabilityApiIT {

    private final ConsoleBed bed = new ConsoleBed();

    private UUID kept = new UUID(0, 0);
    private UUID ordered = new UUID(0, 0);

    static AvailabilityPolicy policy() {
        return RuleFiles.policy(Map.of(
                "config/availability.yaml",
                """
                safetyStock: [{sku: KEPT, location: "*", units: "2"}]
                lowStock: [{sku: RULED, location: "*", units: "5"}, {sku: MUG, location: "*", units: "5"}]
                channels: [{id: web, destinations: [shop.web], fulfilment: pickup}]
                buffers:
                  - {id: day, author: ana, sku: RULED, channel: web, window: {start: "09:00", end: "20:00"}, units: "3"}
                  - {id: weak, author: ana, sku: RULED, priority: -1, units: "1"}
                  - {id: storm, author: ana, sku: RULED, conditions: [storm], combine: sum, units: "2"}
                dated: {noticeConfidence: "0.9", transferDays: 2}
                quotas: [{id: few, author: ben, channel: shop, sku: RULED, units: "6", from: "2026-11-01T00:00:00Z"}]
                """,
                "config/locations.yaml",
                "locations: [{id: S1, fulfilment: [pickup]}, {id: S2, source: shop}]"));
    }

    @BeforeAll
    void trade() {
        bed.posting.addItems("RULED");
        kept = bed.posting
                .post(STOCK_RECEIVED, Events.received("R-2", "KEPT", "5"))
                .get(0);
        bed.posting.post(STOCK_RECEIVED, Events.received("R-3", "RULED", "10"));
        ordered = bed.posting
                .post(ORDER, Events.order("2001", 1, "open", "RULED", "2", "0"))
                .get(0);
    }

    @AfterAll
    void close() {
        bed.close();
    }

    @Test
    void everyDeductionIsSpelledOut() {
        assertThat(bed.get("/api/availability?sku=KEPT&channel=shop").json()).isEqualTo(json("""
                {"sku":"KEPT","channel":"shop","at":"2026-11-21T12:00:00Z","conditions":[],
                 "network":{"status":"known","available":"3","sum":"3","unassigned":"0","shortfall":"0",
                   "lowStock":null,"backorderDate":null},
                 "unassignedClaims":{"quantities":{},"first":[],"more":0},
                 "locations":[{"location":"S1","status":"known","stockStatus":"in_stock","available":"3","sellable":"5",
                   "claimed":"0","claims":{"quantities":{},"first":[],"more":0},
                   "safetyStock":"2","safetyStockRule":{"sku":"KEPT","location":"*","units":"2"},"raw":"3","buffer":"0",
                   "bufferRules":[],"rulesLost":[],"lowStock":null,"backorderDate":null,"sequence":1,
                   "asOf":"2026-11-21T12:00:00Z","messageId":"%s"}],
                 "sequence":1,"asOf":"2026-11-21T12:00:00Z"}""".formatted(kept)));
        assertThat(bed.get("/api/availability").problem()).isEqualTo("400 bad_request");
    }

    @Test
    void theRulesThatWonAndLostAndTheClaimsAreNamed() {
        JsonNode web = bed.get("/api/availability?sku=RULED&channel=web").json();

        assertThat(web.path("fulfilment").asText()).isEqualTo("pickup");
        assertThat(web.at("/locations/0/raw").asText()).isEqualTo("8");
        assertThat(web.at("/locations/0/available").asText()).isEqualTo("5");
        assertThat(web.at("/locations/0/stockStatus").asText()).isEqualTo("low_stock");
        assertThat(web.at("/locations/0/bufferRules")).isEqualTo(json("""
                [{"id":"day","units":"3","combine":"override","priority":0,"author":"ana"}]"""));
        assertThat(web.at("/locations/0/rulesLost")).isEqualTo(json("""
                [{"id":"weak","units":"1","reason":"lower_priority"}]"""));
        assertThat(web.at("/locations/0/claims/quantities")).isEqualTo(json("{\"allocation\":\"2\"}"));
        assertThat(web.at("/locations/0/claims/first/0/reference").asText()).isEqualTo("2001");
        assertThat(web.at("/locations/0/claims/first/0/messageId").asText()).isEqualTo(ordered.toString());
        assertThat(web.at("/locations/0/messageId").asText()).isEqualTo(ordered.toString());
        assertThat(web.at("/network/lowStock").asBoolean()).isTrue();
    }

    @Test
    void anotherInstantAndAnotherFulfilmentHaveOtherRules() {
        assertThat(available("channel=web&at=2026-11-21T21:00:00Z")).isEqualTo("7");
        assertThat(available("channel=web&location=S1")).isEqualTo("5");
        JsonNode shipped = bed.get("/api/availability?sku=RULED&channel=web&fulfilment=ship_from_store")
                .json();
        assertThat(shipped.at("/locations/0/excluded").asText()).isEqualTo("fulfilment_not_offered");
        assertThat(shipped.at("/network/available").asText()).isEqualTo("0");
        assertThat(bed.get("/api/availability?sku=RULED&location=S9").json().at("/locations"))
                .isEmpty();
    }

    @Test
    void aDayToComeIsPromisedWhatIsExpectedUntilThen() {
        bed.posting.addItems("LATE");
        bed.posting.post(STOCK_RECEIVED, Events.received("R-late", "LATE", "2"));
        bed.posting.post(ORDER, Events.order("2009", 1, "open", "LATE", "5", "0"));
        ObjectNode notice = json("""
                {"system":"shop","id":"N9","location":"S1","sentAt":"2026-11-20T10:00:00Z",
                 "expectedAt":"2026-11-25T10:00:00Z","lines":[{"id":"1","sku":"LATE","quantity":"10"}]}""").deepCopy();
        bed.posting.post(ADVANCE_NOTICE, notice);
        JsonNode late = bed.get("/api/availability?sku=LATE&by=2026-11-26").json();

        assertThat(late.at("/network/available").asText()).isEqualTo("0");
        assertThat(late.at("/network/backorderDate").asText()).isEqualTo("2026-11-25");
        assertThat(late.at("/locations/0/backorderDate").asText()).isEqualTo("2026-11-25");
        assertThat(late.path("dated")).isEqualTo(json("""
                {"by":"2026-11-26","available":"6","incoming":[{"kind":"notice","reference":"shop|N9","sku":"LATE",
                 "location":"S1","on":"2026-11-25","quantity":"10","counted":"9"}],"claims":[]}"""));
        assertThat(bed.get("/api/availability?sku=LATE&by=2026-11-24")
                        .json()
                        .at("/dated/available")
                        .asText())
                .isEqualTo("0");
        assertThat(bed.get("/api/availability?sku=LATE&by=2026-11-20").problem())
                .isEqualTo("400 by_past");
        bed.posting.post(STOCK_TRANSFER_SENT, Transferred.sent("t1", "T1", "LATE", "1"));
        JsonNode sent = bed.get("/api/availability?sku=LATE&by=2026-11-23").json();
        assertThat(sent.at("/dated/incoming/0/kind").asText()).isEqualTo("transfer");
        assertThat(sent.at("/dated/incoming/0/on").asText()).isEqualTo("2026-11-23");
        assertThat(sent.at("/locations/0/backorderDate").asText()).isEqualTo("2026-11-25");
    }

    @Test
    void theQuotaOfTheChannelIsNamed() {
        bed.posting
                .sql
                .sql("insert into channel_demand values ('shop', 'RULED', '2026-11-20T10:00:00Z', 2),"
                        + " ('shop', 'RULED', '2026-10-20T10:00:00Z', 3), ('web', 'RULED', '2026-11-20T10:00:00Z', 1)")
                .update();
        JsonNode shop = bed.get("/api/availability?sku=RULED&channel=shop").json();

        assertThat(shop.path("quota")).isEqualTo(json("""
                {"id":"few","units":"6","used":"2","left":"4","from":"2026-11-01T00:00:00Z","author":"ben"}"""));
        assertThat(shop.at("/network/sum").asText()).isEqualTo("7");
        assertThat(shop.at("/network/available").asText()).isEqualTo("4");
        assertThat(shop.at("/locations/0/available").asText()).isEqualTo("4");
    }

    @Test
    void aBundleNamesItsComponents() {
        bed.posting.post(ITEM_UPSERTED, set());
        JsonNode set = bed.get("/api/availability?sku=SET").json();

        assertThat(set.path("components")).isEqualTo(json("""
                [{"sku":"KEPT","quantity":"1","available":"3"},{"sku":"RULED","quantity":"3","available":"7"}]"""));
        assertThat(set.at("/network/available").asText()).isEqualTo("2");
        assertThat(set.at("/locations/0/location").asText()).isEqualTo("S1");
        assertThat(set.at("/locations/0/buildable").asText()).isEqualTo("2");
        assertThat(set.at("/locations/0/available").asText()).isEqualTo("2");
    }

    private static ObjectNode set() {
        ObjectNode item = Events.item("SET", 1).put("kind", "bundle");
        ArrayNode components = item.putArray("components");
        components.addObject().put("sku", "RULED").put("quantity", "3");
        components.addObject().put("sku", "KEPT").put("quantity", "1");
        return item;
    }

    @Test
    void whatIsNotKnownIsRefusedAndTheKnownOnesAreNamed() {
        ConsoleBed.Answer refused = bed.get("/api/availability?sku=KEPT&channel=wob");
        assertThat(refused.problem()).isEqualTo("400 channel_unknown");
        assertThat(refused.json().path("detail").asText()).contains("'wob'", "told availability: shop, web");
        assertThat(bed.get("/api/availability?sku=KEPT&fulfilment=drone").problem())
                .isEqualTo("400 fulfilment_unknown");
        assertThat(bed.get("/api/availability?sku=KEPT&at=noon").problem()).startsWith("400 ");
        assertThat(bed.get("/api/availability?sku=NOPE").problem()).isEqualTo("404 sku_unknown");
        assertThat(bed.get("/api/availability?sku=KEPT").json().has("channel")).isFalse();
    }

    @Test
    void aConditionIsSetShownAndCounts() {
        ConsoleBed.Answer put = bed.put("/api/conditions/storm", "{\"active\":true,\"from\":\"2026-11-22T00:00:00Z\"}");

        assertThat(put.json()).isEqualTo(json("""
                {"name":"storm","location":null,"active":true,"holds":false,"from":"2026-11-22T00:00:00Z","to":null,"changedBy":"api",
                 "changedAt":"2026-11-21T12:00:00Z","rules":["storm"]}"""));
        assertThat(bed.get("/api/conditions").json().at("/items/0")).isEqualTo(put.json());
        assertThat(available("channel=web&at=2026-11-22T10:00:00Z")).isEqualTo("3");
        assertThat(bed.get("/api/availability?sku=RULED&at=2026-11-22T10:00:00Z")
                        .json()
                        .at("/conditions/0")
                        .asText())
                .isEqualTo("storm");
        assertThat(bed.get("/api/conditions/storm/changes").json().at("/items/0"))
                .isEqualTo(put.json());
        assertThat(bed.put("/api/conditions/storm", "{}").problem()).isEqualTo("400 active_missing");
        assertThat(bed.put(
                                "/api/conditions/storm",
                                "{\"active\":true,\"from\":\"2026-11-22T00:00:00Z\",\"to\":\"2026-11-21T00:00:00Z\"}")
                        .problem())
                .isEqualTo("400 invalid_period");
    }

    private String available(String query) {
        return bed.get("/api/availability?sku=RULED&" + query)
                .json()
                .at("/locations/0/available")
                .asText();
    }
}
