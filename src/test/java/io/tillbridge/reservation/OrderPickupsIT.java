package io.tillbridge.reservation;

import static io.tillbridge.canonical.EventType.FULFILMENT_HANDED_OVER;
import static io.tillbridge.canonical.EventType.FULFILMENT_PICKED;
import static io.tillbridge.canonical.EventType.FULFILMENT_SHORT_PICKED;
import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.posting.Events;
import io.tillbridge.posting.OrderDesk;
import io.tillbridge.posting.PostingBed;
import io.tillbridge.tasks.TaskQueries;
import io.tillbridge.verification.VerificationBed;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders whose goods the customer fetches at a store (failure row 19), without a cart that was held before. */
class OrderPickupsIT {

    private static final String SOURCING = """
            connections: [shop]
            rules:
              - {id: any, from: [{location: S1}, {location: S2}]}
            """;

    private final PostingBed posting = PostingBed.with(Map.of("config/sourcing.yaml", SOURCING), List.of());
    private final TaskQueries tasks = new TaskQueries(posting.sql);
    private final List<Notice> told = new ArrayList<>();
    private final OrderNoShows noShows = new OrderNoShows(
            posting.database,
            ShippedFulfilment.rules(),
            (tx, notices) -> {
                told.addAll(notices);
                return List.of();
            },
            new Outbox(),
            posting.tasks,
            posting.clock);

    @BeforeEach
    void bothStoresHaveSome() {
        posting.addItems("MUG");
        posting.post(
                STOCK_RECEIVED,
                Events.received("r-1", "MUG", "3"),
                Events.received("r-2", "MUG", "9").put("location", "S2"));
    }

    @AfterEach
    void theBooksKeepTheirLaws() throws SQLException {
        VerificationBed.assertSound(posting.database);
    }

    private void order(int revision, String state, String fulfilment) {
        ObjectNode order = Events.order("o-1", revision, state, "MUG", "3", "0")
                .put("fulfilment", fulfilment)
                .put("promisedAt", PostingBed.NOW.toString());
        order.putObject("payment").put("state", "paid");
        posting.post(ORDER, order);
    }

    private void step(EventType type, String id, String quantity) {
        posting.post(type, fact(id, quantity));
    }

    private static ObjectNode fact(String id, String quantity) {
        ObjectNode fact = ExactJson.nodes()
                .objectNode()
                .put("system", "pos")
                .put("id", id)
                .put("orderId", "o-1")
                .put("location", "S1")
                .put("occurredAt", "2026-11-21T10:50:00Z");
        fact.putArray("lines").addObject().put("id", "1").put("sku", "MUG").put("quantity", quantity);
        return fact;
    }

    private void shortPick(String found) {
        ObjectNode fact = fact("P-1", found);
        ((ObjectNode) fact.at("/lines/0")).put("ordered", "3");
        posting.post(FULFILMENT_SHORT_PICKED, fact);
    }

    private List<String> open() {
        return tasks.find(new TaskQueries.Filter(null, null, "open"), null, 50).stream()
                .map(task -> task.kind() + " " + task.owner() + " " + task.subject())
                .sorted()
                .toList();
    }

    private List<String> conflicts() {
        return posting.sql
                .sql("select kind || ' ' || subject from conflict where resolved_at is null order by 1")
                .query(String.class)
                .list();
    }

    @Test
    void whatTheStoreCannotFindIsAskedAboutAndNeverShippedFromElsewhere() {
        order(1, "open", "pickup");

        shortPick("1");

        assertThat(open())
                .containsExactly("count_wanted S1 MUG@S1", "pickup_exception customer_service order|shop|o-1|L1");
        assertThat(conflicts()).containsExactly("count_wanted MUG@S1", "pickup_exception order|shop|o-1|L1");
        posting.sourcing.apply(new OrderKey("shop", "o-1"), "ana");
        assertThat(posting.balance("MUG", "S2"))
                .as("nobody ships it by himself")
                .startsWith("9/0#");
        assertThat(posting.balance("MUG", "S1")).startsWith("1/1#");
    }

    @Test
    void anOrderThatIsToBeShippedIsServedFromElsewhere() {
        order(1, "open", "ship_from_store");

        shortPick("1");

        assertThat(posting.balance("MUG", "S2")).startsWith("9/2#");
        assertThat(open()).containsExactly("count_wanted S1 MUG@S1");
    }

    @Test
    void aTypeThatAPersonDecidesIsNotServedFromElsewhereEither() {
        order(1, "open", "b2b");

        shortPick("1");

        assertThat(posting.balance("MUG", "S2")).startsWith("9/0#");
        assertThat(open())
                .as("what is counted is the default type's affair, what becomes of the line its own")
                .containsExactly("count_wanted S1 MUG@S1", "rejected_part customer_service order|shop|o-1|L1");
        assertThat(posting.balance("MUG", "S1")).startsWith("1/1#");
    }

