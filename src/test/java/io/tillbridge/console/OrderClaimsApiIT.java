package io.tillbridge.console;

import static io.tillbridge.canonical.EventType.ITEM_UPSERTED;
import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.posting.Events;
import io.tillbridge.posting.PostingBed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Everything that is claimed for a line of an order, over the API: at each location, and of a bundle by component. */
class OrderClaimsApiIT {

    private final ConsoleBed bed = new ConsoleBed(PostingBed.with(
            Map.of(
                    "config/locations.yaml",
                    "locations: [{id: W1, groups: [warehouses]}, {id: W2, groups: [warehouses]}]",
                    "config/sourcing.yaml",
                    "connections: [shop]\nrules: [{id: web, from: [{group: warehouses}], split: pieces}]"),
            List.of()));

    /** Two of TEE and one MUG are a SET. */
    OrderClaimsApiIT() {
        bed.posting.addItems("TEE", "MUG");
        ObjectNode set = Events.item("SET", 1).put("kind", "bundle");
        ArrayNode components = set.putArray("components");
        components.addObject().put("sku", "TEE").put("quantity", "2");
        components.addObject().put("sku", "MUG").put("quantity", "1");
        bed.posting.post(ITEM_UPSERTED, set);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void aSplitLineTellsTheClaimOfEachLocationAndWhatIsWantedFromAnywhere() {
        received("W1", "TEE", "2");
        received("W2", "TEE", "1");
        ObjectNode order = Events.order("O1", 1, "open", "TEE", "4", "0");
        order.remove("location");
        UUID placed = bed.posting.post(ORDER, order).get(0);

        assertThat(claims()).containsExactly("2 TEE W1 allocated", "1 TEE W2 allocated", "1 TEE unassigned confirmed");
        assertThat(changed(placed)).isEqualTo(claims());
    }

    @Test
    void aBundlesLineTellsWhatWasBuiltAndTheComponentsOfTheRest() {
        received("S1", "SET", "1");
        received("S1", "TEE", "2");
        received("S1", "MUG", "5");
        UUID placed = bed.posting
                .post(ORDER, Events.order("O1", 1, "open", "SET", "2", "0"))
                .get(0);
        assertThat(claims()).containsExactly("1 SET S1 allocated", "1 MUG S1 allocated", "2 TEE S1 allocated");
        assertThat(changed(placed)).isEqualTo(claims());

        bed.posting.post(SALE, Events.sale("0001", "TEE", "1"));
        assertThat(claims()).containsExactly("1 SET S1 allocated", "1 MUG S1 allocated", "2 TEE S1 promise_at_risk");
        assertThat(line().at("/claims/2/atRisk/quantity").asText()).isEqualTo("1");
        assertThat(line().at("/claims/0").has("atRisk")).isFalse();
    }

    @Test
    void whatHasEndedIsNoClaimOfTheLineButAChangeOfItsMessage() {
        received("S1", "TEE", "2");
        received("S1", "MUG", "1");
        bed.posting.post(ORDER, Events.order("O1", 1, "open", "SET", "1", "0"));
        UUID cancelled = bed.posting
                .post(ORDER, Events.order("O1", 2, "cancelled", "SET", "1", "0"))
                .get(0);

        assertThat(claims()).isEmpty();
        assertThat(changed(cancelled)).containsExactly("0 MUG S1 released", "0 TEE S1 released");
    }

    private void received(String location, String sku, String quantity) {
        bed.posting.post(
                STOCK_RECEIVED,
                Events.received("R-" + location + sku, sku, quantity).put("location", location));
    }

    private JsonNode line() {
        return bed.get("/api/orders/O1").json().at("/orders/0/lines/0");
    }

    private List<String> claims() {
        return texts(line().path("claims"));
    }

    private List<String> changed(UUID message) {
        return texts(bed.get("/api/messages/" + message).json().at("/changed/claims"));
    }

    private static List<String> texts(JsonNode claims) {
        List<String> texts = new ArrayList<>();
        claims.forEach(claim -> texts.add("%s %s %s %s"
                .formatted(
                        claim.path("quantity").asText(),
                        claim.path("sku").asText(),
                        claim.path("location").asText(),
                        claim.path("state").asText())));
        return texts;
    }
}
