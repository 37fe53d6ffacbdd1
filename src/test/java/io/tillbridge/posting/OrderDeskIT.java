package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.FULFILMENT_READY;
import static io.tillbridge.canonical.EventType.ITEM_UPSERTED;
import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.OrderQueries;
import io.tillbridge.posting.OrderDesk.Kind;
import io.tillbridge.reservation.Outcome;
import io.tillbridge.verification.VerificationBed;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People say what a store did with an order's goods (RETAIL 1.3, 1.10). */
class OrderDeskIT {

    private static final OrderKey KEY = new OrderKey("shop", "O1");

    private final PostingBed bed = PostingBed.writing("MUG");
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

    private void order(int revision, String state, String quantity, String fulfilment) {
        ObjectNode order = Events.order("O1", revision, state, "MUG", quantity, "0")
                .put("fulfilment", fulfilment)
                .put("promisedAt", PostingBed.NOW.toString());
        order.putObject("payment").put("state", "paid");
        bed.post(ORDER, order);
    }

    private String named(Kind kind, @Nullable String location, String operation, String... quantity)
            throws SQLException {
        List<OrderMoves.Part> parts =
                quantity.length == 0 ? List.of() : List.of(new OrderMoves.Part("L1", new BigDecimal(quantity[0])));
        Outcome.Refused refused = bed.orderDesk.tell(new OrderDesk.Step(KEY, kind, location, parts, operation, "ana"));
        return refused == null ? "done" : refused.code();
    }

    private String tell(Kind kind, String... quantity) throws SQLException {
        return named(kind, null, "op-" + ++operations, quantity);
    }

    /** Open without a location, allocated, picked, ready and shipped of the line. */
    private String line() {
        OrderStory.Line line = Objects.requireNonNull(
                OrderStory.of(new OrderQueries(bed.sql).find(KEY).orElseThrow())
                        .lines()
                        .get("L1"));
        return List.of(line.open(), line.allocated(), line.picked(), line.ready(), line.shipped()).stream()
                .map(figure -> figure.stripTrailingZeros().toPlainString())
                .reduce("", (one, next) -> one + " " + next)
                .strip();
    }

    private List<String> notices(String kind) {
        return bed.sql
                .sql("select d->>'audience' || ' ' || (d->>'orderId') || ' ' || (d->>'location')"
                        + " from (select document::jsonb d from outbox_entry) told where d->>'kind' = ? order by 1")
                .param(kind)
                .query(String.class)
                .list();
    }

    private String claim() {
        return bed.sql
                .sql(
                        "select string_agg(location || ' ' || trim_scale(quantity) || ' ' || state, ', ' order by claim_key)"
                                + " from stock_claim")
                .query(String.class)
                .single();
    }

    @Test
    void aLineIsPickedMadeReadyAndHandedOver() throws SQLException {
        order(1, "open", "3", "pickup");

        assertThat(tell(Kind.PICK)).isEqualTo("done");
        assertThat(line()).isEqualTo("0 3 3 0 0");
        assertThat(claim()).isEqualTo("S1 3 picked");
        assertThat(notices("pickup_ready")).as("it is not packed yet").isEmpty();
        assertThat(bed.balance("MUG", "S1")).startsWith("3/3#");

        assertThat(tell(Kind.READY)).isEqualTo("done");
        assertThat(line()).isEqualTo("0 3 3 3 0");
        assertThat(notices("pickup_ready")).containsExactly("customer O1 S1");

        assertThat(tell(Kind.HAND_OVER)).isEqualTo("done");
        assertThat(line()).isEqualTo("0 0 0 0 3");
        assertThat(claim()).isEqualTo("S1 0 consumed");
        assertThat(bed.balance("MUG", "S1")).startsWith("0/0#");
        assertThat(bed.sql
                        .sql("select actor || ' ' || action || ' ' || subject from audit_entry order by sequence")
                        .query(String.class)
                        .list())
                .containsExactly("ana order.pick shop/O1", "ana order.ready shop/O1", "ana order.hand_over shop/O1");
    }

    @Test
    void aPartOfALineIsHandedOverAndTheRestStaysClaimed() throws SQLException {
        order(1, "open", "3", "pickup");
        tell(Kind.PICK, "2");

        assertThat(tell(Kind.HAND_OVER, "1")).isEqualTo("done");
        assertThat(line()).isEqualTo("0 2 1 0 1");
        assertThat(tell(Kind.HAND_OVER, "1"))
                .as("another one, by another request")
                .isEqualTo("done");
        assertThat(line()).isEqualTo("0 1 0 0 2");
        assertThat(bed.balance("MUG", "S1")).startsWith("1/1#");
        assertThat(tell(Kind.HAND_OVER, "2")).isEqualTo("quantity_too_great");
    }

    @Test
    void theSameRequestAgainChangesNothingThoughItsStoredAnswerIsGone() throws SQLException {
        order(1, "open", "3", "pickup");
        assertThat(named(Kind.HAND_OVER, null, "key", "1")).isEqualTo("done");
        String before = bed.balance("MUG", "S1");

        bed.clock.advance(Duration.ofMinutes(10));
        assertThat(named(Kind.HAND_OVER, null, "key", "1")).isEqualTo("done");

        assertThat(bed.balance("MUG", "S1")).isEqualTo(before);
        assertThat(line()).isEqualTo("0 2 0 0 1");
        assertThat(bed.count("conflict")).isZero();
        assertThat(named(Kind.PICK, null, "key", "1")).isEqualTo("operation_reused");
    }

