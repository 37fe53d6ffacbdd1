package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ITEM_UPSERTED;
import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.PAYMENT_CAPTURED;
import static io.tillbridge.canonical.EventType.PAYMENT_REFUNDED;
import static io.tillbridge.canonical.EventType.RETURN;
import static io.tillbridge.canonical.EventType.SHIPMENT_CONFIRMED;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.message.ReadyDocument;
import io.tillbridge.orders.OrderFactRow;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.OrderQueries;
import io.tillbridge.verification.VerificationBed;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes back of an order comes back once, whoever tells it and in whatever order; what cannot be is raised. */
class OrderReturnsIT {

    private final PostingBed bed = new PostingBed("TEE");

    private List<String> conflicts() {
        return bed.sql
                .sql("select kind || ' ' || subject from conflict where resolved_at is null order by 1")
                .query(String.class)
                .list();
    }

    private static ObjectNode received(String system, String id, String quantity, String condition) {
        ObjectNode back = Events.returned(id, "TEE", quantity, "sellable").put("system", system);
        ((ObjectNode) back.at("/lines/0")).put("condition", condition);
        return back;
    }

    private static ObjectNode payment(String system, String id, String order, String amount, String kind) {
        ObjectNode payment = ExactJson.nodes()
                .objectNode()
                .put("system", system)
                .put("id", id)
                .put("orderId", order)
                .put("occurredAt", "2026-11-21T10:30:00Z")
                .put("kind", kind);
        payment.putObject("amount").put("amount", amount).put("currency", "EUR");
        return payment;
    }

