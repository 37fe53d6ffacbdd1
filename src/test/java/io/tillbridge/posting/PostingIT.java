package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ITEM_UPSERTED;
import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.PAYMENT_CAPTURED;
import static io.tillbridge.canonical.EventType.RETURN;
import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static io.tillbridge.canonical.EventType.STOCK_SNAPSHOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.message.ReadyDocument;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PostingIT {

    private final PostingBed bed = new PostingBed("TEE", "MUG", "KEPT");

    @Test
    void aSaleLowersWhatIsSellableAndTellsBothDestinations() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        UUID sale = bed.post(SALE, Events.sale("0001", "TEE", "2")).get(0);

        assertThat(bed.state(sale)).isEqualTo("posted");
        assertThat(bed.balance("TEE", "S1")).isEqualTo("8/0#2");
        assertThat(bed.sql
                        .sql(
                                "select destination || ' ' || key || ' ' || sequence || ' ' || (desired::json ->> 'available')"
                                        + " from outbox_lane order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("shop.market TEE/S1 2 8", "shop.web TEE/S1 2 8");
    }

    @Test
    void aSaleReceivedTwiceIsPostedOnce() {
        UUID first = bed.post(SALE, Events.sale("0001", "TEE", "2")).get(0);
        UUID again = bed.post(SALE, Events.sale("0001", "TEE", "2")).get(0);
        List<UUID> both = bed.post(SALE, Events.sale("0002", "TEE", "1"), Events.sale("0002", "TEE", "1"));

        assertThat(List.of(bed.state(first), bed.state(again))).containsExactly("posted", "skipped:repeat");
        assertThat(both).extracting(bed::state).containsExactly("posted", "skipped:repeat");
        assertThat(bed.balance("TEE", "S1")).isEqualTo("-3/0#2");
        assertThat(bed.count("stock_movement")).isEqualTo(2);
    }

    @Test
    void aBatchThatIsRedeliveredAfterItsCommitChangesNothing() {
        List<ReadyDocument> batch = List.of(
                bed.arrival(SALE, Events.sale("0001", "TEE", "2"), "d-1"),
                bed.arrival(ORDER, Events.order("O1", 1, "open", "MUG", "3", "0"), "d-2"));
        bed.posting.post(batch);
        bed.posting.post(batch);

        assertThat(bed.balance("TEE", "S1")).isEqualTo("-2/0#1");
        assertThat(bed.balance("MUG", "S1")).isEqualTo("0/3#1");
        assertThat(bed.count("message")).isEqualTo(2);
        assertThat(bed.count("message where state = 'posted'")).isEqualTo(2);
    }

    @Test
    void theSameDeliveryIdTwiceIsSkippedEarly() {
        ReadyDocument first = bed.arrival(SALE, Events.sale("0001", "TEE", "1"), "delivery-7");
        ReadyDocument repeat = bed.arrival(SALE, Events.sale("0001", "TEE", "1"), "delivery-7");
        bed.posting.post(List.of(first, repeat));
        ReadyDocument later = bed.arrival(SALE, Events.sale("0001", "TEE", "1"), "delivery-7");
        bed.posting.post(List.of(later));

        assertThat(bed.state(repeat.document().messageId())).isEqualTo("skipped:repeat");
        assertThat(bed.state(later.document().messageId())).isEqualTo("skipped:repeat");
        assertThat(bed.count("receipt")).isEqualTo(1);
    }

    @Test
    void twoOrdersUnderOneDeliveryIdAreBothPostedTogetherOrApart() {
        UUID earlier = send("d-1", order("O1", 1));
        bed.posting.post(List.of(
                bed.arrival(ORDER, order("O2", 1), "d-1"),
                bed.arrival(ORDER, order("O3", 1), "d-2"),
                bed.arrival(ORDER, order("O4", 1), "d-2")));

        assertThat(bed.state(earlier)).isEqualTo("posted");
        assertThat(bed.count("message where state = 'posted'")).isEqualTo(4);
        assertThat(bed.balance("TEE", "S1")).as("four orders of one").startsWith("0/4#");
        assertThat(bed.metrics
                        .counter("tillbridge.receipts.reused", "connection", "shop", "flow", "order")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void theSameBodyThreeTimesUnderADeliveryIdThatAnotherBodyHasIsPostedOnce() {
        send("d-1", order("O1", 1));
        List<UUID> other =
                List.of(send("d-1", order("O2", 1)), send("d-1", order("O2", 1)), send("d-1", order("O2", 1)));

        assertThat(other).extracting(bed::state).containsExactly("posted", "skipped:repeat", "skipped:repeat");
        assertThat(bed.balance("TEE", "S1")).isEqualTo("0/2#2");
        assertThat(bed.metrics
                        .counter("tillbridge.receipts.reused", "connection", "shop", "flow", "order")
                        .count())
                .as("repeats of it reuse nothing")
                .isEqualTo(1);
    }

    @Test
    void aRedeliveryAfterAnotherBodyTookItsReceiptChangesNothing() {
        List<ReadyDocument> first = List.of(bed.arrival(ORDER, order("O1", 1), "d-1"));
        bed.posting.post(first);
        send("d-1", order("O2", 1));
        bed.posting.post(first);

        assertThat(bed.balance("TEE", "S1")).isEqualTo("0/2#2");
        assertThat(bed.count("message where state = 'posted'")).isEqualTo(2);
    }

    @Test
    void aReceiptFromBeforeBodiesWereRememberedDoesNotHideADocument() {
        send("d-1", order("O1", 1));
        bed.sql.sql("update receipt set body_hash = null").update();

        assertThat(bed.state(send("d-1", order("O2", 1)))).isEqualTo("posted");
    }

    private UUID send(String receiptKey, ObjectNode order) {
        ReadyDocument document = bed.arrival(ORDER, order, receiptKey);
        bed.posting.post(List.of(document));
        return document.document().messageId();
    }

    private static ObjectNode order(String number, int revision) {
        return Events.order(number, revision, "open", "TEE", "1", "0");
    }

    @Test
    void anOpenOrderPromisesAndAShipmentMovesAndACancelReleases() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "3", "0"));
        assertThat(bed.balance("TEE", "S1")).isEqualTo("10/3#2");
        bed.post(ORDER, Events.order("O1", 2, "open", "TEE", "3", "1"));
        assertThat(bed.balance("TEE", "S1")).isEqualTo("9/2#3");
        bed.post(ORDER, Events.order("O1", 3, "cancelled", "TEE", "3", "1"));
        assertThat(bed.balance("TEE", "S1")).isEqualTo("9/0#4");
        assertThat(bed.sql
                        .sql("select sum(quantity) from stock_claim")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void anOlderRevisionThatComesLateChangesNothing() {
        bed.post(ORDER, Events.order("O1", 5, "cancelled", "TEE", "3", "0"));
        UUID late =
                bed.post(ORDER, Events.order("O1", 4, "open", "TEE", "3", "0")).get(0);

        assertThat(bed.state(late)).isEqualTo("skipped:stale");
        assertThat(bed.balance("TEE", "S1")).isEqualTo("none");
    }

    @Test
    void revisionsOfOneOrderInOneBatchEndInTheNewest() {
        List<UUID> ids = bed.post(
                ORDER,
                Events.order("O1", 2, "open", "TEE", "5", "0"),
                Events.order("O1", 3, "open", "TEE", "2", "0"),
                Events.order("O1", 1, "open", "TEE", "9", "0"));

        assertThat(ids).extracting(bed::state).containsExactly("skipped:stale", "posted", "skipped:stale");
        assertThat(bed.balance("TEE", "S1")).isEqualTo("0/2#1");
    }

    @Test
    void anEqualRevisionWithOtherContentIsKeptAndRaisedAsAConflict() {
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "3", "0"));
        UUID other =
                bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "4", "0")).get(0);

        assertThat(bed.state(other)).isEqualTo("posted");
        assertThat(bed.balance("TEE", "S1")).isEqualTo("0/4#2");
        assertThat(bed.sql
                        .sql("select kind || ' ' || subject from conflict")
                        .query(String.class)
                        .list())
                .containsExactly("unequal_revision order|shop|O1");
    }

    @Test
    void aRefundOfShippedGoodsRestocksOnlyByItsReturn() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "2", "2"));
        assertThat(bed.balance("TEE", "S1")).isEqualTo("8/0#2");
        bed.post(ORDER, Events.order("O1", 2, "open", "TEE", "1", "1"));
        bed.post(RETURN, Events.returned("F1", "TEE", "1", "sellable"));
        bed.post(RETURN, Events.returned("F1", "TEE", "1", "sellable"));
        bed.post(ORDER, Events.order("O1", 3, "open", "TEE", "1", "1"));

        assertThat(bed.balance("TEE", "S1")).startsWith("9/0#");
    }

    @Test
    void aPaymentToldTwiceIsRecordedOnceAndMovesNoBalance() {
        ObjectNode payment = ExactJson.nodes()
                .objectNode()
                .put("system", "wms")
                .put("id", "P-1")
                .put("occurredAt", "2026-11-21T10:00:00Z");
        payment.putObject("amount").put("amount", "12.00").put("currency", "EUR");

        List<UUID> messages = bed.post(PAYMENT_CAPTURED, payment, payment);

        assertThat(messages).extracting(bed::state).containsExactly("posted", "skipped:repeat");
        assertThat(bed.count("fact where event_type = 'payment.captured'")).isEqualTo(1);
        assertThat(bed.count("stock_movement")).isZero();
    }

    @Test
    void anOrderThatIsDeletedAndRestoredMovesItsGoodsOnce() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        bed.post(ORDER, Events.order("O1", 1, "completed", "TEE", "3", "3"));
        ObjectNode trashed = Events.order("O1", 2, "cancelled", "TEE", "3", "3");
        trashed.putArray("lines");
        bed.post(ORDER, trashed);
        bed.post(ORDER, trashed.deepCopy().put("revision", "3"));
        bed.post(ORDER, Events.order("O1", 4, "completed", "TEE", "3", "3"));

        assertThat(bed.balance("TEE", "S1")).startsWith("7/0#");
        assertThat(bed.count("stock_movement where to_place = 'customer'")).isEqualTo(1);
    }

    @Test
    void aLineThatIsDroppedAndComesBackPromisesOnlyWhatHasNotLeft() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "3", "1"));
        ObjectNode without = Events.order("O1", 2, "open", "TEE", "3", "1");
        without.putArray("lines");
        bed.post(ORDER, without);
        assertThat(bed.balance("TEE", "S1")).startsWith("9/0#");

        bed.post(ORDER, Events.order("O1", 3, "open", "TEE", "3", "2"));
        assertThat(bed.balance("TEE", "S1")).startsWith("8/1#");
    }

    @Test
    void damagedGoodsComeBackButCannotBeSold() {
        bed.post(RETURN, Events.returned("F1", "TEE", "1", "damaged"));
        bed.post(RETURN, Events.returned("F2", "TEE", "1", "none"));

        assertThat(bed.balance("TEE", "S1")).isEqualTo("0/0#1");
        assertThat(bed.sql
                        .sql("select damaged from stock_balance")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void anUnknownSkuHoldsTheMessageUntilTheItemAppearsAndThenPostsItOnce() {
        UUID held = bed.post(SALE, Events.sale("0001", "NEW", "1")).get(0);
        assertThat(bed.state(held)).isEqualTo("held:sku_missing");
        assertThat(bed.postReady()).isZero();

        bed.post(ITEM_UPSERTED, Events.item("NEW", 1));
        assertThat(bed.postReady()).isEqualTo(1);
        assertThat(bed.state(held)).isEqualTo("posted");
        assertThat(bed.balance("NEW", "S1")).isEqualTo("-1/0#1");
        assertThat(bed.postReady()).isZero();
        assertThat(bed.sql
                        .sql("select outcome from message_attempt order by attempt_id")
                        .query(String.class)
                        .list())
                .containsExactly("released", "posted");
    }

    @Test
    void anItemThatAppearedUnseenIsFoundByTheNextLook() throws Exception {
        UUID held = bed.post(SALE, Events.sale("0001", "NEW", "1")).get(0);
        bed.addItem("NEW");
        try (Connection connection = bed.database.getConnection()) {
            assertThat(bed.release.release(connection, 1000)).isEqualTo(1);
            assertThat(bed.release.release(connection, 1000)).isZero();
        }
        bed.postReady();
        assertThat(bed.state(held)).isEqualTo("posted");
    }

    @Test
    void whatWaitsForAValueMapRowIsTriedAgainAfterAStart() throws Exception {
        PostingBed bed = new PostingBed("TEE");
        UUID held = bed.post(SALE, Events.sale("0001", "TEE", "1")).get(0);
        bed.sql
                .sql("update message set state = 'held', hold_key = 'valuemap:taxes/A', hold_until = now()")
                .update();
        try (Connection connection = bed.database.getConnection()) {
            assertThat(bed.release.release(connection, 1000)).isZero();
            assertThat(bed.release.releaseForValueMaps(connection, 1000)).isEqualTo(1);
        }
        assertThat(bed.state(held)).isEqualTo("accepted");
    }

    @Test
    void negativeOnHandIsKeptAndRaisedOnce() {
        bed.post(SALE, Events.sale("0001", "TEE", "1"));
        bed.post(SALE, Events.sale("0002", "TEE", "1"));

        assertThat(bed.balance("TEE", "S1")).isEqualTo("-2/0#2");
        assertThat(bed.sql
                        .sql("select kind || ' ' || subject from conflict")
                        .query(String.class)
                        .list())
                .containsExactly("negative_on_hand TEE@S1");
        assertThat(bed.sql
                        .sql("select desired::json ->> 'available' from outbox_lane where destination = 'shop.web'")
                        .query(String.class)
                        .single())
                .isEqualTo("0");
    }

    @Test
    void safetyStockIsKeptBackFromPromisesOnly() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "KEPT", "5"));

        assertThat(bed.balance("KEPT", "S1")).isEqualTo("5/0#1");
        assertThat(bed.sql
                        .sql("select desired::json ->> 'available' from outbox_lane where destination = 'shop.web'")
                        .query(String.class)
                        .single())
                .isEqualTo("3");
    }

    @Test
    void aCountByItsOwnerSetsTheFigureThroughAMovement() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        bed.post(STOCK_SNAPSHOT, Events.snapshot("TEE", "7", "2026-11-21T11:00:00Z"));
        bed.post(STOCK_SNAPSHOT, Events.snapshot("TEE", "7", "2026-11-21T11:00:00Z"));

        assertThat(bed.balance("TEE", "S1")).isEqualTo("7/0#2");
        assertThat(bed.sql
                        .sql(
                                "select trim_scale(quantity) || ' to ' || to_place from stock_movement where reason = 'count'")
                        .query(String.class)
                        .list())
                .containsExactly("3 to loss");
    }

    @Test
    void aDocumentThatIsNotJsonBecomesADeadLetterAndTheOthersArePosted() {
        ReadyDocument broken = bed.arrival("sale", "{\"id\": ".getBytes(StandardCharsets.UTF_8), null);
        ReadyDocument good = bed.arrival(SALE, Events.sale("0001", "TEE", "1"), null);
        bed.posting.post(List.of(broken, good));

        assertThat(bed.state(broken.document().messageId())).isEqualTo("dead:invalid_json");
        assertThat(bed.state(good.document().messageId())).isEqualTo("posted");
        assertThat(bed.sql
                        .sql("select code || ' ' || stage || ' ' || owner from dead_letter")
                        .query(String.class)
                        .list())
                .containsExactly("invalid_json translate integrator");
    }

    @Test
    void aDocumentThatTheDatabaseRefusesIsFoundByBisectionAndStandsAlone() {
        bed.sql.sql("alter table stock_movement add check (quantity <> 77)").update();
        ReadyDocument[] batch = new ReadyDocument[9];
        for (int i = 0; i < batch.length; i++) {
            String quantity = i == 4 ? "77" : "1";
            batch[i] = bed.arrival(SALE, Events.sale("000" + i, "TEE", quantity), null);
        }
        bed.posting.post(List.of(batch));

        assertThat(bed.state(batch[4].document().messageId())).isEqualTo("dead:database_refused");
        assertThat(bed.balance("TEE", "S1")).startsWith("-8/0#");
        assertThat(bed.count("message where state = 'posted'")).isEqualTo(8);
    }

    @Test
    void aDocumentWithManyEventsIsCutIntoChildren() {
        String events = "{\"key\":\"k\",\"events\":[{\"key\":\"a\",\"event\":"
                + Events.snapshot("TEE", "4", "2026-11-21T11:00:00Z") + "},{\"key\":\"b\",\"event\":"
                + Events.snapshot("MUG", "6", "2026-11-21T11:00:00Z") + "}]}";
        ReadyDocument parent = bed.arrival("many", events.getBytes(StandardCharsets.UTF_8), null);
        bed.posting.post(List.of(parent));
        bed.posting.post(List.of(parent));

        assertThat(bed.state(parent.document().messageId())).isEqualTo("posted:split");
        assertThat(bed.count("message where parent_id is not null")).isEqualTo(2);
        assertThat(bed.balance("TEE", "S1") + " " + bed.balance("MUG", "S1")).isEqualTo("4/0#1 6/0#1");
    }

    @Test
    void aThinEventWaitsForItsFetch() {
        ReadyDocument thin = bed.arrival("thin", "{\"key\":\"42\"}".getBytes(StandardCharsets.UTF_8), "e-1");
        bed.posting.post(List.of(thin));

        assertThat(bed.state(thin.document().messageId())).isEqualTo("fetching");
        assertThat(bed.sql
                        .sql("select fetch_plan from message")
                        .query(String.class)
                        .single())
                .isEqualTo("{\"fetch\":\"order\",\"args\":{\"id\":\"42\"}}");
    }

    @Test
    void aDocumentThatMakesPostingFailStandsAloneToo() {
        ReadyDocument good = bed.arrival(SALE, Events.sale("0001", "TEE", "1"), null);
        ReadyDocument odd = bed.arrival(SALE, Events.sale("0002", "TEE", "1").put("location", "customer"), null);
        bed.posting.post(List.of(good, odd));

        assertThat(bed.state(good.document().messageId())).isEqualTo("posted");
        assertThat(bed.state(odd.document().messageId())).isEqualTo("dead:posting_defect");
        assertThat(bed.balance("TEE", "S1")).isEqualTo("-1/0#1");
    }

    @Test
    void aHoldPastItsDeadlineBecomesADeadLetterWithAnOwner() throws Exception {
        UUID held = bed.post(SALE, Events.sale("0001", "NEW", "1")).get(0);
        assertThat(bed.deadlines.expire()).isZero();
        bed.sql.sql("update message set hold_until = '2026-11-21T11:59:59Z'").update();

        assertThat(bed.deadlines.expire()).isEqualTo(1);
        assertThat(bed.deadlines.expire()).isZero();
        assertThat(bed.state(held)).isEqualTo("dead:hold_expired");
        assertThat(bed.sql
                        .sql("select owner || ' ' || at from dead_letter")
                        .query(String.class)
                        .single())
                .isEqualTo("integrator sku:NEW");
    }
}
