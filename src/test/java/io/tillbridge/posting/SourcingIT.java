package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.FULFILMENT_SHORT_PICKED;
import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.SHIPMENT_CONFIRMED;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.verification.VerificationBed;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Order lines whose source names no location get one when they are posted, or when goods come, and keep it. */
class SourcingIT {

    static final String LOCATIONS = """
            zone: Europe/Berlin
            locations:
              - {id: W1, groups: [warehouses]}
              - {id: W2, groups: [warehouses]}
              - {id: S1, groups: [stores]}
            """;

    private static final String RULES = """
            connections: [shop]
            zones: [{name: de, country: DE}, {name: be, country: BE}]
            locations:
              - {id: W1, capacity: 3, cutOff: "14:00", bands: {de: 0, be: 1}}
              - {id: W2, bands: {de: 1, be: 0}}
            rules:
              - {id: web, from: [{group: warehouses}, {group: stores}], split: pieces, drawWithin: PT4H}
            """;

    private final PostingBed bed = bed("buffers: []\n");

    private static PostingBed bed(String availability) {
        PostingBed bed = PostingBed.with(
                Map.of(
                        "config/locations.yaml",
                        LOCATIONS,
                        "config/sourcing.yaml",
                        RULES,
                        "config/availability.yaml",
                        availability),
                List.of());
        bed.addItems("TEE", "MUG");
        return bed;
    }

    @AfterEach
    void claimedIsTheSumOfOpenClaims() {
        assertThat(bed.count("stock_balance b where claimed <> (select coalesce(sum(quantity), 0)"
                        + " from stock_claim c where c.sku = b.sku and c.location = b.location)"))
                .isZero();
    }

    private void stock(PostingBed at, String location, String sku, String quantity) {
        at.post(
                STOCK_RECEIVED,
                Events.received("R-" + location + sku + at.count("fact"), sku, quantity)
                        .put("location", location));
    }

    private void stock(String location, String sku, String quantity) {
        stock(bed, location, sku, quantity);
    }

    static ObjectNode order(String id, int revision, String state, String quantity, String fulfilled) {
        ObjectNode order = Events.order(id, revision, state, "TEE", quantity, fulfilled);
        order.remove("location");
        order.putObject("shipTo").put("country", "DE").put("postcode", "10115");
        return order;
    }

    private List<String> claims() {
        return bed.sql
                .sql("select claim_key || ' ' || location || ' ' || state || ' ' || trim_scale(quantity)"
                        + " from stock_claim order by 1")
                .query(String.class)
                .list();
    }

    private List<String> conflicts() {
        return bed.sql
                .sql("select kind || ' ' || subject from conflict where resolved_at is null order by 1")
                .query(String.class)
                .list();
    }

    private int sweep() throws SQLException {
        return new SourcingSweep(bed.database, bed.sourcing, new LaneSignals(1000), bed.clock).look();
    }

    @AfterEach
    void theBooksKeepTheirLaws() throws SQLException {
        VerificationBed.assertSound(bed.database);
    }

    @Test
    void anOrderIsAllocatedInThePostingThatBringsIt() {
        stock("W1", "TEE", "10");
        stock("S1", "TEE", "10");
        bed.post(ORDER, order("O1", 1, "open", "3", "0"));

        assertThat(claims()).containsExactly("order|shop|O1|L1 W1 allocated 3");
        assertThat(bed.balance("TEE", "W1")).startsWith("10/3#");
        assertThat(bed.balance("TEE", "unassigned")).isIn("none", "0/0#0");
        assertThat(conflicts()).isEmpty();

        bed.post(ORDER, order("O1", 2, "open", "2", "0"));
        assertThat(claims()).containsExactly("order|shop|O1|L1 W1 allocated 2");
        bed.post(ORDER, order("O1", 3, "cancelled", "2", "0"));
        assertThat(claims()).containsExactly("order|shop|O1|L1 W1 released 0");
        assertThat(bed.balance("TEE", "W1")).startsWith("10/0#");
    }

