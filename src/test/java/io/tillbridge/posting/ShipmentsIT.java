package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.FULFILMENT_HANDED_OVER;
import static io.tillbridge.canonical.EventType.FULFILMENT_PICKED;
import static io.tillbridge.canonical.EventType.FULFILMENT_SHORT_PICKED;
import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.SHIPMENT_CONFIRMED;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.message.ReadyDocument;
import io.tillbridge.verification.VerificationBed;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What warehouses and stores say of an order's goods lowers stock and promise together, and once with what the shop says. */
class ShipmentsIT {

    private final PostingBed bed = new PostingBed("TEE", "MUG");

    @AfterEach
    void theBooksKeepTheirLaws() throws SQLException {
        VerificationBed.assertSound(bed.database);
    }

    @BeforeEach
    void tenAreThere() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
    }

    @AfterEach
    void claimedIsTheSumOfOpenClaims() {
        assertThat(bed.sql
                        .sql("select count(*) from stock_balance b where claimed <> (select coalesce(sum(quantity), 0)"
                                + " from stock_claim c where c.sku = b.sku and c.location = b.location)")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private static ObjectNode shipped(String system, String id, String sku, String quantity) {
        return Fulfilments.shipped(system, id, "O1", sku, quantity);
    }

    private List<String> conflicts() {
        return bed.sql
                .sql("select kind || ' ' || subject from conflict order by 1")
                .query(String.class)
                .list();
    }

    private List<String> claims() {
        return bed.sql
                .sql(
                        "select claim_key || ' ' || location || ' ' || state || ' ' || trim_scale(quantity) from stock_claim order by 1")
                .query(String.class)
                .list();
    }

    @Test
    void aShipmentTakesGoodsAndPromiseAtOnce() {
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "3", "0"));
        UUID id =
                bed.post(SHIPMENT_CONFIRMED, shipped("wms", "W-1", "TEE", "2")).get(0);

        assertThat(bed.balance("TEE", "S1")).isEqualTo("8/1#3");
        assertThat(bed.state(id)).isEqualTo("posted");
        assertThat(claims()).containsExactly("order|shop|O1|L1 S1 allocated 1");
        bed.post(SHIPMENT_CONFIRMED, shipped("wms", "W-1", "TEE", "2"), shipped("wms", "W-2", "TEE", "1"));
        assertThat(bed.balance("TEE", "S1")).isEqualTo("7/0#4");
        assertThat(claims()).containsExactly("order|shop|O1|L1 S1 consumed 0");
        assertThat(conflicts()).isEmpty();
    }

    @Test
    void theSameGoodsToldByShopAndWarehouseMoveOnceInAnyOrder() {
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "3", "0"));
        bed.post(ORDER, Events.order("O1", 2, "open", "TEE", "3", "2"));
        bed.post(SHIPMENT_CONFIRMED, shipped("wms", "W-1", "TEE", "2"));
        assertThat(bed.balance("TEE", "S1")).startsWith("8/1#");
        bed.post(SHIPMENT_CONFIRMED, shipped("wms", "W-2", "TEE", "1"), shipped("shop", "F-1", "TEE", "2"));
        assertThat(bed.balance("TEE", "S1")).startsWith("7/0#");
        bed.post(ORDER, Events.order("O1", 3, "completed", "TEE", "3", "3"));

        assertThat(bed.balance("TEE", "S1")).startsWith("7/0#");
        assertThat(conflicts()).isEmpty();
    }

    @Test
    void goodsLeftFromWhereTheWarehouseHadThem() {
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "3", "2"));
        bed.post(SHIPMENT_CONFIRMED, shipped("wms", "W-1", "TEE", "2").put("location", "W1"));

        assertThat(bed.balance("TEE", "S1")).startsWith("10/1#");
        assertThat(bed.balance("TEE", "W1")).startsWith("-2/0#");
    }

    @Test
    void aShipmentWaitsForItsOrderAndGoesOnByItself() {
        UUID byId =
                bed.post(SHIPMENT_CONFIRMED, shipped("wms", "W-1", "TEE", "1")).get(0);
        ObjectNode numbered = shipped("wms", "W-2", "TEE", "1").put("orderNumber", "O1");
        numbered.remove("orderId");
        UUID byNumber = bed.post(SHIPMENT_CONFIRMED, numbered).get(0);
        assertThat(bed.state(byId)).startsWith("held");
        assertThat(bed.sql
                        .sql("select hold_key from message where state = 'held' order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("parent:number/O1", "parent:order/*/O1");

        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "3", "0"));
        assertThat(bed.postReady()).isEqualTo(2);

        assertThat(bed.balance("TEE", "S1")).startsWith("8/1#");
        assertThat(bed.state(byId)).isEqualTo("posted");
        assertThat(bed.state(byNumber)).isEqualTo("posted");
    }

    @Test
    void whatWasHeldAtTheVeryMomentItsOrderCameIsFoundByTheLook() throws SQLException {
        UUID held =
                bed.post(SHIPMENT_CONFIRMED, shipped("wms", "W-1", "TEE", "1")).get(0);
        bed.sql
                .sql("update message set hold_key = 'parent:order/*/O2' where message_id = ?")
                .param(held)
                .update();
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "3", "0"));
        bed.sql
                .sql("update message set hold_key = 'parent:order/*/O1' where message_id = ?")
                .param(held)
                .update();

        try (Connection connection = bed.database.getConnection()) {
            assertThat(bed.release.release(connection, 10)).isEqualTo(1);
        }
        bed.postReady();

        assertThat(bed.balance("TEE", "S1")).startsWith("9/2#");
    }

    @Test
    void aShipmentWhoseOrderNeverComesBecomesADeadLetter() throws SQLException {
        UUID held =
                bed.post(SHIPMENT_CONFIRMED, shipped("wms", "W-1", "TEE", "1")).get(0);
        bed.clock.advance(Duration.ofDays(8));
        bed.deadlines.expire();

        assertThat(bed.state(held)).isEqualTo("dead:hold_expired");
        assertThat(bed.balance("TEE", "S1")).startsWith("10/0#");
    }

    @Test
    void orderAndShipmentMayComeInOneBatchInEitherOrder() {
        List<ReadyDocument> batch = List.of(
                bed.arrival(SHIPMENT_CONFIRMED, shipped("wms", "W-1", "TEE", "1"), null),
                bed.arrival(ORDER, Events.order("O1", 1, "open", "TEE", "3", "0"), null),
                bed.arrival(SHIPMENT_CONFIRMED, shipped("wms", "W-2", "TEE", "1"), null));
        bed.postBatch(batch);

        assertThat(bed.balance("TEE", "S1")).startsWith("8/1#");
    }

    @Test
    void anOrderThatIsARepeatByItsReceiptIsNoneToWaitFor() {
        ObjectNode order = Events.order("O1", 1, "open", "CAP", "3", "0");
        bed.postBatch(List.of(bed.arrival(ORDER, order, "r-1")));
        bed.addItem("CAP");
        ReadyDocument shipment = bed.arrival(SHIPMENT_CONFIRMED, shipped("wms", "W-1", "CAP", "1"), null);
        bed.postBatch(List.of(bed.arrival(ORDER, order, "r-1"), shipment));

        assertThat(bed.state(shipment.document().messageId())).startsWith("held");
        assertThat(bed.count("sales_order")).isZero();
        assertThat(bed.count("fact where event_type = 'shipment.confirmed'")).isZero();
    }

    @Test
    void twoOrdersOfOneIdAreNotGuessed() {
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "3", "0").put("system", "market"));
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "3", "0"));
        UUID unclear = bed.post(
                        SHIPMENT_CONFIRMED,
                        Fulfilments.shipped("wms", "W-1", "O1", "TEE", "1")
                                .put("orderId", "nobody")
                                .put("orderNumber", "#O1"))
                .get(0);
        ObjectNode numbered = shipped("wms", "W-2", "TEE", "1").put("orderNumber", "#O1");
        numbered.remove("orderId");
        UUID ambiguous = bed.post(SHIPMENT_CONFIRMED, numbered).get(0);
        UUID clear = bed.post(
                        SHIPMENT_CONFIRMED, shipped("wms", "W-3", "TEE", "1").put("orderSystem", "shop"))
                .get(0);

        assertThat(bed.state(unclear)).startsWith("held");
        assertThat(bed.state(ambiguous)).isEqualTo("dead:order_ambiguous");
        assertThat(bed.state(clear)).isEqualTo("posted");
    }

    @Test
    void moreThanOrderedLeavesAllTheSameAndIsRaised() {
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "1", "0"));
        bed.post(SHIPMENT_CONFIRMED, shipped("wms", "W-1", "TEE", "3"), shipped("wms", "W-2", "MUG", "1"));

        assertThat(bed.balance("TEE", "S1")).startsWith("7/0#");
        assertThat(bed.balance("MUG", "S1")).startsWith("-1/0#");
        assertThat(conflicts())
                .containsExactly(
                        "negative_on_hand MUG@S1",
                        "overshipped order|shop|O1|L1",
                        "wrong_item_shipped order|shop|O1|MUG");
    }

    @Test
    void handingOverCountsAsLeavingAndOnceWithItsShipment() {
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "2", "0"));
        bed.post(FULFILMENT_PICKED, Fulfilments.step("pos", "P-1", "O1", "TEE", "2"));
        assertThat(claims()).containsExactly("order|shop|O1|L1 S1 picked 2");
        assertThat(bed.balance("TEE", "S1")).startsWith("10/2#");
        bed.post(FULFILMENT_HANDED_OVER, Fulfilments.step("pos", "P-1", "O1", "TEE", "2"));
        bed.post(SHIPMENT_CONFIRMED, shipped("pos", "P-2", "TEE", "2"));

        assertThat(bed.balance("TEE", "S1")).startsWith("8/0#");
        assertThat(claims()).containsExactly("order|shop|O1|L1 S1 consumed 0");
    }

    @Test
    void whatIsNotFoundIsWantedFromAnywhereElseAndSetAside() {
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "3", "0"));
        bed.post(FULFILMENT_SHORT_PICKED, Fulfilments.shortPicked("pos", "P-1", "O1", "TEE", "3", "1"));

        assertThat(claims())
                .containsExactly("order|shop|O1|L1 S1 picked 1", "reroute|shop|O1|L1 unassigned confirmed 2");
        assertThat(bed.balance("TEE", "S1")).startsWith("8/1#");
        assertThat(bed.count("stock_balance where location = 'S1' and quality_hold = 2"))
                .isEqualTo(1);
        assertThat(conflicts()).containsExactly("count_wanted TEE@S1");
        bed.post(
                SHIPMENT_CONFIRMED,
                shipped("pos", "P-2", "TEE", "1"),
                shipped("wms", "W-1", "TEE", "2").put("location", "W1"));
        assertThat(claims())
                .containsExactly("order|shop|O1|L1 S1 consumed 0", "reroute|shop|O1|L1 unassigned consumed 0");
    }
}