    @Test
    void whoIsContentWithWhatWasFoundKeepsIt() {
        order(1, "open", "pickup");
        shortPick("1");

        ObjectNode one = Events.order("o-1", 2, "open", "MUG", "1", "0").put("fulfilment", "pickup");
        posting.post(ORDER, one);

        assertThat(conflicts()).containsExactly("count_wanted MUG@S1");
        assertThat(posting.balance("MUG", "S1")).startsWith("1/1#");
    }

    @Test
    void theExceptionEndsWhenTheOrderWantsNoMoreOfIt() {
        order(1, "open", "pickup");
        shortPick("1");

        order(2, "cancelled", "pickup");

        assertThat(conflicts()).containsExactly("count_wanted MUG@S1");
        assertThat(open()).containsExactly("count_wanted S1 MUG@S1");
    }

    @Test
    void whoDoesNotComeIsRemindedOnceThenPeopleCancelTheOrderAndPutTheGoodsBack() throws SQLException {
        order(1, "open", "pickup");
        step(FULFILMENT_PICKED, "P-1", "3");
        noShows.look();
        assertThat(told).as("it is not late yet").isEmpty();

        posting.clock.advance(Duration.ofDays(2));
        noShows.look();
        noShows.look();
        assertThat(told).singleElement().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo("pickup_reminder");
            assertThat(notice.about().reference()).isEqualTo("o-1");
        });
        posting.clock.advance(Duration.ofDays(3));
        noShows.look();
        noShows.look();

        assertThat(open())
                .containsExactly(
                        "pickup_refund customer_service order|shop|o-1|L1", "put_back S1 order|shop|o-1|L1|MUG@S1");
        assertThat(posting.balance("MUG", "S1")).as("until its source says so").startsWith("3/3#");
        order(2, "cancelled", "pickup");
        assertThat(posting.balance("MUG", "S1")).startsWith("3/0#");
    }

    @Test
    void anotherDayIsRemindedOfAnewAndWhoCameInTimeIsLeftAlone() throws SQLException {
        order(1, "open", "pickup");
        posting.clock.advance(Duration.ofDays(2));
        noShows.look();
        posting.post(
                ORDER,
                Events.order("o-1", 2, "open", "MUG", "3", "0")
                        .put("fulfilment", "pickup")
                        .put(
                                "promisedAt",
                                PostingBed.NOW.plus(Duration.ofDays(2)).toString()));
        posting.clock.advance(Duration.ofDays(2));
        noShows.look();
        assertThat(told).hasSize(2);

        step(FULFILMENT_HANDED_OVER, "H-1", "3");
        posting.clock.advance(Duration.ofDays(9));
        noShows.look();

        assertThat(open()).isEmpty();
    }

    @Test
    void withoutAPromisedTimeItCountsFromWhenTheCustomerWasTold() throws SQLException {
        ObjectNode order = Events.order("o-1", 1, "open", "MUG", "3", "0").put("fulfilment", "pickup");
        posting.post(ORDER, order);
        posting.clock.advance(Duration.ofDays(9));
        noShows.look();
        assertThat(told).as("nobody told the customer to come").isEmpty();
        step(FULFILMENT_PICKED, "P-1", "3");
        noShows.look();
        assertThat(told).isEmpty();

        posting.clock.advance(Duration.ofDays(2));
        noShows.look();
        noShows.look();
        assertThat(told)
                .singleElement()
                .satisfies(notice -> assertThat(notice.kind()).isEqualTo("pickup_reminder"));
        posting.post(ORDER, order.deepCopy().put("revision", "2"));
        posting.clock.advance(Duration.ofDays(3));
        noShows.look();
        noShows.look();

        assertThat(told)
                .extracting(Notice::kind)
                .as("reminded once")
                .containsExactlyInAnyOrder("pickup_reminder", "pickup_refund", "put_back");
        assertThat(open())
                .containsExactly(
                        "pickup_refund customer_service order|shop|o-1|L1", "put_back S1 order|shop|o-1|L1|MUG@S1");
    }

    @Test
    void whatIsReadyLaterThanPromisedIsWaitedForFromThen() throws SQLException {
        order(1, "open", "pickup");
        posting.clock.advance(Duration.ofDays(4));
        posting.orderDesk.tell(
                new OrderDesk.Step(new OrderKey("shop", "o-1"), OrderDesk.Kind.READY, null, List.of(), "ready", "ana"));

        posting.clock.advance(Duration.ofDays(1));
        noShows.look();

        assertThat(told)
                .as("five days after the promised time, one after it was ready")
                .isEmpty();
        assertThat(open()).isEmpty();
        posting.clock.advance(Duration.ofDays(4));
        noShows.look();
        assertThat(told)
                .extracting(Notice::kind)
                .containsExactlyInAnyOrder("pickup_reminder", "pickup_refund", "put_back");
    }

    @Test
    void aShippedOrderIsNobodysToFetch() throws SQLException {
        order(1, "open", "ship_from_store");
        posting.clock.advance(Duration.ofDays(9));

        noShows.look();

        assertThat(told).isEmpty();
        assertThat(open()).isEmpty();
    }
}