    @Test
    void goodsOfTheSameBatchCount() {
        bed.postBatch(List.of(
                bed.arrival(STOCK_RECEIVED, Events.received("R-1", "TEE", "5").put("location", "W2"), null),
                bed.arrival(ORDER, order("O1", 1, "open", "2", "0"), null),
                bed.arrival(ORDER, order("O2", 1, "open", "4", "0"), null)));

        assertThat(claims())
                .containsExactly(
                        "order|shop|O1|L1 W2 allocated 2",
                        "order|shop|O2|L1 W2 allocated 3",
                        "reroute|shop|O2|L1 unassigned confirmed 1");
        assertThat(bed.balance("TEE", "W2")).startsWith("5/5#");
        assertThat(conflicts()).containsExactly("sourcing_unplaced order|shop|O2");
    }

    @Test
    void aLineIsSplitOverLocationsAndEachShipsItsOwn() {
        stock("W1", "TEE", "2");
        stock("S1", "TEE", "2");
        bed.post(ORDER, order("O1", 1, "open", "3", "0"));
        assertThat(claims()).containsExactly("order|shop|O1|L1 W1 allocated 2", "place|shop|O1|L1|S1 S1 allocated 1");

        bed.post(SHIPMENT_CONFIRMED, Fulfilments.shipped("pos", "P-1", "O1", "TEE", "1"));
        assertThat(claims()).containsExactly("order|shop|O1|L1 W1 allocated 2", "place|shop|O1|L1|S1 S1 consumed 0");
        bed.post(ORDER, order("O1", 2, "completed", "3", "3"));
        assertThat(claims()).containsExactly("order|shop|O1|L1 W1 consumed 0", "place|shop|O1|L1|S1 S1 consumed 0");
        assertThat(bed.balance("TEE", "W1")).startsWith("0/0#");
        assertThat(bed.balance("TEE", "S1")).startsWith("1/0#");
    }

    @Test
    void whatTheShopSaysHasLeftLeftFromWhereItWasAllocated() {
        stock("W1", "TEE", "5");
        bed.post(ORDER, order("O1", 1, "open", "3", "0"));
        bed.post(ORDER, order("O1", 2, "open", "3", "2"));

        assertThat(bed.balance("TEE", "W1")).startsWith("3/1#");
        assertThat(bed.balance("TEE", "unassigned")).isIn("none", "0/0#0");
        bed.post(
                SHIPMENT_CONFIRMED,
                Fulfilments.shipped("wms", "P-1", "O1", "TEE", "2").put("location", "W1"));
        assertThat(bed.balance("TEE", "W1")).startsWith("3/1#");
    }

    @Test
    void whatIsNotFoundIsTakenFromAnotherLocationAtOnce() {
        stock("W1", "TEE", "5");
        bed.post(ORDER, order("O1", 1, "open", "3", "0"));
        stock("W2", "TEE", "5");
        bed.post(
                FULFILMENT_SHORT_PICKED,
                Fulfilments.shortPicked("wms", "P-1", "O1", "TEE", "3", "1").put("location", "W1"));

        assertThat(claims()).contains("order|shop|O1|L1 W1 picked 1", "place|shop|O1|L1|W2 W2 allocated 2");
        assertThat(bed.balance("TEE", "unassigned")).startsWith("0/0#");
        assertThat(conflicts()).containsExactly("count_wanted TEE@W1");
    }

    /** A 945 that says 1 of 3: what is missing is still to come from there, or is sent from elsewhere, as its mapping says. */
    @Test
    void aShortShipmentLeavesTheRestOpenThereOrIsMadeGoodFromElsewhere() {
        stock("W1", "TEE", "5");
        bed.post(ORDER, order("O1", 1, "open", "3", "0"), order("O2", 1, "open", "2", "0"));
        stock("W2", "TEE", "5");
        for (String id : List.of("O1", "O2")) {
            ObjectNode shipped = Fulfilments.shipped("wms", "W-" + id, id, "TEE", "1")
                    .put("location", "W1")
                    .put("short", id.equals("O1") ? "cancelled" : "open");
            ((ObjectNode) shipped.at("/lines/0")).put("ordered", id.equals("O1") ? "3" : "2");
            bed.post(SHIPMENT_CONFIRMED, shipped);
        }

        assertThat(claims())
                .contains(
                        "order|shop|O1|L1 W1 consumed 0",
                        "place|shop|O1|L1|W2 W2 allocated 2",
                        "order|shop|O2|L1 W1 allocated 1");
        assertThat(bed.balance("TEE", "W1")).startsWith("3/1#");
    }

