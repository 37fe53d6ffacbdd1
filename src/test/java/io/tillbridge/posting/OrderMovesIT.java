package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.FULFILMENT_HANDED_OVER;
import static io.tillbridge.canonical.EventType.FULFILMENT_PICKED;
import static io.tillbridge.canonical.EventType.FULFILMENT_SHORT_PICKED;
import static io.tillbridge.canonical.EventType.ITEM_UPSERTED;
import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.OrderQueries;
import io.tillbridge.reservation.Outcome;
import io.tillbridge.verification.VerificationBed;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The customer of an order fetches it at another store than its source says (RETAIL 1.4, failure row 19). */
class OrderMovesIT {

    private static final OrderKey KEY = new OrderKey("shop", "O1");

    private final PostingBed bed = new PostingBed("MUG");
    private int operations;

    @BeforeEach
    void bothStoresHaveSome() {
        bed.post(
                STOCK_RECEIVED,
                Events.received("r-1", "MUG", "3"),
                Events.received("r-2", "MUG", "5").put("location", "S2"));
    }

    @AfterEach
    void theBooksKeepTheirLaws() throws SQLException {
        VerificationBed.assertSound(bed.database);
    }

    private void order(int revision, String state, String quantity) {
        ObjectNode order = Events.order("O1", revision, state, "MUG", quantity, "0")
                .put("fulfilment", "pickup")
                .put("promisedAt", PostingBed.NOW.toString());
        order.putObject("payment").put("state", "paid");
        bed.post(ORDER, order);
    }

    private void told(EventType type, String id, String location, String quantity, String ordered) {
        ObjectNode fact = ExactJson.nodes()
                .objectNode()
                .put("system", "pos")
                .put("id", id)
                .put("orderId", "O1")
                .put("location", location)
                .put("occurredAt", "2026-11-21T10:50:00Z");
        ObjectNode line = fact.putArray("lines")
                .addObject()
                .put("id", "L1")
                .put("sku", "MUG")
                .put("quantity", quantity);
        if (type == FULFILMENT_SHORT_PICKED) {
            line.put("ordered", ordered);
        }
        bed.post(type, fact);
    }

    private String move(String to, String... quantity) throws SQLException {
        List<OrderMoves.Part> parts =
                quantity.length == 0 ? List.of() : List.of(new OrderMoves.Part("L1", new BigDecimal(quantity[0])));
        Outcome.Refused refused = bed.orderMoves.move(KEY, parts, to, "op-" + ++operations, "ana");
        return refused == null ? "moved" : refused.code();
    }

    private String places() {
        OrderStory.Line line = Objects.requireNonNull(
                OrderStory.of(new OrderQueries(bed.sql).find(KEY).orElseThrow())
                        .lines()
                        .get("L1"));
        return line.open().stripTrailingZeros().toPlainString() + " "
                + line.places().stream()
                        .map(place -> place.location() + " "
                                + place.open().stripTrailingZeros().toPlainString())
                        .toList();
    }

    private List<String> open(String table, String state) {
        return bed.sql
                .sql("select kind || ' ' || subject from " + table + " where " + state + " order by 1")
                .query(String.class)
                .list();
    }

    @Test
    void aLineIsClaimedAtTheOtherStoreAndFreedAtTheOldInOneStep() throws SQLException {
        order(1, "open", "3");

        assertThat(move("S2")).isEqualTo("moved");

        assertThat(bed.balance("MUG", "S1")).startsWith("3/0#");
        assertThat(bed.balance("MUG", "S2")).startsWith("5/3#");
        assertThat(places()).isEqualTo("0 [S1 0, S2 3]");
        assertThat(bed.sql
                        .sql("select actor || ' ' || action || ' ' || subject from audit_entry")
                        .query(String.class)
                        .list())
                .containsExactly("ana order.move shop/O1");
        String before = bed.balance("MUG", "S2");
        assertThat(move("S2")).isEqualTo("moved");
        assertThat(bed.balance("MUG", "S2")).as("asked again").isEqualTo(before);
    }

    @Test
    void aPartOfALineIsMovedOnceByOneRequest() throws SQLException {
        order(1, "open", "3");
        List<OrderMoves.Part> one = List.of(new OrderMoves.Part("L1", BigDecimal.ONE));
        assertThat(bed.orderMoves.move(KEY, one, "S2", "key", "ana")).isNull();
        String moved = places();

        assertThat(bed.orderMoves.move(KEY, one, "S2", "key", "ana")).isNull();

        assertThat(places()).isEqualTo(moved).isEqualTo("0 [S1 2, S2 1]");
        assertThat(bed.count("audit_entry")).isEqualTo(1);
        assertThat(Objects.requireNonNull(bed.orderMoves.move(KEY, List.of(), "S2", "key", "ana"))
                        .code())
                .isEqualTo("operation_reused");
        assertThat(Objects.requireNonNull(bed.orderMoves.move(KEY, one, "S9", "refused", "ana"))
                        .code())
                .isEqualTo("stock_short");
        assertThat(bed.count("done_request"))
                .as("what was refused may be tried again")
                .isEqualTo(1);
    }

    @Test
    void aStoreThatHasNotEnoughThatNobodyWasPromisedChangesNothing() throws SQLException {
        order(1, "open", "3");
        bed.post(SALE, Events.sale("0001", "MUG", "3").put("location", "S2"));
        String before = bed.balance("MUG", "S1") + bed.balance("MUG", "S2");

        assertThat(move("S2")).isEqualTo("stock_short");
        assertThat(bed.balance("MUG", "S1") + bed.balance("MUG", "S2")).isEqualTo(before);
        assertThat(move("S2", "2")).isEqualTo("moved");
        assertThat(places()).isEqualTo("0 [S1 1, S2 2]");
    }

