package io.tillbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.posting.Events;
import io.tillbridge.posting.Traceable;
import io.tillbridge.verification.VerificationBed;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReturnsApiIT {

    private final ConsoleBed bed = new ConsoleBed();

    @AfterEach
    void close() throws SQLException {
        VerificationBed.assertSound(bed.posting.database);
        bed.close();
    }

    @Test
    void returnsAreListedWithFiltersAndPages() {
        post("T-1", "TEE", "1", "A");
        post("T-2", "TEE", "2", "B");
        post("T-3", "MUG", "1", "D");

        assertThat(ids("")).containsExactly("T-3", "T-2", "T-1");
        assertThat(ids("?waiting=true")).containsExactly("T-2");
        assertThat(ids("?waiting=false&sku=TEE")).containsExactly("T-1");
        assertThat(ids("?condition=D")).containsExactly("T-3");
        assertThat(ids("?order=O1&location=S1&system=shop")).hasSize(3);
        assertThat(ids("?order=O2")).isEmpty();
        JsonNode first = bed.get("/api/returns?limit=2").json();
        assertThat(ids("?limit=2")).containsExactly("T-3", "T-2");
        assertThat(ids("?limit=2&after=" + first.path("next").asText())).containsExactly("T-1");
        assertThat(bed.get("/api/returns?condition=G").problem()).isEqualTo("400 invalid_condition");
        assertThat(bed.get("/api/returns?waiting=some").problem()).isEqualTo("400 invalid_waiting");
        assertThat(bed.get("/api/returns/9999").problem()).isEqualTo("404 return_unknown");
    }

    @Test
    void goodsLeaveQualityHoldByDecisionsWithWhoAndTheirMovements() {
        bed.posting.sql.sql("update item set cost = 6, cost_currency = 'EUR'").update();
        UUID message = post("T-1", "TEE", "3", "C");
        String id = id("T-1");

        JsonNode before = bed.get("/api/returns/" + id).json();
        assertThat(before.at("/lines/0/waits").asText()).isEqualTo("3");
        assertThat(before.at("/open/0/kind").asText()).isEqualTo("repack");
        assertThat(before.at("/open/0/owner").asText()).isEqualTo("S1");
        assertThat(before.path("movements")).hasSize(1);

        JsonNode one = decide(id, "sellable", "2", "packed again").json();
        assertThat(one.at("/lines/0/waits").asText()).isEqualTo("1");
        assertThat(one.path("open")).as("the last piece still waits").hasSize(1);
        assertThat(buckets("TEE")).isEqualTo("2/0/1");

        JsonNode all = decide(id, "vendor", null, "RMA-88").json();
        assertThat(all.path("open")).isEmpty();
        assertThat(buckets("TEE")).isEqualTo("2/0/0");
        List<String> decided = new ArrayList<>();
        all.path("decisions")
                .forEach(decision -> decided.add(decision.path("quantity").asText() + " "
                        + decision.path("to").asText() + " "
                        + decision.path("by").asText() + " "
                        + decision.path("reason").asText()));
        assertThat(decided).containsExactly("2 sellable api:ana packed again", "1 vendor api:ana RMA-88");
        List<String> moved = new ArrayList<>();
        all.path("movements")
                .forEach(one2 -> moved.add(one2.path("quantity").asText() + " "
                        + one2.at("/from/place").asText() + " -> "
                        + one2.at("/to/place").asText() + " "
                        + one2.path("reason").asText()));
        assertThat(moved)
                .containsExactly("3 customer -> S1 return", "2 S1 -> S1 bucket", "1 S1 -> supplier return_to_vendor");
        assertThat(all.path("entries"))
                .as("of the return, and of what the supplier owes")
                .hasSize(2);
        assertThat(bed.posting
                        .sql
                        .sql("select action || ' ' || actor from audit_entry where action = 'return.decide'")
                        .query(String.class)
                        .list())
                .containsExactly("return.decide api:ana", "return.decide api:ana");
        assertThat(all.path("messageId").asText()).isEqualTo(message.toString());

        assertThat(decide(id, "sellable", null, "again").problem()).isEqualTo("409 return_not_waiting");
    }

    @Test
    void aDecisionThatCannotBeIsRefusedAndNothingMoves() {
        post("T-1", "TEE", "2", "B");
        String id = id("T-1");
        assertThat(decide(id, "sellable", "3", "good").problem()).isEqualTo("409 return_too_much");
        assertThat(decide(id, "shelf", "1", "good").problem()).isEqualTo("400 invalid_to");
        assertThat(bed.post("/api/returns/" + id + "/decisions", "{\"line\":\"1\",\"to\":\"sellable\"}")
                        .problem())
                .isEqualTo("400 invalid_reason");
        assertThat(bed.post("/api/returns/" + id + "/decisions", "{\"line\":\"9\",\"to\":\"damaged\",\"reason\":\"r\"}")
                        .problem())
                .isEqualTo("404 return_unknown");
        bed.posting.post(EventType.STOCK_ADJUSTED, dropped("TEE"));
        assertThat(decide(id, "sellable", null, "good").problem()).isEqualTo("409 return_not_there");
        assertThat(buckets("TEE")).isEqualTo("0/1/1");
        assertThat(decide(id, "sellable", "1", "good")
                        .json()
                        .at("/lines/0/decided")
                        .asText())
                .isEqualTo("1");

        post("T-2", "MUG", "1", "E");
        String broken = id("T-2");
        assertThat(bed.get("/api/returns/" + broken).json().at("/open/0/kind").asText())
                .isEqualTo("supplier_claim");
        assertThat(decide(broken, "sellable", null, "no").problem()).isEqualTo("409 return_not_waiting");
        assertThat(decide(broken, "vendor", null, "RMA-9").json().path("open")).isEmpty();
        assertThat(buckets("MUG")).isEqualTo("0/0/0");
    }

    @Test
    void whatWasNotReceivedIsADeadlineForATeam() {
        post("T-1", "TEE", "1", "X");

        JsonNode open = bed.get("/api/returns/" + id("T-1")).json().at("/open/0");
        assertThat(open.path("kind").asText()).isEqualTo("return_missing");
        assertThat(open.path("owner").asText()).isEqualTo("customer_service");
        assertThat(open.path("dueAt").asText()).isEqualTo("2026-11-28T12:00:00Z");
        assertThat(decide(id("T-1"), "sellable", null, "found").problem()).isEqualTo("409 return_not_waiting");
    }

    @Test
    void aPieceTakesItsSerialNumberAlong() {
        ObjectNode returned = returned("T-1", "TEE", "2", "C");
        Traceable.serials(returned, "SN-1", "SN-2");
        bed.posting.post(EventType.RETURN, returned);

        decide(id("T-1"), "sellable", "1", "one is good");
        decide(id("T-1"), "damaged", "1", "one is not");

        assertThat(bed.posting
                        .sql
                        .sql("select serial || ' ' || to_bucket from stock_movement where reason = 'bucket' order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("SN-1 sellable", "SN-2 damaged");
    }

    private static ObjectNode dropped(String sku) {
        ObjectNode dropped = ExactJson.nodes()
                .objectNode()
                .put("system", "shop")
                .put("id", "A-1")
                .put("location", "S1")
                .put("adjustedAt", "2026-11-21T11:45:00Z")
                .put("reason", "dropped");
        dropped.putArray("lines")
                .addObject()
                .put("id", "1")
                .put("sku", sku)
                .put("quantity", "1")
                .put("bucket", "quality_hold")
                .put("toBucket", "damaged");
        return dropped;
    }

    private UUID post(String id, String sku, String quantity, String condition) {
        return bed.posting
                .post(EventType.RETURN, returned(id, sku, quantity, condition))
                .get(0);
    }

    @Test
    void whyGoodsCameBackIsKeptAndShown() {
        ObjectNode returned = returned("T-why", "TEE", "1", "A");
        ((ObjectNode) returned.at("/lines/0")).put("reason", "too small");
        bed.posting.post(EventType.RETURN, returned);

        assertThat(bed.get("/api/returns/" + id("T-why"))
                        .json()
                        .at("/lines/0/reason")
                        .asText())
                .isEqualTo("too small");
    }

    private static ObjectNode returned(String id, String sku, String quantity, String condition) {
        ObjectNode returned = Events.returned(id, sku, quantity, condition.equals("X") ? "none" : "sellable");
        ((ObjectNode) returned.at("/lines/0")).put("condition", condition);
        return returned;
    }

    private ConsoleBed.Answer decide(String id, String to, @Nullable String quantity, String reason) {
        return bed.post(
                "/api/returns/" + id + "/decisions",
                "{\"line\":\"1\",\"to\":\"" + to + "\",\"reason\":\"" + reason + "\""
                        + (quantity == null ? "}" : ",\"quantity\":\"" + quantity + "\"}"));
    }

    private List<String> ids(String query) {
        List<String> ids = new ArrayList<>();
        bed.get("/api/returns" + query)
                .json()
                .path("items")
                .forEach(one -> ids.add(one.path("returnId").asText()));
        return ids;
    }

    private String id(String returnId) {
        return bed.posting
                .sql
                .sql("select return_no::text from goods_return where return_id = ?")
                .param(returnId)
                .query(String.class)
                .single();
    }

    private String buckets(String sku) {
        return bed.posting
                .sql
                .sql("select concat_ws('/', trim_scale(sellable), trim_scale(damaged), trim_scale(quality_hold))"
                        + " from stock_balance where sku = ? and location = 'S1'")
                .param(sku)
                .query(String.class)
                .single();
    }
}
