package io.tillbridge.console;

import static io.tillbridge.console.ConsoleBed.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.posting.Events;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What people make of items, and what they decide about them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ItemsApiIT {

    private final ConsoleBed bed = new ConsoleBed();

    @AfterAll
    void close() {
        bed.close();
    }

    @Test
    void anItemHasEveryCellThatAPersonPuts() {
        String body = """
                {"name":"Set","category":"sets","unit":"piece","kind":"bundle",
                 "options":[{"name":"size","value":"M"}],
                 "components":[{"sku":"MUG","quantity":"1"},{"sku":"TEE","quantity":"0.5"}],
                 "taxCategory":"reduced","abcClass":"B","cost":{"amount":"7.50","currency":"EUR"}}""";

        assertThat(bed.put("/api/items/SET", body).status()).isEqualTo(201);

        assertThat(bed.get("/api/items/SET").json()).isEqualTo(json("""
                {"sku":"SET","name":"Set","category":"sets","unit":"piece","kind":"bundle",
                 "options":[{"name":"size","value":"M"}],
                 "components":[{"sku":"MUG","quantity":"1"},{"sku":"TEE","quantity":"0.5"}],
                 "taxCategory":"reduced","abcClass":"B","cost":{"amount":"7.5","currency":"EUR"},
                 "updatedAt":"2026-11-21T12:00:00Z","references":[]}"""));
        assertThat(bed.put("/api/items/SET", "{\"kind\":\"box\"}").problem()).isEqualTo("400 invalid_kind");
        assertThat(bed.put("/api/items/SET", "{\"components\":[{\"sku\":\"MUG\",\"quantity\":\"-1\"}]}")
                        .problem())
                .isEqualTo("400 invalid_components");
        assertThat(bed.put("/api/items/SET", "{\"cost\":{\"amount\":\"1e3\",\"currency\":\"EUR\"}}")
                        .problem())
                .isEqualTo("400 invalid_cost");
    }

    @Test
    void aLockedFieldStaysWhateverSystemsSayAndBothStepsAreAudited() {
        bed.put("/api/items/LOCKED", "{\"name\":\"mine\"}");
        assertThat(bed.put("/api/items/LOCKED/locks/name", "")
                        .json()
                        .at("/locked/0")
                        .asText())
                .isEqualTo("name");
        upsert(item("LOCKED", 1).put("name", "theirs").put("category", "shirts"));
        assertThat(bed.get("/api/items/LOCKED").json().path("name").asText()).isEqualTo("mine");
        assertThat(bed.get("/api/items/LOCKED").json().path("category").asText())
                .isEqualTo("shirts");

        assertThat(bed.delete("/api/items/LOCKED/locks/name").json().has("locked"))
                .isFalse();
        upsert(item("LOCKED", 2).put("name", "theirs"));

        assertThat(bed.get("/api/items/LOCKED").json().path("name").asText()).isEqualTo("theirs");
        assertThat(bed.put("/api/items/LOCKED/locks/colour", "").problem()).isEqualTo("400 invalid_field");
        assertThat(audited("LOCKED")).containsExactly("item.put", "item.lock", "item.unlock");
    }

    /** Failure catalogue, row 22: a clash is reviewed, and the first stays until a person decides. */
    @Test
    void aClashIsKeptUntilAPersonGivesTheCodeToTheOther() {
        upsert(item("FIRST", 1).put("gtin", "04006381333931"));
        upsert(item("SECOND", 1).put("gtin", "04006381333931"));
        JsonNode review = review("04006381333931/SECOND");
        assertThat(review.path("detail"))
                .isEqualTo(json("{\"gtin\":\"04006381333931\",\"sku\":\"SECOND\",\"item\":\"FIRST\"}"));
        assertThat(bed.get("/api/barcodes/4006381333931").json().at("/item/sku").asText())
                .isEqualTo("FIRST");

        ConsoleBed.Answer given = bed.post(
                "/api/items/reviews/" + review.path("id").asText(),
                "{\"decision\":\"give\",\"reason\":\"relabelled\"}");

        assertThat(given.status()).isEqualTo(200);
        assertThat(bed.get("/api/barcodes/4006381333931").json().at("/item/sku").asText())
                .isEqualTo("SECOND");
        upsert(item("FIRST", 2).put("gtin", "04006381333931"));
        assertThat(bed.get("/api/barcodes/4006381333931").json().at("/item/sku").asText())
                .as("the decision stands")
                .isEqualTo("SECOND");
        assertThat(bed.post("/api/items/reviews/" + review.path("id").asText(), "{\"decision\":\"keep\"}")
                        .problem())
                .isEqualTo("404 review_unknown");
    }

    @Test
    void aDuplicateIsMergedIntoTheItemThatHasTheCode() {
        upsert(item("ONE", 1).put("gtin", "00036000291452"));
        ObjectNode twice = item("TWO", 1).put("gtin", "00036000291452");
        twice.putArray("references").addObject().put("kind", "shop.variation").put("id", "V9");
        upsert(twice);
        JsonNode review = review("00036000291452/TWO");

        assertThat(bed.post("/api/items/reviews/" + review.path("id").asText(), "{\"decision\":\"merge\"}")
                        .status())
                .isEqualTo(200);
        upsert(twice.deepCopy().put("revision", "2"));

        assertThat(bed.get("/api/items/ONE").json().at("/references/0/remoteId").asText())
                .isEqualTo("V9");
        assertThat(bed.get("/api/items/TWO").json().path("mergedInto").asText()).isEqualTo("ONE");
    }

    @Test
    void anItemWithStockIsNotMerged() {
        upsert(item("STOCKED", 1).put("gtin", "00012345000065"));
        upsert(item("STOCKED-2", 1).put("gtin", "00012345000065"));
        bed.posting.post(EventType.STOCK_RECEIVED, Events.received("R-77", "STOCKED-2", "3"));
        String id = review("00012345000065/STOCKED-2").path("id").asText();

        assertThat(bed.post("/api/items/reviews/" + id, "{\"decision\":\"merge\"}")
                        .problem())
                .isEqualTo("409 item_has_stock");
        assertThat(bed.post("/api/items/reviews/" + id, "{\"decision\":\"forget\"}")
                        .problem())
                .isEqualTo("400 invalid_decision");
        assertThat(bed.post("/api/items/reviews/" + id, "{\"decision\":\"keep\"}")
                        .status())
                .as("a refused decision leaves the review open")
                .isEqualTo(200);
    }

    @Test
    void pricesShowWhichCountsAtATime() {
        bed.put("/api/items/PRICED", "{}");
        price("PRICED", "2026-01-01", "19.90");
        price("PRICED", "2026-12-01", "14.90");

        assertThat(counted("")).containsExactly("19.90");
        assertThat(counted("?at=2026-12-24T12:00:00Z")).containsExactly("14.90");
        assertThat(counted("?at=2025-12-24T12:00:00Z")).isEmpty();
        assertThat(bed.get("/api/items/PRICED/prices?at=tomorrow").problem()).isEqualTo("400 invalid_at");
        assertThat(bed.get("/api/items/GONE/prices").problem()).isEqualTo("404 sku_unknown");
    }

    private List<String> counted(String query) {
        return bed.get("/api/items/PRICED/prices" + query)
                .json()
                .path("prices")
                .valueStream()
                .filter(price -> price.path("counts").asBoolean())
                .map(price -> price.at("/price/amount").asText())
                .toList();
    }

    private JsonNode review(String subject) {
        return bed.get("/api/items/reviews?limit=200")
                .json()
                .path("items")
                .valueStream()
                .filter(one -> one.path("subject").asText().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private List<String> audited(String sku) {
        return bed.posting
                .sql
                .sql("select action from audit_entry where subject = ? order by sequence")
                .param(sku)
                .query(String.class)
                .list();
    }

    private void upsert(ObjectNode item) {
        bed.posting.post(EventType.ITEM_UPSERTED, item);
    }

    private static ObjectNode item(String sku, int revision) {
        return Events.item(sku, revision).put("id", sku);
    }

    private void price(String sku, String from, String amount) {
        bed.posting.sql.sql("""
                        insert into item_price (sku, currency, amount, effective_from, source, message_id, recorded_at)
                        values (?, 'EUR', ?::numeric, ?::timestamptz, 'erp', gen_random_uuid(), now())
                        """).params(sku, amount, from).update();
    }
}