    @Test
    void whatWasNotFoundOfAPickupIsAPersonsToDecide() throws SQLException {
        order(1, "open", "3", "pickup");
        tell(Kind.PICK, "1");

        assertThat(tell(Kind.MISSING)).isEqualTo("done");

        assertThat(line()).isEqualTo("2 1 1 0 0");
        assertThat(bed.sql
                        .sql("select kind || ' ' || subject from task where state = 'open' order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("count_wanted MUG@S1", "pickup_exception order|shop|O1|L1");
        assertThat(bed.balance("MUG", "S1")).as("set aside until it is counted").startsWith("1/1#");
        order(2, "open", "1", "pickup");
        assertThat(line()).as("its source wants no more than was found").isEqualTo("0 1 1 0 0");
        assertThat(bed.sql
                        .sql("select kind from conflict where resolved_at is null order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("count_wanted");
    }

    @Test
    void whatAStoreDoesNotFindOfAnOrderThatIsSentIsWantedFromAnywhere() throws SQLException {
        order(1, "open", "3", "ship_from_store");

        assertThat(tell(Kind.MISSING, "2")).isEqualTo("done");

        assertThat(line()).isEqualTo("2 1 0 0 0");
        assertThat(claim()).contains("S1 1 allocated", "unassigned 2 confirmed");
    }

    @Test
    void whatIsReadyWasPicked() throws SQLException {
        order(1, "open", "3", "pickup");
        tell(Kind.PICK, "1");

        assertThat(tell(Kind.READY)).isEqualTo("done");

        assertThat(line()).isEqualTo("0 3 3 3 0");
        assertThat(tell(Kind.READY)).as("nothing more is there to be told").isEqualTo("nothing_open");
        assertThat(notices("pickup_ready")).hasSize(1);
        assertThat(tell(Kind.MISSING)).as("what is picked was found").isEqualTo("nothing_open");
    }

    @Test
    void aSystemThatKnowsWhatIsReadyTellsItToo() {
        order(1, "open", "3", "pickup");
        ObjectNode ready = ExactJson.nodes()
                .objectNode()
                .put("system", "pos")
                .put("id", "P-1")
                .put("orderId", "O1")
                .put("location", "S1")
                .put("occurredAt", "2026-11-21T10:50:00Z");
        ready.putArray("lines").addObject().put("id", "1").put("sku", "MUG").put("quantity", "2");

        bed.post(FULFILMENT_READY, ready);

        assertThat(line()).isEqualTo("0 3 2 2 0");
        assertThat(notices("pickup_ready")).containsExactly("customer O1 S1");
    }

    @Test
    void aLineAtTwoStoresIsToldByTheOneThatIsNamed() throws SQLException {
        order(1, "open", "3", "pickup");
        bed.orderMoves.move(KEY, List.of(new OrderMoves.Part("L1", new BigDecimal("2"))), "S2", "move", "ana");

        assertThat(tell(Kind.PICK)).isEqualTo("location_required");
        assertThat(named(Kind.PICK, "S2", "a")).isEqualTo("done");
        assertThat(named(Kind.HAND_OVER, "S2", "b")).isEqualTo("done");

        assertThat(bed.balance("MUG", "S1")).startsWith("3/1#");
        assertThat(bed.balance("MUG", "S2")).startsWith("3/0#");
        assertThat(named(Kind.HAND_OVER, "S2", "c")).isEqualTo("nothing_open");
        assertThat(tell(Kind.HAND_OVER)).as("only S1 has something now").isEqualTo("done");
        assertThat(line()).isEqualTo("0 0 0 0 3");
    }

    @Test
    void ofABundleItsComponentsLeave() throws SQLException {
        ObjectNode set = Events.item("SET", 1);
        set.putArray("components").addObject().put("sku", "MUG").put("quantity", "2");
        bed.post(ITEM_UPSERTED, set);
        bed.post(ORDER, Events.order("O1", 1, "open", "SET", "1", "0").put("fulfilment", "pickup"));

        tell(Kind.PICK);
        assertThat(tell(Kind.HAND_OVER)).isEqualTo("done");

        assertThat(bed.balance("MUG", "S1")).startsWith("1/0#");
    }

    @Test
    void whatTheSourceTellsOfTheSameGoodsLeavesOnce() throws SQLException {
        order(1, "open", "3", "pickup");
        tell(Kind.HAND_OVER, "2");

        bed.post(ORDER, Events.order("O1", 2, "open", "MUG", "3", "2").put("fulfilment", "pickup"));
        assertThat(bed.balance("MUG", "S1")).startsWith("1/1#");
        bed.post(ORDER, Events.order("O1", 3, "completed", "MUG", "3", "3").put("fulfilment", "pickup"));
        assertThat(bed.balance("MUG", "S1")).startsWith("0/0#");
    }

    @Test
    void whatIsNotThereSaysSo() throws SQLException {
        assertThat(tell(Kind.PICK)).isEqualTo("order_unknown");
        order(1, "open", "3", "pickup");
        assertThat(tell(Kind.PICK, "4")).isEqualTo("quantity_too_great");
        assertThat(named(Kind.PICK, "S9", "x")).isEqualTo("nothing_open");
        assertThat(Objects.requireNonNull(bed.orderDesk.tell(new OrderDesk.Step(
                                KEY, Kind.PICK, null, List.of(new OrderMoves.Part("L9", null)), "y", "ana")))
                        .code())
                .isEqualTo("line_unknown");
        order(2, "cancelled", "3", "pickup");
        assertThat(tell(Kind.HAND_OVER)).isEqualTo("order_ended");
        assertThat(bed.count("fact where mapping = 'desk'")).isZero();
    }
}
