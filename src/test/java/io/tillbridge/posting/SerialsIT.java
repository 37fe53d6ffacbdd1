package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ADVANCE_NOTICE;
import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.RETURN;
import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.SHIPMENT_CONFIRMED;
import static io.tillbridge.canonical.EventType.STOCK_COUNTED;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static io.tillbridge.canonical.EventType.STOCK_TRANSFER_RECEIVED;
import static io.tillbridge.canonical.EventType.STOCK_TRANSFER_SENT;
import static io.tillbridge.posting.Traceable.lot;
import static io.tillbridge.posting.Traceable.serials;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.Trace;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.message.ReadyDocument;
import io.tillbridge.stock.Bucket;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.Place;
import io.tillbridge.stock.Serials;
import io.tillbridge.stock.StockLedger;
import io.tillbridge.stock.TraceQueries;
import io.tillbridge.stock.TracedStock;
import io.tillbridge.verification.VerificationBed;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SerialsIT {

    private final PostingBed bed = new PostingBed("TEE", "MUG");

    @AfterEach
    void theBooksKeepTheirLaws() throws SQLException {
        VerificationBed.assertSound(bed.database);
    }

    @Test
    void eachPieceMovesByItselfAndTheRestTogether() {
        bed.post(STOCK_RECEIVED, lot(serials(Events.received("R1", "TEE", "5"), "A", "B"), "L-1", "2026-12-31"));

        assertThat(bed.sql
                        .sql("select concat_ws(' ', trim_scale(quantity), lot, serial, expires_on) from stock_movement"
                                + " order by movement_id")
                        .query(String.class)
                        .list())
                .containsExactly("1 L-1 A 2026-12-31", "1 L-1 B 2026-12-31", "3 L-1 2026-12-31");
        assertThat(bed.balance("TEE", "S1")).isEqualTo("5/0#1");
        assertThat(where("A")).isEqualTo("S1");
    }

    @Test
    void aSecondArrivalOfAPieceInStockIsKeptAndRaised() {
        bed.post(STOCK_RECEIVED, serials(Events.received("R1", "TEE", "1"), "A"));
        bed.post(STOCK_RECEIVED, serials(Events.received("R2", "TEE", "1").put("location", "S2"), "A"));

        assertThat(bed.balance("TEE", "S2")).startsWith("1/0");
        assertThat(conflicts()).containsExactly("serial_in_stock TEE|A");
        assertThat(bed.sql
                        .sql("select detail from conflict")
                        .query(String.class)
                        .single())
                .isEqualTo("{\"sku\":\"TEE\",\"serial\":\"A\",\"from\":\"supplier\",\"to\":\"S2\",\"was\":\"S1\"}");
    }

    private static ObjectNode announced(String... pieces) {
        ObjectNode notice = ExactJson.nodes()
                .objectNode()
                .put("system", "shop")
                .put("id", "N1")
                .put("location", "S1")
                .put("sentAt", "2026-11-20T09:00:00Z");
        notice.putArray("lines").addObject().put("id", "1").put("sku", "TEE").put("quantity", "2");
        return serials(notice, pieces);
    }

    @Test
    void aPieceThatItsNoticeNamedCameWithTheGoodsThoughTheReceiptDoesNotSay() {
        bed.post(STOCK_RECEIVED, Events.received("R0", "TEE", "9"));
        bed.post(ADVANCE_NOTICE, announced("A", "B"));
        bed.post(SALE, serials(Events.sale("0001", "TEE", "1"), "A"));
        assertThat(conflicts()).as("nothing has arrived").containsExactly("serial_not_there TEE|A");

        bed.post(STOCK_RECEIVED, Events.received("R1", "TEE", "2").put("notice", "N1"));

        assertThat(conflicts()).isEmpty();
        bed.post(SALE, serials(Events.sale("0002", "TEE", "1"), "B"));
        assertThat(conflicts()).isEmpty();
        bed.post(SALE, serials(Events.sale("0003", "TEE", "1"), "B"));
        assertThat(conflicts()).as("it left already").contains("serial_not_there TEE|B");
        bed.post(SALE, serials(Events.sale("0004", "TEE", "1"), "C"));
        assertThat(conflicts()).as("nobody named it").contains("serial_not_there TEE|C");
    }

    @Test
    void theSamePieceOfTwoItemsIsTwoPieces() {
        bed.post(STOCK_RECEIVED, serials(Events.received("R1", "TEE", "1"), "A"));
        bed.post(STOCK_RECEIVED, serials(Events.received("R2", "MUG", "1"), "A"));

        assertThat(conflicts()).isEmpty();
    }

    @Test
    void theSaleOfAPieceThatIsNotThereStandsAndIsRaisedUntilItsReceiptIsTold() {
        bed.post(SALE, serials(Events.sale("1", "TEE", "1"), "A"));

        assertThat(bed.balance("TEE", "S1")).startsWith("-1/0");
        assertThat(conflicts()).containsExactly("negative_on_hand TEE@S1", "serial_not_there TEE|A");

        bed.post(STOCK_RECEIVED, serials(Events.received("R1", "TEE", "1"), "A"));

        assertThat(conflicts()).doesNotContain("serial_not_there TEE|A");
        assertThat(where("A")).isEqualTo("customer");
    }

    @Test
    void aSoldPieceThatComesBackIsSoldAgain() {
        bed.post(STOCK_RECEIVED, serials(Events.received("R1", "TEE", "1"), "A"));
        bed.post(SALE, serials(Events.sale("1", "TEE", "1"), "A"));
        bed.post(RETURN, serials(Events.returned("B1", "TEE", "1", "sellable"), "A"));
        assertThat(where("A")).isEqualTo("S1");
        bed.post(SALE, serials(sold("2", "2026-11-21T11:45:00Z"), "A"));

        assertThat(conflicts()).isEmpty();
        assertThat(where("A")).isEqualTo("customer");

        bed.post(SALE, serials(sold("3", "2026-11-21T11:50:00Z"), "A"));
        assertThat(conflicts()).contains("serial_not_there TEE|A");
    }

    @Test
    void everyOrderOfArrivalEndsInTheSamePlaceWithoutDoubt() {
        List<List<Integer>> orders = TransfersIT.permutations(List.of(0, 1, 2, 3));
        for (int n = 0; n < orders.size(); n++) {
            String sku = "P" + n;
            bed.addItems(sku);
            ObjectNode receipt = Events.received("R" + n, sku, "1").put("receivedAt", "2026-11-21T08:00:00Z");
            ObjectNode sale = Events.sale("S" + n, sku, "1").put("location", "S2");
            List<ReadyDocument> events = List.of(
                    bed.arrival(STOCK_RECEIVED, serials(receipt, "A"), null),
                    bed.arrival(STOCK_TRANSFER_SENT, serials(Transferred.sent("s" + n, sku, sku, "1"), "A"), null),
                    bed.arrival(
                            STOCK_TRANSFER_RECEIVED, serials(Transferred.received("r" + n, sku, sku, "1"), "A"), null),
                    bed.arrival(SALE, serials(sale, "A"), null));
            orders.get(n).forEach(each -> bed.postBatch(List.of(events.get(each))));
        }

        assertThat(new TraceQueries(bed.sql).pieces("A", null, "", 100))
                .hasSize(24)
                .allSatisfy(one -> assertThat(one.places().get(0).place()).isEqualTo("customer"));
        assertThat(bed.count("conflict where kind like 'serial%'")).isPositive();
        assertThat(bed.count("conflict where kind like 'serial%' and resolved_at is null"))
                .isZero();
    }

    @Test
    void serialNumbersBeyondThePiecesAreRaised() {
        bed.post(STOCK_RECEIVED, serials(Events.received("R1", "TEE", "1"), "A", "B"));

        assertThat(conflicts()).containsExactly("serials_beyond_quantity stock.received|shop|R1|TEE");
        assertThat(bed.balance("TEE", "S1")).startsWith("1/0");
        assertThat(where("B")).isEqualTo("nowhere");
    }

    @Test
    void aShipmentSaysWhichPiecesOfTheOrderLeftWhoeverToldOfThemFirst() {
        bed.post(STOCK_RECEIVED, serials(Events.received("R1", "TEE", "3"), "A", "B", "C"));
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "2", "0"));
        bed.post(ORDER, Events.order("O1", 2, "open", "TEE", "2", "2"));
        assertThat(where("A")).isEqualTo("S1");

        bed.post(SHIPMENT_CONFIRMED, serials(Fulfilments.shipped("wms", "W1", "O1", "TEE", "2"), "A", "B"));

        assertThat(bed.balance("TEE", "S1")).startsWith("1/0");
        assertThat(List.of(where("A"), where("B"), where("C"))).containsExactly("customer", "customer", "S1");
        assertThat(conflicts()).isEmpty();
        assertThat(bed.sql
                        .sql("select trim_scale(sum(case to_place when 'customer' then quantity else -quantity end))"
                                + " from stock_movement where reason = 'shipment'")
                        .query(String.class)
                        .single())
                .isEqualTo("2");
    }

    @Test
    void aReturnToldTwiceBringsThePieceBackOnce() {
        bed.post(STOCK_RECEIVED, serials(Events.received("R1", "TEE", "1"), "A"));
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "1", "0"));
        bed.post(SHIPMENT_CONFIRMED, serials(Fulfilments.shipped("wms", "W1", "O1", "TEE", "1"), "A"));
        bed.post(RETURN, serials(Events.returned("shop-1", "TEE", "1", "sellable"), "A"));
        ObjectNode received = serials(Events.returned("wms-1", "TEE", "1", "sellable"), "A")
                .put("system", "wms")
                .put("orderSystem", "shop")
                .put("location", "S2")
                .put("returnedAt", "2026-11-21T11:50:00Z");
        bed.post(RETURN, received);

        assertThat(bed.balance("TEE", "S1")).startsWith("0/0");
        assertThat(bed.balance("TEE", "S2")).startsWith("1/0");
        assertThat(where("A")).isEqualTo("S2");
        assertThat(conflicts()).isEmpty();
    }

    @Test
    void aCountThatReadsOtherPiecesThanTheBooksHaveIsRaised() {
        bed.post(
                STOCK_RECEIVED,
                serials(Events.received("R1", "TEE", "3"), "A", "B", "C"),
                lot(Events.received("R2", "MUG", "4"), "L-1", null));
        bed.post(STOCK_COUNTED, serials(Events.counted("C1", "TEE", "3", "2026-11-21T11:00:00Z"), "A", "B", "D"));
        bed.post(STOCK_COUNTED, lot(Events.counted("C2", "MUG", "4", "2026-11-21T11:00:00Z"), "L-2", null));

        assertThat(bed.sql
                        .sql(
                                "select subject || ' ' || detail from conflict where kind = 'traced_count_differs' order by 1")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "MUG@S1 sellable {\"lots\":[{\"lot\":\"L-1\",\"counted\":\"0\",\"expected\":\"4\"},"
                                + "{\"lot\":\"L-2\",\"counted\":\"4\",\"expected\":\"0\"}]}",
                        "TEE@S1 sellable {\"missing\":[\"C\"],\"unexpected\":[\"D\"]}");
        assertThat(bed.balance("TEE", "S1")).startsWith("3/0");

        bed.post(STOCK_COUNTED, serials(Events.counted("C3", "TEE", "3", "2026-11-21T11:10:00Z"), "A", "B", "C"));
        assertThat(conflicts()).containsExactly("traced_count_differs MUG@S1 sellable");
    }

    @Test
    void aRepostedReceiptNamesThePiecesOfTheRightVersion() {
        TwistedMappings mappings = new TwistedMappings();
        PostingBed wrong = new PostingBed(List.of(), mappings, "TEE", "MUG", "CAP");
        RepostBed reposts = new RepostBed(wrong, mappings);
        mappings.active = 3;
        wrong.post(STOCK_RECEIVED, serials(Events.received("R1", "MUG", "2"), "A", "B"));
        mappings.active = 2;
        wrong.post(SALE, serials(Events.sale("1", "MUG", "1"), "A"));
        assertThat(wrong.count("conflict where kind = 'serial_not_there' and resolved_at is null"))
                .isOne();

        reposts.repost(2, reposts.stamped(3));

        TraceQueries stock = new TraceQueries(wrong.sql);
        assertThat(stock.pieces("B", null, "", 5).stream()
                        .filter(one -> !one.places().isEmpty())
                        .toList())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.sku()).isEqualTo("MUG");
                    assertThat(one.places().get(0).place()).isEqualTo("S1");
                });
        assertThat(wrong.count("conflict where kind like 'serial%' and resolved_at is null"))
                .isZero();
        assertThat(wrong.balance("MUG", "S1")).startsWith("1/0");
    }

    @Test
    void aRepostedShipmentNamesThePiecesThatLeft() {
        TwistedMappings mappings = new TwistedMappings();
        PostingBed wrong = new PostingBed(List.of(), mappings, "TEE", "MUG", "CAP");
        RepostBed reposts = new RepostBed(wrong, mappings);
        wrong.post(STOCK_RECEIVED, serials(Events.received("R1", "MUG", "3"), "A", "B", "C"));
        wrong.post(ORDER, Events.order("O1", 1, "open", "MUG", "2", "0"));
        mappings.active = 3;
        wrong.post(SHIPMENT_CONFIRMED, serials(Fulfilments.shipped("wms", "W1", "O1", "MUG", "2"), "A", "B"));
        mappings.active = 2;

        reposts.repost(2, reposts.stamped(3));

        assertThat(wrong.balance("MUG", "S1")).startsWith("1/0");
        assertThat(new TraceQueries(wrong.sql).pieces("A", "MUG", "", 1).get(0).places())
                .extracting(TracedStock.Held::place)
                .containsExactly("customer");
        assertThat(wrong.count("conflict where kind like 'serial%' and resolved_at is null"))
                .isZero();
    }

    @Test
    void ofTwoPostingsThatReceiveOnePieceAtOnceTheSecondSeesTheFirst() throws Exception {
        CompletableFuture<Void> second;
        try (Connection first = bed.database.getConnection()) {
            first.setAutoCommit(false);
            Movement received = Movement.between(
                    new UUID(1, 1),
                    "TEE",
                    BigDecimal.ONE,
                    Place.location("S2"),
                    Bucket.SELLABLE,
                    Place.SUPPLIER,
                    "receipt",
                    PostingBed.NOW.minusSeconds(60));
            new StockLedger(bed.clock)
                    .post(first, List.of(received.of(new Trace(null, "A", null), BigDecimal.ONE)), List.of());
            Serials.locked(first, new TreeSet<>(List.of(new Serials.Key("TEE", "A"))));
            second = CompletableFuture.runAsync(
                    () -> bed.post(STOCK_RECEIVED, serials(Events.received("R1", "TEE", "1"), "A")));
            bed.untilOneWaitsForALock();
            first.commit();
        }
        second.get();

        assertThat(conflicts()).containsExactly("serial_in_stock TEE|A");
    }

    private static ObjectNode sold(String receipt, String at) {
        return Events.sale(receipt, "TEE", "1").put("soldAt", at);
    }

    private String where(String serial) {
        List<String> places = new ArrayList<>();
        new TraceQueries(bed.sql)
                .pieces(serial, null, "", 10)
                .forEach(one -> one.places().forEach(held -> places.add(held.place())));
        return places.isEmpty() ? "nowhere" : String.join(", ", places);
    }

    private List<String> conflicts() {
        return bed.sql
                .sql("select kind || ' ' || subject from conflict where resolved_at is null order by 1")
                .query(String.class)
                .list();
    }
}