    @Test
    void whatTheStoreDidNotFindIsFetchedElsewhereAndIsNoExceptionAnyMore() throws SQLException {
        order(1, "open", "3");
        told(FULFILMENT_SHORT_PICKED, "P-1", "S1", "1", "3");
        assertThat(open("task", "state = 'open'"))
                .containsExactly("count_wanted MUG@S1", "pickup_exception order|shop|O1|L1");
        assertThat(places()).isEqualTo("2 [S1 1]");

        assertThat(move("S2", "2")).isEqualTo("moved");

        assertThat(places()).isEqualTo("0 [S1 1, S2 2]");
        assertThat(open("task", "state = 'open'")).containsExactly("count_wanted MUG@S1");
        assertThat(open("conflict", "resolved_at is null")).containsExactly("count_wanted MUG@S1");
        assertThat(move("S2", "3")).as("one is picked at S1").isEqualTo("quantity_too_great");
        told(FULFILMENT_HANDED_OVER, "H-1", "S1", "1", "");
        told(FULFILMENT_HANDED_OVER, "H-2", "S2", "2", "");
        assertThat(bed.balance("MUG", "S2")).startsWith("3/0#");
    }

    @Test
    void itIsHandedOverWhereItWasMovedTo() throws SQLException {
        order(1, "open", "3");
        move("S2");
        told(FULFILMENT_PICKED, "P-1", "S2", "3", "");
        assertThat(move("S1")).as("picked goods stay").isEqualTo("moved");
        assertThat(places()).isEqualTo("0 [S1 0, S2 3]");

        told(FULFILMENT_HANDED_OVER, "H-1", "S2", "3", "");

        assertThat(bed.balance("MUG", "S1")).startsWith("3/0#");
        assertThat(bed.balance("MUG", "S2")).startsWith("2/0#");
        assertThat(open("conflict", "resolved_at is null")).isEmpty();
    }

    @Test
    void whatTheSourceTellsAsFulfilledLeavesFromWhereItWasMovedTo() throws SQLException {
        order(1, "open", "3");
        move("S2", "2");

        bed.post(ORDER, Events.order("O1", 2, "completed", "MUG", "3", "3").put("fulfilment", "pickup"));

        assertThat(bed.balance("MUG", "S1")).startsWith("2/0#");
        assertThat(bed.balance("MUG", "S2")).startsWith("3/0#");
    }

    @Test
    void aLaterRevisionKeepsTheMoveAndMayTakeItBack() throws SQLException {
        order(1, "open", "3");
        move("S2", "2");

        order(2, "open", "2");
        assertThat(places()).as("one less is wanted").isEqualTo("0 [S1 0, S2 2]");
        assertThat(move("S1", "1")).isEqualTo("moved");
        assertThat(places()).isEqualTo("0 [S1 1, S2 1]");
        bed.post(ORDER, Events.order("O1", 3, "open", "MUG", "2", "0").put("location", "S3"));
        assertThat(places()).as("its source says where").startsWith("0 [S3 2");
        order(4, "cancelled", "2");
        assertThat(bed.balance("MUG", "S2")).startsWith("5/0#");
    }

    @Test
    void ofABundleTheComponentsAreClaimedAtTheOtherStore() throws SQLException {
        ObjectNode set = Events.item("SET", 1);
        set.putArray("components").addObject().put("sku", "MUG").put("quantity", "2");
        bed.post(ITEM_UPSERTED, set);
        bed.post(ORDER, Events.order("O1", 1, "open", "SET", "1", "0").put("fulfilment", "pickup"));
        assertThat(bed.balance("MUG", "S1")).startsWith("3/2#");

        assertThat(move("S2")).isEqualTo("moved");

        assertThat(bed.balance("MUG", "S1")).startsWith("3/0#");
        assertThat(bed.balance("MUG", "S2")).startsWith("5/2#");
        bed.post(ORDER, Events.order("O1", 2, "open", "SET", "3", "0").put("fulfilment", "pickup"));
        assertThat(move("S2")).as("two more need four, and three are free").isEqualTo("stock_short");
    }

    @Test
    void aLocationThatDoesNotServeTheTypeChangesNothing() throws SQLException {
        PostingBed kinds = PostingBed.with(
                Map.of("config/locations.yaml", "locations: [{id: W1, kind: warehouse}, {id: S9, kind: store}]"),
                List.of());
        kinds.addItems("MUG");
        kinds.post(
                STOCK_RECEIVED,
                Events.received("r-1", "MUG", "3").put("location", "W1"),
                Events.received("r-2", "MUG", "3").put("location", "S9"));
        kinds.post(ORDER, Events.order("O1", 1, "open", "MUG", "3", "0").put("fulfilment", "pickup"));

        assertThat(Objects.requireNonNull(kinds.orderMoves.move(KEY, List.of(), "W1", "a", "ana")))
                .satisfies(no -> assertThat(no.code() + " " + no.detail())
                        .startsWith("location_excluded")
                        .contains("fulfilment_not_offered"));
        assertThat(kinds.orderMoves.move(KEY, List.of(), "S9", "b", "ana")).isNull();
    }

    @Test
    void whatIsNotThereSaysSo() throws SQLException {
        assertThat(move("S2")).isEqualTo("order_unknown");
        order(1, "open", "3");
        assertThat(move("unassigned")).isEqualTo("location_invalid");
        assertThat(Objects.requireNonNull(bed.orderMoves.move(
                                KEY, List.of(new OrderMoves.Part("L9", BigDecimal.ONE)), "S2", "c", "ana"))
                        .code())
                .isEqualTo("line_unknown");
        order(2, "cancelled", "3");
        assertThat(move("S2")).isEqualTo("order_ended");
    }
}
