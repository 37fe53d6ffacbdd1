package io.tillbridge.console;

import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.console.ConsoleBed.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.posting.Events;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Items, barcodes and cross references, and what their change releases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MasterDataApiIT {

    private final ConsoleBed bed = new ConsoleBed();

    @AfterAll
    void close() {
        bed.close();
    }

    @Test
    void anItemThatIsAddedReleasesTheMessagesThatWaitForIt() {
        UUID held = bed.posting.post(SALE, Events.sale("0001", "NEW", "1")).get(0);
        assertThat(bed.posting.state(held)).isEqualTo("held:sku_missing");

        ConsoleBed.Answer put = bed.put("/api/items/NEW", "{\"name\":\"New tee\",\"gtin\":\"036000291452\"}");

        assertThat(put.status()).isEqualTo(201);
        assertThat(put.json()).isEqualTo(json("""
                {"item":{"sku":"NEW","name":"New tee","gtin":"00036000291452","updatedAt":"2026-11-21T12:00:00Z",
                 "references":[]},"releasedMessages":1}"""));
        bed.posting.postReady();
        assertThat(bed.posting.state(held)).isEqualTo("posted");
        assertThat(bed.get("/api/messages/" + held).json().path("attempts").findValuesAsText("outcome"))
                .containsExactly("released", "posted");
        assertThat(bed.put("/api/items/NEW", "{\"name\":\"Tee\"}").status()).isEqualTo(200);
        assertThat(bed.get("/api/items/NEW").json()).isEqualTo(json("""
                {"sku":"NEW","name":"Tee","updatedAt":"2026-11-21T12:00:00Z","references":[]}"""));
    }

    @Test
    void aGtinIsCheckedAndBelongsToOneItem() {
        assertThat(bed.put("/api/items/G1", "{\"gtin\":\"4006381333931\"}").status())
                .isEqualTo(201);
        assertThat(bed.put("/api/items/G2", "{\"gtin\":\"4006381333931\"}").problem())
                .isEqualTo("409 gtin_taken");
        assertThat(bed.put("/api/items/G2", "{\"gtin\":\"4006381333932\"}").problem())
                .isEqualTo("400 check_digit");
        assertThat(bed.put("/api/items/G2", "{\"gtin\":\"12\"}").problem()).isEqualTo("400 not_a_gtin");
        assertThat(bed.put("/api/items/G2", "{\"gtin\":\"2100001000004\"}").problem())
                .isEqualTo("400 gtin_restricted");
        assertThat(bed.get("/api/items/G2").problem()).isEqualTo("404 sku_unknown");
        assertThat(bed.put("/api/items/%20G2", "{}").problem()).isEqualTo("400 invalid_sku");
    }

    @Test
    void aScannedCodeMeansItsItemHoweverTheScannerWritesIt() {
        bed.put("/api/items/B1", "{\"gtin\":\"012345000065\"}");

        assertThat(bed.get("/api/barcodes/0012345000065").json()).isEqualTo(json("""
                {"code":"0012345000065","gtin":"00012345000065","kind":"unit","rule":"gtin","units":"1",
                 "item":{"sku":"B1","gtin":"00012345000065","updatedAt":"2026-11-21T12:00:00Z","references":[]}}"""));
        assertThat(bed.get("/api/barcodes/01234565").json().at("/item/sku").asText())
                .as("UPC-E")
                .isEqualTo("B1");
        JsonNode pack = bed.get("/api/barcodes/10012345000062").json();
        assertThat(pack.path("kind").asText() + pack.path("indicator").asText()).isEqualTo("case1");
        assertThat(bed.get("/api/barcodes/96385074").problem()).isEqualTo("404 barcode_unknown");
        assertThat(bed.get("/api/barcodes/2100001027506").problem()).isEqualTo("404 barcode_restricted");
        assertThat(bed.get("/api/barcodes/96385075").problem()).isEqualTo("400 check_digit");
    }

    @Test
    void aCrossReferenceReleasesWhatWaitsForItOnBothSides() {
        UUID message = UUID.fromString("01900000-0000-7000-8000-00000000aaaa");
        bed.posting.sql.sql("""
                        insert into message (message_id, connection, flow, state, reason, received_at, hold_key, hold_until)
                        values (?, 'shop', 'order', 'held', 'xref_missing', now(),
                                'xref:shop/shopify.item/gid://shopify/Item/7', now())""").param(message).update();
        bed.posting.sql.sql("""
                        insert into lane_wanted (destination, key, event_type, sequence, desired, occurred_at, message_id)
                        values ('shop.web', 'TEE/S9', 'availability', 1, '{}', now(), ?)""").param(message).update();
        bed.posting.sql.sql("""
                        insert into lane_delivery (destination, key, waiting_on, waiting_since, waiting_sequence)
                        values ('shop.web', 'TEE/S9', 'xref:shop/shopify.item/=TEE', now(), 1)""").update();

        ConsoleBed.Answer put = bed.put(
                "/api/cross-references/shop/shopify.item/gid:%2F%2Fshopify%2FItem%2F7", "{\"localId\":\"TEE\"}");

        assertThat(put.status() + " " + put.response().body())
                .isEqualTo("201 "
                        + "{\"link\":{\"connection\":\"shop\",\"kind\":\"shopify.item\",\"remoteId\":\"gid://shopify/Item/7\","
                        + "\"localId\":\"TEE\",\"told\":true},\"releasedMessages\":1,\"releasedLanes\":1}");
        assertThat(bed.posting.state(message)).isEqualTo("accepted");
        assertThat(bed.get("/api/items/TEE").json().at("/references/0/remoteId").asText())
                .isEqualTo("gid://shopify/Item/7");
        assertThat(bed.put("/api/cross-references/shop/shopify.item/8", "{}").problem())
                .isEqualTo("400 invalid_local_id");
    }

    @Test
    void ofSeveralRemoteIdsOfOneItemTheOneThatWasPutLastIsTold() {
        link("8", "MUG");
        ConsoleBed.Answer second = bed.put("/api/cross-references/shop/shopify.mug/9", "{\"localId\":\"MUG\"}");

        assertThat(second.json()).isEqualTo(json("""
                {"link":{"connection":"shop","kind":"shopify.mug","remoteId":"9","localId":"MUG","told":true},
                 "releasedMessages":0,"releasedLanes":0,"toldBefore":"8"}"""));
        assertThat(told("MUG")).isEqualTo("8 false, 9 true");
        assertThat(bed.get("/api/audit?limit=1")
                        .json()
                        .at("/items/0/detail/toldBefore")
                        .asText())
                .isEqualTo("8");
        link("8", "MUG");
        assertThat(told("MUG")).as("by hand again").isEqualTo("8 true, 9 false");
        link("8", "CUP");
        assertThat(told("MUG") + "; " + told("CUP")).isEqualTo("9 true; 8 true");
        link("8", "MUG");
        bed.delete("/api/cross-references/shop/shopify.mug/8");
        assertThat(told("MUG")).as("the other one takes over").isEqualTo("9 true");
    }

    private void link(String remoteId, String localId) {
        bed.put("/api/cross-references/shop/shopify.mug/" + remoteId, "{\"localId\":\"" + localId + "\"}");
    }

    /** The remote ids of a local id and whether each is told. */
    private String told(String localId) {
        JsonNode links = bed.get("/api/cross-references?kind=shopify.mug&localId=" + localId)
                .json()
                .path("items");
        return links.valueStream()
                .map(link ->
                        link.path("remoteId").asText() + " " + link.path("told").asText())
                .collect(Collectors.joining(", "));
    }

    @Test
    void crossReferencesArePagedAndDeleted() {
        bed.posting
                .sql
                .sql("insert into generation values ('pos', 1, 'hash', now())")
                .update();
        for (int i = 1; i <= 3; i++) {
            bed.put("/api/cross-references/pos/pos.item/" + i, "{\"localId\":\"L" + i + "\"}");
        }
        JsonNode first = bed.get("/api/cross-references?connection=pos&limit=2").json();
        JsonNode second = bed.get("/api/cross-references?connection=pos&limit=2&after="
                        + first.path("next").asText())
                .json();

        assertThat(first.path("items").findValuesAsText("remoteId")).containsExactly("1", "2");
        assertThat(second).isEqualTo(json("""
                {"items":[{"connection":"pos","kind":"pos.item","remoteId":"3","localId":"L3","told":true}]}"""));
        assertThat(bed.delete("/api/cross-references/pos/pos.item/2").status()).isEqualTo(204);
        assertThat(bed.delete("/api/cross-references/pos/pos.item/2").problem())
                .isEqualTo("404 cross_reference_unknown");
        assertThat(bed.get("/api/cross-references?localId=L2").json().path("items"))
                .isEmpty();
        assertThat(bed.get("/api/audit?limit=1").json().at("/items/0/action").asText())
                .isEqualTo("cross_reference.delete");
        assertThat(bed.get("/api/cross-references?after=WyJh").problem()).isEqualTo("400 invalid_cursor");
    }
}
