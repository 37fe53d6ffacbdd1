package io.tillbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.posting.Events;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdvanceNoticesApiIT {

    private final ConsoleBed bed = new ConsoleBed();

    @AfterAll
    void close() {
        bed.close();
    }

    @Test
    void noticesAreListedWithWhatIsStillToCome() {
        bed.posting.post(EventType.ADVANCE_NOTICE, notice("N1", "TEE", "5"));
        bed.posting.post(EventType.ADVANCE_NOTICE, notice("N2", "MUG", "2.5"));
        bed.posting.post(
                EventType.STOCK_RECEIVED, Events.received("R1", "TEE", "5").put("notice", "N1"));

        assertThat(bed.get("/api/advance-notices?state=open")
                        .json()
                        .path("items")
                        .toString())
                .isEqualTo(
                        "[{\"system\":\"shop\",\"id\":\"N2\",\"state\":\"open\",\"supplier\":\"Acme\",\"location\":\"S1\","
                                + "\"sentAt\":\"2026-11-20T10:00:00Z\",\"expectedAt\":\"2026-11-25T10:00:00Z\",\"lines\":[{\"sku\":\"MUG\","
                                + "\"expected\":\"2.5\",\"received\":\"0\",\"remaining\":\"2.5\",\"expectedOn\":\"2026-11-25\"}]}]");
        assertThat(bed.get("/api/advance-notices?state=received").json().findValuesAsText("id"))
                .containsExactly("N1");
        assertThat(bed.get("/api/advance-notices?sku=MUG").json().findValuesAsText("id"))
                .containsExactly("N2");
        assertThat(bed.get("/api/advance-notices?limit=1").json().hasNonNull("next"))
                .isTrue();
        assertThat(bed.get("/api/advance-notices?state=gone").problem()).isEqualTo("400 invalid_state");
    }

    @Test
    void aPersonClosesANoticeAndWhatIsMissingIsAConflict() {
        bed.posting.post(EventType.ADVANCE_NOTICE, notice("N9", "KEPT", "4"));

        JsonNode closed = bed.post("/api/advance-notices/shop/N9/close", "{\"reason\":\"sold out\"}")
                .json();

        assertThat(closed.path("state").asText()).isEqualTo("closed");
        assertThat(closed.at("/lines/0/remaining").asText()).isEqualTo("0");
        assertThat(bed.get("/api/advance-notices?state=closed").json().findValuesAsText("id"))
                .containsExactly("N9");
        assertThat(bed.get("/api/conflicts?kind=receipt_short")
                        .json()
                        .at("/items/0/detail")
                        .toString())
                .isEqualTo("{\"lines\":[{\"sku\":\"KEPT\",\"expected\":\"4\",\"received\":\"0\"}]}");
        assertThat(bed.post("/api/advance-notices/shop/N8/close", "").problem()).isEqualTo("404 notice_unknown");
    }

    @Test
    void stockByLotIsShownWhereItIsAskedFor() {
        ObjectNode received = Events.received("L1", "KEPT", "5");
        ((ObjectNode) received.at("/lines/0")).put("lot", "2026-11");
        bed.posting.post(EventType.STOCK_RECEIVED, received, Events.received("L2", "KEPT", "3"));

        assertThat(bed.get("/api/stock/KEPT?lots=true").json().path("lots").toString())
                .isEqualTo("[{\"location\":\"S1\",\"bucket\":\"sellable\",\"lot\":\"2026-11\",\"quantity\":\"5\"}]");
        assertThat(bed.get("/api/stock/KEPT").json().has("lots")).isFalse();
    }

    private static ObjectNode notice(String id, String sku, String quantity) {
        ObjectNode notice = ExactJson.nodes()
                .objectNode()
                .put("system", "shop")
                .put("id", id)
                .put("supplier", "Acme")
                .put("location", "S1")
                .put("sentAt", "2026-11-20T10:00:00Z")
                .put("expectedAt", "2026-11-25T10:00:00Z");
        notice.putArray("lines").addObject().put("id", "1").put("sku", sku).put("quantity", quantity);
        return notice;
    }
}
