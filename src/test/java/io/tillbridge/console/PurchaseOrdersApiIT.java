package io.tillbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.posting.PostingBed;
import io.tillbridge.purchasing.PurchaseClosing;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PurchaseOrdersApiIT {

    private final ConsoleBed bed = new ConsoleBed(PostingBed.buying("TEE", "MUG"));

    @AfterAll
    void close() {
        bed.close();
    }

    private static String draft(String number, String lines) {
        return "{\"number\":\"" + number + "\",\"supplier\":\"ACME\",\"location\":\"W1\",\"currency\":\"EUR\","
                + "\"expectedAt\":\"2026-12-01T08:00:00Z\",\"lines\":" + lines + "}";
    }

    @Test
    void aDraftIsToldToNobodyAndSentOnce() {
        JsonNode made = bed.post(
                        "/api/purchase-orders",
                        draft(
                                "PO-1",
                                "[{\"sku\":\"TEE\",\"quantity\":\"24\",\"packUnits\":\"12\",\"packUnit\":\"carton\","
                                        + "\"unitPrice\":\"3.10\"},{\"sku\":\"MUG\",\"quantity\":\"2.5\"}]"))
                .json();
        assertThat(made.path("state").asText()).isEqualTo("draft");
        assertThat(made.path("revision").asInt()).isZero();
        assertThat(made.path("createdBy").asText()).isEqualTo("api:ana");
        assertThat(told("PO-1")).isEmpty();
        assertThat(onOrder("TEE", "PO-1")).isEmpty();

        JsonNode sent = bed.post("/api/purchase-orders/PO-1/send", "").json();
        assertThat(bed.post("/api/purchase-orders/PO-1/send", "").json()).isEqualTo(sent);

        assertThat(sent.path("state").asText()).isEqualTo("sent");
        assertThat(sent.path("revision").asInt()).isEqualTo(1);
        assertThat(told("PO-1"))
                .containsExactly("{\"id\":\"PO-1\",\"revision\":\"1\",\"number\":\"PO-1\",\"supplier\":\"ACME\","
                        + "\"location\":\"W1\",\"orderedAt\":\"2026-11-21T12:00:00Z\","
                        + "\"expectedAt\":\"2026-12-01T08:00:00Z\",\"currency\":\"EUR\",\"sequence\":1,\"lines\":["
                        + "{\"id\":\"1\",\"sku\":\"TEE\",\"quantity\":\"24\",\"packs\":\"2\",\"packUnits\":\"12\","
                        + "\"packUnit\":\"carton\",\"unitPrice\":{\"amount\":\"3.10\",\"currency\":\"EUR\"}},"
                        + "{\"id\":\"2\",\"sku\":\"MUG\",\"quantity\":\"2.5\"}]}");
        assertThat(onOrder("TEE", "PO-1"))
                .isEqualTo("{\"purchaseOrder\":\"PO-1\",\"location\":\"W1\",\"quantity\":\"24\","
                        + "\"expectedAt\":\"2026-12-01T08:00:00Z\"}");
        assertThat(bed.get("/api/audit?limit=50").json().findValuesAsText("action"))
                .contains("purchase_order.draft", "purchase_order.send");
    }

    @Test
    void noticesAndReceiptsThatNameItAreItsAnswer() {
        sent("PO-2", "[{\"sku\":\"TEE\",\"quantity\":\"10\"}]");
        bed.posting.post(EventType.ADVANCE_NOTICE, notice("N-2", "PO-2", "6"));
        assertThat(line("PO-2")).isEqualTo("10 ordered, 6 announced, 0 received, 10 to come");

        bed.posting.post(EventType.STOCK_RECEIVED, received("RN", "4").put("notice", "N-2"));
        bed.posting.post(EventType.STOCK_RECEIVED, received("RO", "3").put("purchaseOrder", "PO-2"));
        assertThat(line("PO-2")).isEqualTo("10 ordered, 6 announced, 7 received, 3 to come");
        assertThat(onOrder("TEE", "PO-2")).contains("\"quantity\":\"3\"");
        bed.bean(PurchaseClosing.class).close();
        assertThat(bed.get("/api/purchase-orders/PO-2").json().path("state").asText())
                .isEqualTo("sent");

        bed.posting.post(EventType.STOCK_RECEIVED, received("RL", "4").put("purchaseOrder", "PO-2"));
        assertThat(line("PO-2")).isEqualTo("10 ordered, 6 announced, 11 received, 0 to come");
        assertThat(onOrder("TEE", "PO-2")).isEmpty();
        assertThat(bed.bean(PurchaseClosing.class).close()).isEqualTo(1);
        assertThat(bed.get("/api/purchase-orders?state=received&sku=TEE").json().findValuesAsText("number"))
                .contains("PO-2");
        assertThat(bed.post("/api/purchase-orders/PO-2/cancel", "").problem()).isEqualTo("409 purchase_order_received");
    }

    @Test
    void anOrderOfWhichALineIsToComeStaysOpen() {
        sent("PO-9", "[{\"sku\":\"TEE\",\"quantity\":\"1\"},{\"sku\":\"MUG\",\"quantity\":\"1\"}]");
        bed.posting.post(EventType.STOCK_RECEIVED, received("R9", "1").put("purchaseOrder", "PO-9"));
        bed.bean(PurchaseClosing.class).close();

        assertThat(bed.get("/api/purchase-orders/PO-9").json().path("state").asText())
                .isEqualTo("sent");
    }

    @Test
    void aCancelledOrderIsToldIfItWasSentAndNothingOfItIsToCome() {
        sent("PO-3", "[{\"sku\":\"MUG\",\"quantity\":\"5\"}]");
        bed.post("/api/purchase-orders", draft("PO-4", "[{\"sku\":\"MUG\",\"quantity\":\"5\"}]"));

        bed.post("/api/purchase-orders/PO-3/cancel", "");
        bed.post("/api/purchase-orders/PO-4/cancel", "");
        JsonNode again = bed.post("/api/purchase-orders/PO-3/cancel", "").json();

        assertThat(again.path("state").asText()).isEqualTo("cancelled");
        assertThat(again.path("revision").asInt()).isEqualTo(2);
        assertThat(line("PO-3")).isEqualTo("5 ordered, 0 announced, 0 received, 0 to come");
        assertThat(told("PO-3")).hasSize(2);
        assertThat(told("PO-3").get(1)).contains("\"revision\":\"2\"", "\"cancelled\":true");
        assertThat(told("PO-4")).isEmpty();
        assertThat(onOrder("MUG", "PO-3")).isEmpty();
        assertThat(bed.post("/api/purchase-orders/PO-4/send", "").problem()).isEqualTo("409 purchase_order_cancelled");
    }

    @Test
    void whatCannotBeOrderedIsRefused() {
        assertThat(refused("PO-5", "[]")).isEqualTo("400 invalid_lines");
        assertThat(refused("PO-5", "[{\"sku\":\"TEE\",\"quantity\":\"0\"}]")).isEqualTo("400 invalid_lines");
        assertThat(refused("PO-5", "[{\"sku\":\"TEE\",\"quantity\":\"13\",\"packUnits\":\"12\"}]"))
                .isEqualTo("400 invalid_lines");
        assertThat(refused("PO-5", "[{\"sku\":\"TEE\",\"quantity\":\"1\"},{\"sku\":\"TEE\",\"quantity\":\"2\"}]"))
                .isEqualTo("400 invalid_lines");
        assertThat(refused("PO-5", "[{\"sku\":\"TEE\",\"quantity\":\"1\",\"unitPrice\":\"1.005\"}]"))
                .isEqualTo("400 invalid_lines");
        assertThat(refused("PO-5", "[{\"sku\":\"NOBODY\",\"quantity\":\"1\"}]")).isEqualTo("404 sku_unknown");
        sent("PO-6", "[{\"sku\":\"TEE\",\"quantity\":\"1\"}]");
        assertThat(refused("PO-6", "[{\"sku\":\"TEE\",\"quantity\":\"1\"}]")).isEqualTo("409 purchase_order_exists");
        assertThat(bed.get("/api/purchase-orders/nobody").problem()).isEqualTo("404 purchase_order_unknown");
        assertThat(bed.post("/api/purchase-orders/nobody/send", "").problem()).isEqualTo("404 purchase_order_unknown");
        assertThat(bed.get("/api/purchase-orders?state=open").problem()).isEqualTo("400 invalid_state");
    }

    private void sent(String number, String lines) {
        bed.post("/api/purchase-orders", draft(number, lines));
        bed.post("/api/purchase-orders/" + number + "/send", "");
    }

    private String refused(String number, String lines) {
        return bed.post("/api/purchase-orders", draft(number, lines)).problem();
    }

    private String line(String number) {
        JsonNode line = bed.get("/api/purchase-orders/" + number).json().at("/lines/0");
        return line.path("quantity").asText() + " ordered, "
                + line.path("announced").asText() + " announced, "
                + line.path("received").asText() + " received, "
                + line.path("remaining").asText() + " to come";
    }

    private String onOrder(String sku, String number) {
        for (JsonNode one : bed.get("/api/stock/" + sku).json().path("onOrder")) {
            if (one.path("purchaseOrder").asText().equals(number)) {
                return one.toString();
            }
        }
        return "";
    }

    private List<String> told(String number) {
        return bed.posting
                .sql
                .sql(
                        "select document from outbox_entry where destination = 'shop.buying' and key = ? order by sequence")
                .param(number)
                .query(String.class)
                .list();
    }

    private static ObjectNode received(String id, String quantity) {
        ObjectNode body = ExactJson.nodes()
                .objectNode()
                .put("system", "shop")
                .put("id", id)
                .put("location", "W1")
                .put("receivedAt", "2026-11-21T10:00:00Z");
        body.putArray("lines").addObject().put("id", "1").put("sku", "TEE").put("quantity", quantity);
        return body;
    }

    private static ObjectNode notice(String id, String order, String quantity) {
        ObjectNode body = ExactJson.nodes()
                .objectNode()
                .put("system", "shop")
                .put("id", id)
                .put("purchaseOrder", order)
                .put("location", "W1")
                .put("sentAt", "2026-11-21T09:00:00Z");
        body.putArray("lines").addObject().put("id", "1").put("sku", "TEE").put("quantity", quantity);
        return body;
    }
}
