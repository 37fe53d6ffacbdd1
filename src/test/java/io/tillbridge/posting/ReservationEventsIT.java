package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.RESERVATION_RELEASED;
import static io.tillbridge.canonical.EventType.RESERVATION_REQUESTED;
import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static io.tillbridge.canonical.EventType.STOCK_SNAPSHOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What channels say of reservations is decided inside the batch, as the desk decides; orders take their carts over. */
class ReservationEventsIT {

    private final PostingBed bed = new PostingBed("TEE", "MUG");

    @AfterEach
    void claimedIsTheSumOfOpenClaims() {
        assertThat(bed.sql
                        .sql("select count(*) from stock_balance b where claimed <> (select coalesce(sum(quantity), 0)"
                                + " from stock_claim c where c.sku = b.sku and c.location = b.location)")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private static ObjectNode asked(String id, String cart, String sku, String quantity) {
        ObjectNode event = ExactJson.nodes()
                .objectNode()
                .put("system", "shop")
                .put("id", id)
                .put("cart", cart)
                .put("occurredAt", "2026-11-21T11:00:00Z");
        event.putArray("lines")
                .addObject()
                .put("id", "1")
                .put("sku", sku)
                .put("quantity", quantity)
                .put("location", "S1");
        return event;
    }

    private static ObjectNode ordered(String id, int revision, String cart, String sku, String quantity) {
        return Events.order(id, revision, "open", sku, quantity, "0").put("cart", cart);
    }

    private List<String> claims() {
        return bed.sql
                .sql("select reference || ' ' || state || ' ' || trim_scale(quantity) from stock_claim"
                        + " order by kind, reference, claim_key")
                .query(String.class)
                .list();
    }

    private List<String> conflicts() {
        return bed.sql
                .sql("select kind || ' ' || subject from conflict order by 1")
                .query(String.class)
                .list();
    }

    @Test
    void oneBatchDecidesInItsOrderOnWhatElseItPosts() {
        bed.postBatch(List.of(
                bed.arrival(STOCK_RECEIVED, Events.received("R-1", "TEE", "3"), null),
                bed.arrival(RESERVATION_REQUESTED, asked("q-1", "c1", "TEE", "1"), null),
                bed.arrival(SALE, Events.sale("0001", "TEE", "1"), null),
                bed.arrival(RESERVATION_REQUESTED, asked("q-2", "c2", "TEE", "1"), null),
                bed.arrival(RESERVATION_REQUESTED, asked("q-3", "c3", "TEE", "1"), null)));

        assertThat(bed.balance("TEE", "S1")).startsWith("2/2#");
        assertThat(claims()).containsExactly("c1 held 1", "c2 held 1");
        assertThat(conflicts()).containsExactly("reservation_refused reservation|shop|c3");
        assertThat(bed.sql
                        .sql("select detail from conflict")
                        .query(String.class)
                        .single())
                .contains("stock_short", "\"asked\":\"1\",\"available\":\"0\"");
    }

    @Test
    void aRefusedRequestIsPostedAndARepeatChangesNothing() {
        UUID refused =
                bed.post(RESERVATION_REQUESTED, asked("q-1", "c1", "TEE", "1")).get(0);
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "1"));
        UUID repeat =
                bed.post(RESERVATION_REQUESTED, asked("q-1", "c1", "TEE", "1")).get(0);

        assertThat(bed.state(refused)).isEqualTo("posted");
        assertThat(bed.state(repeat)).isEqualTo("skipped:repeat");
        assertThat(claims()).isEmpty();
    }

