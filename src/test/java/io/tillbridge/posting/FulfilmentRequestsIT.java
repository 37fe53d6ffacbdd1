package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.FULFILMENT_PICKED;
import static io.tillbridge.canonical.EventType.FULFILMENT_REQUESTED;
import static io.tillbridge.canonical.EventType.FULFILMENT_SHORT_PICKED;
import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.RETURN;
import static io.tillbridge.canonical.EventType.SHIPMENT_CONFIRMED;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Locations are asked to pick and send in the posting that allocates, once, and told again only when less or more is asked. */
class FulfilmentRequestsIT {

    private final PostingBed bed =
            new PostingBed(List.of(ShopPlans.outbound("wms", FULFILMENT_REQUESTED, List.of("id"), null)), "TEE", "MUG");

    private static ObjectNode order(int revision, String state, String... lines) {
        ObjectNode order = Events.order("O1", revision, state, "TEE", "1", "0");
        ArrayNode rows = order.putArray("lines");
        for (String line : lines) {
            String[] cells = line.split(" ", -1);
            ObjectNode row = rows.addObject()
                    .put("id", "L" + rows.size())
                    .put("sku", cells[0])
                    .put("quantity", cells[1])
                    .put("fulfilled", "0")
                    .put("location", cells[2]);
            if (cells.length > 3) {
                row.put("fulfilment", cells[3]);
            }
        }
        return order;
    }

    /** What lanes hold: location, method, sequence, lines, and whether it is cancelled. */
    private List<String> told() {
        List<String> told = new ArrayList<>();
        for (String document : bed.sql
                .sql(
                        "select coalesce((select document from outbox_entry e where e.destination = l.destination and e.key = l.key"
                                + " order by sequence desc limit 1), l.desired) from outbox_lane l where destination = 'shop.wms'")
                .query(String.class)
                .list()) {
            JsonNode event = ExactJson.parse(document);
            List<String> lines = new ArrayList<>();
            event.path("lines")
                    .forEach(line -> lines.add(line.path("id").asText() + "="
                            + line.path("quantity").asText()));
            told.add(
                    event.path("location").asText() + " " + event.path("method").asText() + " #"
                            + event.path("sequence").asText() + " " + lines
                            + (event.path("cancelled").asBoolean() ? " cancelled" : ""));
        }
        told.sort(Comparator.naturalOrder());
        return told;
    }

    private List<String> requests() {
        return bed.sql
                .sql("select location || ' ' || method || ' g' || generation || ' #' || sequence || ' ' || state"
                        + " from fulfilment_request order by 1")
                .query(String.class)
                .list();
    }

    @Test
    void requestsAreByLocationAndMethod() {
        bed.post(
                ORDER,
                order(1, "open", "TEE 2 W1", "MUG 1 W1", "TEE 1 S1 ship_from_store", "MUG 1 S1 pickup")
                        .put("promisedAt", "2026-11-23T12:00:00Z"));

        assertThat(told())
                .containsExactly(
                        "S1 pickup #1 [L4=1]",
                        "S1 ship_from_store #1 [L3=1]",
                        "W1 ship_from_warehouse #1 [L1=2, L2=1]");
    }

    @Test
    void pickingAndShippingChangeThePickListAndAreNotTold() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        bed.post(ORDER, order(1, "open", "TEE 3 S1"));
        bed.post(ORDER, order(1, "open", "TEE 3 S1"));
        bed.post(FULFILMENT_PICKED, Fulfilments.step("wms", "P-1", "O1", "TEE", "3"));
        assertThat(bed.sql
                        .sql("select lines from fulfilment_request")
                        .query(String.class)
                        .single())
                .contains("\"open\":\"3\",\"picked\":\"3\"");
        bed.post(SHIPMENT_CONFIRMED, Fulfilments.shipped("wms", "W-1", "O1", "TEE", "2"));
        assertThat(requests()).containsExactly("S1 ship_from_warehouse g1 #1 open");
        bed.post(SHIPMENT_CONFIRMED, Fulfilments.shipped("wms", "W-2", "O1", "TEE", "1"));