    @Test
    void whatNobodyHasWaitsAndIsPlacedWhenGoodsCome() throws SQLException {
        bed.post(ORDER, order("O1", 1, "open", "3", "0"));
        assertThat(claims()).containsExactly("order|shop|O1|L1 unassigned confirmed 3");
        assertThat(conflicts()).containsExactly("sourcing_unplaced order|shop|O1");
        assertThat(sweep()).isZero();

        bed.clock.advance(Duration.ofMinutes(5));
        stock("W2", "TEE", "5");
        assertThat(sweep()).isEqualTo(1);

        assertThat(claims()).containsExactly("order|shop|O1|L1 W2 allocated 3");
        assertThat(bed.balance("TEE", "unassigned")).startsWith("0/0#");
        assertThat(conflicts()).isEmpty();
        assertThat(bed.count("sourcing_wait")).isZero();
        assertThat(sweep()).isZero();
    }

    @Test
    void anOrderThatIsCancelledWaitsNoMore() {
        bed.post(ORDER, order("O1", 1, "open", "3", "0"));
        bed.post(ORDER, order("O1", 2, "cancelled", "3", "0"));

        assertThat(bed.count("sourcing_wait")).isZero();
        assertThat(conflicts()).isEmpty();
    }

    @Test
    void distanceAndCapacityOfTheDayDecide() {
        stock("W1", "TEE", "50");
        stock("W2", "TEE", "50");
        for (int i = 1; i <= 4; i++) {
            bed.post(ORDER, order("O" + i, 1, "open", "1", "0"));
        }
        ObjectNode belgian = order("O5", 1, "open", "1", "0");
        belgian.putObject("shipTo").put("country", "BE");
        bed.post(ORDER, belgian);
        assertThat(claims())
                .containsExactly(
                        "order|shop|O1|L1 W1 allocated 1",
                        "order|shop|O2|L1 W1 allocated 1",
                        "order|shop|O3|L1 W1 allocated 1",
                        "order|shop|O4|L1 W2 allocated 1",
                        "order|shop|O5|L1 W2 allocated 1");

        bed.post(ORDER, order("O1", 2, "cancelled", "1", "0"));
        bed.post(ORDER, order("O6", 1, "open", "1", "0"));
        assertThat(claims()).as("a cancelled request counts no more").contains("order|shop|O6|L1 W1 allocated 1");
    }

    /** S1 delivers in its quarter, S2 in the city and further out as the rule allows; W1 is no store. */
    @Test
    void aLocalDeliveryIsServedByAStoreOfItsZone() {
        PostingBed near = PostingBed.with(
                Map.of(
                        "config/locations.yaml",
                        """
                        locations:
                          - {id: W1, kind: warehouse, groups: [all]}
                          - {id: S1, kind: store, groups: [all]}
                          - {id: S2, kind: store, groups: [all]}
                          - {id: S3, kind: store, groups: [all]}
                        """,
                        "config/sourcing.yaml",
                        """
                        connections: [shop]
                        zones:
                          - {name: mitte, country: DE, postcodes: ["101"]}
                          - {name: berlin, country: DE, postcodes: ["10", "12"]}
                          - {name: de, country: DE}
                        locations:
                          - {id: W1, bands: {de: 0}}
                          - {id: S1, bands: {mitte: 0}}
                          - {id: S2, bands: {berlin: 1, de: 5}}
                        rules:
                          - {id: near, fulfilment: [local_delivery], from: [{group: all}], farthest: 4, prefer: [stock]}
                          - {id: sent, from: [{group: all}], prefer: [stock]}
                        """,
                        "config/availability.yaml",
                        "buffers: []\n"),
                List.of());
        near.addItems("TEE");
        stock(near, "W1", "TEE", "50");
        stock(near, "S1", "TEE", "3");
        stock(near, "S2", "TEE", "5");
        stock(near, "S3", "TEE", "9");
        near.post(ORDER, delivered("O1", "12045"), delivered("O2", "10115"), delivered("O3", "80331"));
        ObjectNode sent = delivered("O4", "80331");
        sent.remove("fulfilment");
        near.post(ORDER, sent);

        assertThat(near.sql
                        .sql("select claim_key || ' ' || location from stock_claim order by 1")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "order|shop|O1|L1 S2",
                        "order|shop|O2|L1 S2",
                        "order|shop|O3|L1 unassigned",
                        "order|shop|O4|L1 W1");
        assertThat(near.sql
                        .sql("select detail::jsonb ->> 'locations' from conflict where subject = 'order|shop|O3'")
                        .query(String.class)
                        .single())
                .contains("\"W1\": \"fulfilment_not_offered\"", "\"S1\": \"out_of_zone\"", "\"S2\": \"out_of_zone\"");
        near.post(ORDER, delivered("O5", "10115"));
        near.post(ORDER, delivered("O6", "10115"));
        assertThat(near.count("stock_claim where location = 'S3'"))
                .as("it has most and delivers nowhere")
                .isZero();
    }