    @Test
    void aReleaseGivesFreeWhatItNames() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "3"));
        bed.post(RESERVATION_REQUESTED, asked("q-1", "c1", "TEE", "3"));
        bed.post(RESERVATION_RELEASED, asked("r-1", "c1", "TEE", "1"));
        assertThat(claims()).containsExactly("c1 held 2");
        ObjectNode rest = asked("r-2", "c1", "TEE", "1");
        rest.putArray("lines");
        bed.post(RESERVATION_RELEASED, rest);

        assertThat(claims()).containsExactly("c1 released 0");
        assertThat(bed.balance("TEE", "S1")).startsWith("3/0#");
    }

    @Test
    void aCountBesideARequestSetsItsFigureFirst() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "3"));
        bed.postBatch(List.of(
                bed.arrival(RESERVATION_REQUESTED, asked("q-1", "c1", "TEE", "2"), null),
                bed.arrival(STOCK_SNAPSHOT, Events.snapshot("TEE", "1", "2026-11-21T10:30:00Z"), null)));

        assertThat(bed.balance("TEE", "S1")).startsWith("1/0#");
        assertThat(conflicts()).containsExactly("reservation_refused reservation|shop|c1");
    }

    @Test
    void anOrderTakesItsCartOverAlsoWhenItComesAgain() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "3"));
        bed.post(RESERVATION_REQUESTED, asked("q-1", "c1", "TEE", "2"));
        String before = bed.balance("TEE", "S1");

        bed.post(ORDER, ordered("1001", 1, "c1", "TEE", "2"));
        assertThat(bed.balance("TEE", "S1")).isEqualTo(before);
        assertThat(claims()).containsExactly("1001 allocated 2", "c1 moved 0");
        ObjectNode paid = ordered("1001", 2, "c1", "TEE", "2");
        paid.putObject("payment").put("state", "paid");
        bed.post(ORDER, paid);

        assertThat(bed.balance("TEE", "S1")).isEqualTo(before);
        assertThat(bed.sql
                        .sql("select paid from stock_claim where kind = 'allocation'")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        bed.post(ORDER, Events.order("1001", 3, "cancelled", "TEE", "2", "0"));
        assertThat(claims()).containsExactly("1001 released 0", "c1 moved 0");
        assertThat(bed.balance("TEE", "S1")).startsWith("3/0#");
    }

    /** As the desk's consume leaves a cart's claim: two of three left over its own movement. */
    private void twoLeftOverTheDesk() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "9"));
        bed.post(RESERVATION_REQUESTED, asked("q-1", "c1", "TEE", "3"));
        bed.sql
                .sql("update stock_claim set state = 'allocated', quantity = 1, consumed = 2, expires_at = null")
                .update();
        bed.sql
                .sql("update stock_balance set claimed = 1, sellable = 7 where sku = 'TEE' and location = 'S1'")
                .update();
        bed.sql
                .sql(
                        "insert into stock_movement (message_id, sku, quantity, from_place, from_bucket, to_place, to_bucket,"
                                + " reason, occurred_at, posted_at) select reservation_id, 'TEE', 2, 'S1', 'sellable', 'customer',"
                                + " 'sellable', 'shipment', now(), now() from stock_claim")
                .update();
    }

    @Test
    void whatLeftOverTheDeskLeavesOnceWhateverItsOrderTells() {
        twoLeftOverTheDesk();
        bed.post(ORDER, ordered("1001", 1, "c1", "TEE", "3"));
        assertThat(bed.balance("TEE", "S1")).startsWith("7/1#");
        assertThat(claims()).containsExactly("1001 allocated 1", "c1 moved 0");
        bed.post(ORDER, Events.order("1001", 2, "open", "TEE", "3", "2").put("cart", "c1"));
        assertThat(bed.balance("TEE", "S1")).startsWith("7/1#");
        bed.post(ORDER, Events.order("1001", 3, "completed", "TEE", "3", "3").put("cart", "c1"));

        assertThat(bed.balance("TEE", "S1")).startsWith("6/0#");
        assertThat(conflicts()).isEmpty();
    }

    @Test
    void anOrderThatTellsAtOnceWhatLeftOverTheDeskMovesItOnce() {
        twoLeftOverTheDesk();
        bed.post(ORDER, Events.order("1001", 1, "open", "TEE", "3", "2").put("cart", "c1"));

        assertThat(bed.balance("TEE", "S1")).startsWith("7/1#");
        assertThat(bed.sql
                        .sql(
                                "select trim_scale(sum(case when to_place = 'customer' then quantity else -quantity end))::text"
                                        + " from stock_movement where 'customer' in (from_place, to_place)")
                        .query(String.class)
                        .single())
                .isEqualTo("2");
    }

    @Test
    void aPaidOrderWhoseHoldHadExpiredIsToldWhenOthersHaveTheGoods() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "1"));
        bed.post(RESERVATION_REQUESTED, asked("q-1", "c1", "TEE", "1"));
        bed.sql
                .sql("update stock_claim set expires_at = now() - interval '1 minute'")
                .update();
        bed.post(RESERVATION_REQUESTED, asked("q-2", "c2", "TEE", "1"));
        assertThat(claims()).containsExactly("c1 expired 0", "c2 held 1");
        ObjectNode paid = ordered("1001", 1, "c1", "TEE", "1");
        paid.putObject("payment").put("state", "paid");

        bed.post(ORDER, paid);

        assertThat(claims()).containsExactly("1001 allocated 1", "c1 moved 0", "c2 held 1");
        assertThat(conflicts()).containsExactly("paid_unreserved order|shop|1001|TEE");
    }

    @Test
    void anOrderThatIsPartlyShippedIsConsumedAsFarAsItLeft() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "3"));
        bed.post(ORDER, Events.order("1001", 1, "open", "TEE", "2", "0"));
        bed.post(ORDER, Events.order("1001", 2, "completed", "TEE", "2", "2"));
        ObjectNode anywhere = Events.order("1002", 1, "open", "TEE", "1", "0");
        anywhere.remove("location");
        bed.post(ORDER, anywhere);

        assertThat(claims()).containsExactly("1001 consumed 0", "1002 confirmed 1");
    }

    private static ObjectNode released(String id, String cart, String occurredAt) {
        ObjectNode event = ExactJson.nodes()
                .objectNode()
                .put("system", "shop")
                .put("id", id)
                .put("cart", cart)
                .put("occurredAt", occurredAt);
        event.putArray("lines");
        return event;
    }

    @Test
    void whatWasGivenFreeBeforeItsRequestCameIsNotHeld() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "3"));

        bed.post(RESERVATION_RELEASED, released("x-1", "c1", "2026-11-21T11:00:30Z"));
        assertThat(conflicts()).as("a release that came first is no mistake").isEmpty();
        bed.post(RESERVATION_REQUESTED, asked("q-1", "c1", "TEE", "1"));

        assertThat(claims()).isEmpty();
        assertThat(conflicts()).containsExactly("reservation_refused reservation|shop|c1");
        bed.post(RESERVATION_REQUESTED, asked("q-2", "c1", "TEE", "1").put("occurredAt", "2026-11-21T11:01:00Z"));
        assertThat(claims()).as("asked again later").containsExactly("c1 held 1");
    }

    @Test
    void aReleaseAndItsRequestInOneBatchEndTheSameHoweverTheyAreOrdered() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "3"));

        bed.postBatch(List.of(
                bed.arrival(RESERVATION_RELEASED, released("x-1", "c1", "2026-11-21T11:00:30Z"), null),
                bed.arrival(RESERVATION_REQUESTED, asked("q-1", "c1", "TEE", "1"), null),
                bed.arrival(RESERVATION_REQUESTED, asked("q-2", "c2", "TEE", "1"), null),
                bed.arrival(RESERVATION_RELEASED, released("x-2", "c2", "2026-11-21T11:00:30Z"), null)));

        assertThat(claims()).containsExactly("c2 released 0");
        assertThat(bed.balance("TEE", "S1")).startsWith("3/0#");
    }
}