    private void tenAreThereAndTwoLeave() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "2", "0"));
        bed.post(SHIPMENT_CONFIRMED, Fulfilments.shipped("wms", "W-1", "O1", "TEE", "2"));
    }

    @AfterEach
    void theBooksKeepTheirLaws() throws SQLException {
        VerificationBed.assertSound(bed.database);
    }

    @Test
    void aRefundThatRestocksAndTheReturnThatIsReceivedAreTheSameGoods() {
        tenAreThereAndTwoLeave();
        bed.post(RETURN, Events.returned("F-1", "TEE", "1", "sellable"));
        assertThat(bed.balance("TEE", "S1")).startsWith("9/0#");

        bed.post(RETURN, received("wms", "T-1", "1", "D").put("location", "W1"));
        assertThat(bed.balance("TEE", "S1")).startsWith("8/0#");
        assertThat(bed.count("stock_balance where location = 'W1' and damaged = 1"))
                .isEqualTo(1);
        bed.post(RETURN, Events.returned("F-2", "TEE", "1", "sellable"));
        assertThat(bed.balance("TEE", "S1")).as("the second one").startsWith("9/0#");
        assertThat(conflicts()).isEmpty();
    }

    @Test
    void aBundleThatIsToldBackTwiceComesBackOnceAsItsComponents() {
        bed.addItems("MUG");
        ObjectNode set = Events.item("SET", 1).put("kind", "bundle");
        set.putArray("components").addObject().put("sku", "TEE").put("quantity", "2");
        set.withArray("components").addObject().put("sku", "MUG").put("quantity", "1");
        bed.post(ITEM_UPSERTED, set);
        bed.post(ORDER, Events.order("O1", 1, "open", "SET", "1", "0"));
        bed.post(SHIPMENT_CONFIRMED, Fulfilments.shipped("wms", "W-1", "O1", "SET", "1"));
        assertThat(bed.balance("TEE", "S1")).startsWith("-2/0#");

        bed.post(RETURN, Events.returned("F-1", "SET", "1", "sellable"));
        ObjectNode received = Events.returned("T-1", "SET", "1", "sellable").put("system", "wms");
        bed.post(RETURN, received.put("orderSystem", "shop").put("location", "W1"));

        assertThat(bed.balance("TEE", "S1")).as("received elsewhere").startsWith("-2/0#");
        assertThat(bed.balance("TEE", "W1")).startsWith("2/0#");
        assertThat(bed.balance("MUG", "W1")).startsWith("1/0#");
        assertThat(bed.count("stock_balance where sku = 'SET' and sellable <> 0"))
                .isZero();
    }

    /** The shop takes the whole bundle back, the warehouse finds its parts: the same goods, once. */
    @Test
    void partsOfABundleComeBackByThemselvesAndOnce() {
        bed.addItems("MUG");
        ObjectNode set = Events.item("SET", 1).put("kind", "bundle");
        set.putArray("components").addObject().put("sku", "TEE").put("quantity", "2");
        set.withArray("components").addObject().put("sku", "MUG").put("quantity", "1");
        bed.post(ITEM_UPSERTED, set);
        ObjectNode order = Events.order("O1", 1, "open", "SET", "1", "0");
        bed.post(ORDER, order);
        bed.post(SHIPMENT_CONFIRMED, Fulfilments.shipped("wms", "W-1", "O1", "SET", "1"));
        bed.post(RETURN, part("F-1", "shop", "MUG", "1"));
        assertThat(bed.balance("MUG", "S1")).as("only this part").startsWith("0/0#");
        assertThat(bed.balance("TEE", "S1")).startsWith("-2/0#");
        assertThat(conflicts().stream().filter(one -> !one.startsWith("negative")))
                .isEmpty();

        bed.post(RETURN, part("T-1", "wms", "MUG", "1"));
        bed.post(RETURN, part("T-2", "wms", "TEE", "2"));
        assertThat(bed.balance("MUG", "S1")).as("told twice").startsWith("0/0#");
        assertThat(bed.balance("TEE", "S1")).startsWith("0/0#");
        bed.post(RETURN, part("F-2", "shop", "SET", "1"));
        assertThat(bed.balance("TEE", "S1")).as("whole, and by its parts").startsWith("0/0#");
        assertThat(conflicts())
                .as("a part and then the whole")
                .contains("refunded_beyond_ordered order|shop|O1|L1|MUG");
    }

    private static ObjectNode part(String id, String system, String sku, String quantity) {
        ObjectNode back = Events.returned(id, sku, quantity, "sellable").put("system", system);
        ((ObjectNode) back.at("/lines/0")).put("orderLineId", "L1");
        return back.put("orderSystem", "shop");
    }

    @Test
    void aRefundOfGoodsThatNeverLeftReleasesTheirClaimOnly() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "2", "0"));
        bed.post(RETURN, Events.returned("F-1", "TEE", "1", "none"));
        assertThat(bed.balance("TEE", "S1")).startsWith("10/1#");
        bed.post(ORDER, Events.order("O1", 2, "open", "TEE", "1", "0"));
        assertThat(bed.balance("TEE", "S1")).as("wanted less, once").startsWith("10/1#");
        assertThat(conflicts()).isEmpty();

        bed.post(RETURN, Events.returned("F-2", "TEE", "1", "sellable"));
        assertThat(bed.balance("TEE", "S1")).as("taken at its word, and raised").startsWith("11/1#");
        assertThat(conflicts()).containsExactly("returned_beyond_shipped order|shop|O1|TEE");
        bed.post(SHIPMENT_CONFIRMED, Fulfilments.shipped("wms", "W-1", "O1", "TEE", "1"));
        assertThat(conflicts()).isEmpty();
    }

    @Test
    void moreReceivedThanLeftIsTakenAndRaisedUntilItLeft() {
        tenAreThereAndTwoLeave();
        bed.post(RETURN, received("wms", "T-1", "3", "A"));
        assertThat(bed.balance("TEE", "S1")).startsWith("11/0#");
        assertThat(conflicts()).containsExactly("returned_beyond_shipped order|shop|O1|TEE");

        bed.post(SHIPMENT_CONFIRMED, Fulfilments.shipped("wms", "W-2", "O1", "TEE", "1"));
        assertThat(conflicts()).containsExactly("overshipped order|shop|O1|L1");
    }

    @Test
    void noMoreIsRefundedThanWasPaidByTheTender() {
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "2", "0"));
        bed.post(PAYMENT_CAPTURED, payment("psp", "P-1", "O1", "50.00", "card"));
        bed.post(PAYMENT_CAPTURED, payment("psp", "P-2", "O1", "20.00", "gift_card"));
        bed.post(PAYMENT_REFUNDED, payment("psp", "B-1", "O1", "50.00", "card"));
        assertThat(conflicts()).isEmpty();
        ObjectNode told = Events.returned("F-1", "TEE", "1", "none");
        told.putArray("tenders")
                .addObject()
                .put("kind", "card")
                .putObject("amount")
                .put("amount", "50.00")
                .put("currency", "EUR");
        bed.post(RETURN, told);
        assertThat(conflicts()).as("the shop tells of the same money").isEmpty();

        bed.post(PAYMENT_REFUNDED, payment("psp", "B-2", "O1", "20.01", "gift_card"));
        assertThat(conflicts()).containsExactly("refunded_beyond_paid order|shop|O1|gift_card|EUR");
        bed.post(PAYMENT_CAPTURED, payment("psp", "P-3", "O1", "0.01", "gift_card"));
        assertThat(conflicts()).isEmpty();
    }

    /** Less is wanted with each refund; what was wanted at first is what they are held against. */
    @Test
    void moreRefundedThanWasOrderedIsKeptAsToldAndRaisedOnce() {
        tenAreThereAndTwoLeave();
        bed.post(RETURN, Events.returned("F-1", "TEE", "1", "sellable"));
        bed.post(ORDER, Events.order("O1", 2, "open", "TEE", "1", "1"));
        bed.post(RETURN, Events.returned("F-2", "TEE", "1", "sellable"));
        bed.post(ORDER, Events.order("O1", 3, "open", "TEE", "0", "0"));
        assertThat(conflicts()).as("two were ordered and two refunded").isEmpty();

        bed.post(RETURN, Events.returned("F-3", "TEE", "1", "none"), Events.returned("F-3", "TEE", "1", "none"));
        bed.post(ORDER, Events.order("O1", 4, "completed", "TEE", "0", "0"));
        assertThat(conflicts()).containsExactly("refunded_beyond_ordered order|shop|O1|L1");
        assertThat(bed.sql
                        .sql("select detail::jsonb ->> 'ordered' || ' ' || (detail::jsonb ->> 'refunded') from conflict"
                                + " where kind = 'refunded_beyond_ordered'")
                        .query(String.class)
                        .list())
                .containsExactly("2 3");
        assertThat(bed.count("order_fact where event_type = 'return'"))
                .as("kept and posted as told")
                .isEqualTo(3);
    }

    @Test
    void aRefundThatShopAndWarehouseTellIsOneAndAReceiptWithoutMoneyIsNone() {
        tenAreThereAndTwoLeave();
        bed.post(RETURN, Events.returned("F-1", "TEE", "2", "none"));
        bed.post(RETURN, priced(received("wms", "T-1", "2", "A"), "20.00"));
        bed.post(
                RETURN,
                received("store", "T-2", "2", "A").put("orderSystem", "shop").put("location", "S2"));
        assertThat(conflicts())
                .as("which is beyond what left, not beyond what was ordered")
                .containsExactly("returned_beyond_shipped order|shop|O1|TEE");

        bed.post(RETURN, priced(received("wms", "T-3", "1", "X"), "10.00"));
        assertThat(conflicts()).contains("refunded_beyond_ordered order|shop|O1|L1");
    }

    private static ObjectNode priced(ObjectNode back, String amount) {
        ((ObjectNode) back.at("/lines/0"))
                .putObject("amount")
                .put("amount", amount)
                .put("currency", "EUR");
        return back.put("orderSystem", "shop").put("currency", "EUR");
    }

    @Test
    void whatTheFirstRevisionWantedIsKnownThoughItComesLast() {
        bed.post(ORDER, Events.order("O1", 3, "open", "TEE", "0", "0"));
        bed.post(RETURN, Events.returned("F-1", "TEE", "2", "none"));
        assertThat(conflicts()).containsExactly("refunded_beyond_ordered order|shop|O1|L1");

        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "2", "0"));
        assertThat(conflicts()).as("ends by itself").isEmpty();

        ObjectNode told = Events.order("O2", 3, "open", "TEE", "0", "0");
        ((ObjectNode) told.at("/lines/0")).put("ordered", "2");
        bed.post(ORDER, told);
        bed.post(RETURN, Events.returned("F-2", "TEE", "2", "none").put("orderId", "O2"));
        assertThat(conflicts()).as("the source says what was ordered").isEmpty();
    }

    @Test
    void paymentsWaitForTheirOrderAndAreToldWithIt() {
        UUID paid = bed.post(PAYMENT_CAPTURED, payment("psp", "P-1", "O1", "50.00", "card"))
                .get(0);
        UUID back = bed.post(PAYMENT_REFUNDED, payment("shop", "B-1", "O1", "10.00", "card"))
                .get(0);
        assertThat(bed.state(paid)).startsWith("held");
        assertThat(bed.state(back)).as("may be of a sale at a till").isEqualTo("posted");
        bed.post(RETURN, Events.returned("F-1", "TEE", "1", "none"));

        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "2", "0"));
        assertThat(bed.postReady()).isEqualTo(1);
        assertThat(bed.state(paid)).isEqualTo("posted");
        assertThat(new OrderQueries(bed.sql)
                        .facts(new OrderKey("shop", "O1")).stream()
                                .map(OrderFactRow::type)
                                .toList())
                .containsExactly("payment.captured", "payment.refunded", "return");
        assertThat(new OrderQueries(bed.sql)
                        .facts(new OrderKey("shop", "O1")).stream()
                                .map(OrderFactRow::messageId)
                                .toList())
                .contains(paid, back);
        assertThat(bed.post(PAYMENT_CAPTURED, payment("psp", "P-1", "O1", "50.00", "card")).stream()
                        .map(bed::state)
                        .toList())
                .containsExactly("skipped:repeat");
    }

    /** Every order of create, ship, cancel, refund that restocks, return received and delete, with doubles. */
    @Test
    void everyPermutationOfAnOrdersEndRestocksOnce() {
        List<int[]> permutations = permutations(6);
        assertThat(permutations).hasSize(720);
        for (int n = 0; n < permutations.size(); n++) {
            bed.addItem("I" + n);
        }
        List<ReadyDocument> stock = IntStream.range(0, permutations.size())
                .mapToObj(n -> bed.arrival(STOCK_RECEIVED, Events.received("R-" + n, "I" + n, "10"), null))
                .toList();
        bed.postBatch(stock);
        Random random = new Random(3);
        for (int step = 0; step < 6; step++) {
            List<ReadyDocument> batch = new ArrayList<>();
            for (int n = 0; n < permutations.size(); n++) {
                batch.add(event(permutations.get(n)[step], n));
                if (random.nextBoolean()) {
                    batch.add(event(permutations.get(n)[random.nextInt(step + 1)], n));
                }
            }
            for (int from = 0; from < batch.size(); from += 300) {
                bed.postBatch(batch.subList(from, Math.min(batch.size(), from + 300)));
            }
            while (bed.postReady() > 0) {
                // What was held goes on
            }
        }

        assertThat(bed.sql
                        .sql(
                                "select concat_ws(' ', location, trim_scale(sellable), trim_scale(quality_hold),"
                                        + " trim_scale(claimed)) || ' ' || count(*) from stock_balance"
                                        + " where location <> 'unassigned' group by location, sellable, quality_hold, claimed order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("S1 8 0 0 720", "S2 0 1 0 720");
        assertThat(conflicts().stream().filter(one -> !one.startsWith("overshipped ")))
                .as("but for what left after it was cancelled")
                .isEmpty();
    }

    private ReadyDocument event(int what, int n) {
        String order = "P" + n;
        String sku = "I" + n;
        ObjectNode refund = Events.returned("F-" + n, sku, "1", "sellable").put("orderId", order);
        ObjectNode back =
                received("wms", "T-" + n, "1", "B").put("orderId", order).put("location", "S2");
        back.put("orderSystem", "shop");
        ((ObjectNode) back.at("/lines/0")).put("sku", sku);
        record Told(EventType type, ObjectNode body) {}
        Told told = switch (what) {
            case 0 -> new Told(ORDER, Events.order(order, 1, "open", sku, "3", "0"));
            case 1 -> new Told(SHIPMENT_CONFIRMED, Fulfilments.shipped("wms", "W-" + n, order, sku, "2"));
            case 2 -> new Told(ORDER, Events.order(order, 2, "cancelled", sku, "3", "0"));
            case 3 -> new Told(RETURN, refund);
            case 4 -> new Told(RETURN, back);
            default -> new Told(ORDER, Events.order(order, 3, "cancelled", sku, "0", "0"));
        };
        return bed.arrival(told.type(), told.body(), null);
    }

    static List<int[]> permutations(int events) {
        List<int[]> permutations = new ArrayList<>();
        permute(IntStream.range(0, events).toArray(), 0, permutations);
        return permutations;
    }

    private static void permute(int[] events, int from, List<int[]> all) {
        if (from == events.length) {
            all.add(events.clone());
            return;
        }
        for (int i = from; i < events.length; i++) {
            swap(events, from, i);
            permute(events, from + 1, all);
            swap(events, from, i);
        }
    }

    private static void swap(int[] events, int one, int other) {
        int kept = events[one];
        events[one] = events[other];
        events[other] = kept;
    }
}