        assertThat(requests()).containsExactly("S1 ship_from_warehouse g1 #1 done");
        assertThat(told()).containsExactly("S1 ship_from_warehouse #1 [L1=3]");
    }

    @Test
    void anOrderThatIsCutIsCorrectedAndACancelledOneIsCancelled() {
        bed.post(ORDER, order(1, "open", "TEE 3 S1", "MUG 1 S1"));
        bed.post(ORDER, order(2, "open", "TEE 2 S1", "MUG 1 S1"));
        assertThat(told()).containsExactly("S1 ship_from_warehouse #2 [L1=2, L2=1]");

        bed.post(ORDER, order(3, "cancelled", "TEE 2 S1", "MUG 1 S1"));
        assertThat(told()).containsExactly("S1 ship_from_warehouse #3 [L1=2, L2=1] cancelled");
        assertThat(requests()).containsExactly("S1 ship_from_warehouse g1 #3 cancelled");
    }

    /** The shop never tells that less is wanted. */
    @Test
    void whatIsRefundedBeforeItLeavesIsAskedForNoMore() {
        bed.post(ORDER, order(1, "open", "TEE 3 S1", "MUG 1 S1"));
        bed.post(RETURN, Events.returned("F-1", "TEE", "1", "none"));
        assertThat(told()).containsExactly("S1 ship_from_warehouse #2 [L1=2, L2=1]");

        bed.post(RETURN, Events.returned("F-2", "TEE", "2", "none"), Events.returned("F-3", "MUG", "1", "none"));
        bed.post(ORDER, order(2, "open", "TEE 3 S1", "MUG 1 S1"));
        assertThat(told()).containsExactly("S1 ship_from_warehouse #3 [L1=2, L2=1] cancelled");
        assertThat(requests()).containsExactly("S1 ship_from_warehouse g1 #3 cancelled");
    }

    @Test
    void whatIsAskedForAgainAfterACancellationIsOfTheNextGeneration() {
        bed.post(ORDER, order(1, "open", "TEE 3 S1"));
        bed.post(ORDER, order(2, "open", "TEE 3 W1"));
        assertThat(told())
                .containsExactly("S1 ship_from_warehouse #2 [L1=3] cancelled", "W1 ship_from_warehouse #1 [L1=3]");

        bed.post(ORDER, order(3, "open", "TEE 3 S1"));
        assertThat(requests())
                .containsExactly(
                        "S1 ship_from_warehouse g1 #2 cancelled",
                        "S1 ship_from_warehouse g2 #1 open",
                        "W1 ship_from_warehouse g1 #2 cancelled");
    }

    @Test
    void whoDidNotFindGoodsIsNotToldOfIt() {
        bed.post(ORDER, order(1, "open", "TEE 3 S1"));
        bed.post(FULFILMENT_SHORT_PICKED, Fulfilments.shortPicked("wms", "P-1", "O1", "TEE", "3", "1"));

        assertThat(told()).containsExactly("S1 ship_from_warehouse #1 [L1=3]");
        assertThat(bed.sql
                        .sql("select lines from fulfilment_request")
                        .query(String.class)
                        .single())
                .contains("\"quantity\":\"3\",\"open\":\"1\"");
    }

    @Test
    void ordersThatAreOverBeforeTheyComeAskForNothing() {
        bed.post(ORDER, order(2, "cancelled", "TEE 3 S1"));
        bed.post(ORDER, order(1, "open", "TEE 3 S1"));
        ObjectNode shipped = order(1, "completed", "TEE 3 S1").put("id", "O2");
        ((ObjectNode) shipped.at("/lines/0")).put("fulfilled", "3");
        bed.post(ORDER, shipped);

        assertThat(requests()).isEmpty();
        assertThat(told()).isEmpty();
    }

    @Test
    void withoutADestinationOrSourcingNothingIsKept() {
        PostingBed plain = new PostingBed("TEE");
        plain.post(ORDER, order(1, "open", "TEE 3 S1"));
        assertThat(plain.count("fulfilment_request")).isZero();
    }

    @Test
    void anAllocationOfTheHubAsksTheLocationInItsPosting() {
        PostingBed hub = PostingBed.with(
                Map.of(
                        "config/locations.yaml",
                        SourcingIT.LOCATIONS,
                        "config/sourcing.yaml",
                        "connections: [shop]\nrules: [{id: web, from: [{group: warehouses}], split: pieces}]"),
                List.of(ShopPlans.outbound("wms", FULFILMENT_REQUESTED, List.of("id"), null)));
        hub.addItems("TEE");
        hub.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "2").put("location", "W1"));
        hub.post(STOCK_RECEIVED, Events.received("R-2", "TEE", "2").put("location", "W2"));
        hub.post(ORDER, SourcingIT.order("O1", 1, "open", "3", "0"));

        assertThat(hub.sql
                        .sql("select location || ' ' || lines from fulfilment_request order by 1")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "W1 [{\"id\":\"L1\",\"sku\":\"TEE\",\"quantity\":\"2\",\"open\":\"2\",\"picked\":\"0\"}]",
                        "W2 [{\"id\":\"L1\",\"sku\":\"TEE\",\"quantity\":\"1\",\"open\":\"1\",\"picked\":\"0\"}]");
        assertThat(hub.sql
                        .sql("select count(*) from outbox_lane where destination = 'shop.wms'")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }
}