    private static ObjectNode delivered(String id, String postcode) {
        ObjectNode order = order(id, 1, "open", "1", "0").put("fulfilment", "local_delivery");
        order.putObject("shipTo").put("country", "DE").put("postcode", postcode);
        return order;
    }

    @Test
    void afterItsCutOffALocationShipsNothingThatIsPromisedToday() {
        bed.clock.advance(Duration.ofHours(2));
        stock("W1", "TEE", "5");
        bed.post(ORDER, order("O1", 1, "open", "1", "0").put("promisedAt", "2026-11-21T20:00:00Z"));
        assertThat(claims()).containsExactly("order|shop|O1|L1 unassigned confirmed 1");
        assertThat(bed.sql
                        .sql("select detail::jsonb #>> '{locations,W1}' from conflict")
                        .query(String.class)
                        .single())
                .isEqualTo("past_cut_off");

        bed.post(ORDER, order("O2", 1, "open", "1", "0").put("promisedAt", "2026-11-22T20:00:00Z"));
        assertThat(claims()).contains("order|shop|O2|L1 W1 allocated 1");
    }

    @Test
    void aBufferIsDrawnOnNearThePromisedTimeOnly() throws SQLException {
        PostingBed kept = bed("buffers: [{id: b, author: ana, location: W2, units: 5}]\n");
        stock(kept, "W2", "TEE", "5");
        kept.post(ORDER, order("O1", 1, "open", "1", "0").put("promisedAt", "2026-11-21T18:00:00Z"));
        assertThat(kept.count("stock_claim where location = 'unassigned'")).isEqualTo(1);

        kept.clock.advance(Duration.ofHours(2));
        assertThat(new SourcingSweep(kept.database, kept.sourcing, new LaneSignals(1000), kept.clock).look())
                .isEqualTo(1);
        assertThat(kept.count("stock_claim where location = 'W2' and state = 'allocated'"))
                .isEqualTo(1);
        assertThat(kept.sql
                        .sql("select allocations from sales_order")
                        .query(String.class)
                        .single())
                .contains("all_lines_drawn");
    }

    @Test
    void aSourceThatNamesALocationAndAnOrderThatIsFetchedStayAsTheyAre() {
        stock("W1", "TEE", "5");
        bed.post(ORDER, order("O1", 1, "open", "1", "0").put("location", "S1"));
        bed.post(ORDER, order("O2", 1, "open", "1", "0").put("fulfilment", "pickup"));

        assertThat(claims())
                .containsExactly("order|shop|O1|L1 S1 allocated 1", "order|shop|O2|L1 unassigned confirmed 1");
        assertThat(conflicts()).isEmpty();
    }

    @Test
    void aPreviewSaysWhyAndChangesNothing() {
        bed.post(ORDER, order("O1", 1, "open", "3", "0"));
        bed.clock.advance(Duration.ofMinutes(5));
        stock("W2", "TEE", "5");
        List<String> before = claims();

        OrderKey key = new OrderKey("shop", "O1");
        List<OrderSourcing.Part> preview = Objects.requireNonNull(bed.sourcing.preview(key));
        assertThat(preview).hasSize(1);
        assertThat(preview.get(0).placed().toString()).contains("location=W2, quantity=3");
        assertThat(preview.get(0).considered().toString())
                .contains("location=W1, taken=false, why=no_stock", "location=W2, taken=true");
        assertThat(claims()).isEqualTo(before);
        assertThat(bed.count("fulfilment_request")).isZero();

        assertThat(bed.sourcing.apply(key, "ana")).isEqualTo(preview);
        assertThat(claims()).containsExactly("order|shop|O1|L1 W2 allocated 3");
        assertThat(bed.sourcing.preview(new OrderKey("shop", "none"))).isNull();
        assertThat(bed.count("audit_entry where action = 'order.source'")).isEqualTo(1);
    }
}
