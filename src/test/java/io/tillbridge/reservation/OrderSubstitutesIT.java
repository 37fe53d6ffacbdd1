package io.tillbridge.reservation;

import static io.tillbridge.canonical.EventType.FULFILMENT_SHORT_PICKED;
import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.audit.AuditLog;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.OrderQueries;
import io.tillbridge.posting.Events;
import io.tillbridge.posting.OrderStory;
import io.tillbridge.posting.PostingBed;
import io.tillbridge.verification.VerificationBed;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Another item is offered for a line of an order that its store cannot find. */
class OrderSubstitutesIT {

    private static final Substitution.Of ORDERED = Substitution.Of.order("shop", "O1");

    private final PostingBed posting = PostingBed.writing("MUG", "BLUE");
    private final ReservationBed bed = new ReservationBed(posting);
    private final SubstitutionDesk desk =
            bed.substitutions(new AuditLog(new JdbcTemplate(posting.database), posting.clock));

    @BeforeEach
    void aStoreFindsOneOfThree() {
        bed.receive("MUG", 3);
        bed.receive("BLUE", 5);
        order(1, "3");
        ObjectNode fact = ExactJson.nodes()
                .objectNode()
                .put("system", "pos")
                .put("id", "P-1")
                .put("orderId", "O1")
                .put("location", "S1")
                .put("occurredAt", "2026-11-21T10:50:00Z");
        fact.putArray("lines")
                .addObject()
                .put("id", "L1")
                .put("sku", "MUG")
                .put("quantity", "1")
                .put("ordered", "3");
        posting.post(FULFILMENT_SHORT_PICKED, fact);
    }

    @AfterEach
    void close() throws SQLException {
        VerificationBed.assertSound(posting.database);
        bed.close();
    }

    private void order(int revision, String quantity) {
        ObjectNode order =
                Events.order("O1", revision, "open", "MUG", quantity, "0").put("fulfilment", "pickup");
        order.putObject("payment").put("state", "paid");
        order.putObject("customer").put("email", "ada@example.org");
        posting.post(ORDER, order);
    }

    private OrderStory.Line line() {
        return Objects.requireNonNull(OrderStory.of(new OrderQueries(posting.sql)
                        .find(new OrderKey("shop", "O1"))
                        .orElseThrow())
                .lines()
                .get("L1"));
    }

    private String figures() {
        OrderStory.Line line = line();
        return List.of(line.open(), line.allocated(), line.cancelled(), line.substituted()).stream()
                .map(BigDecimal::stripTrailingZeros)
                .map(BigDecimal::toPlainString)
                .reduce("", (one, next) -> one + " " + next)
                .strip();
    }

    private List<String> tasks() {
        return posting.sql
                .sql("select kind from task where state = 'open' order by 1")
                .query(String.class)
                .list();
    }

    private Substitution proposed() throws SQLException {
        return Objects.requireNonNull(desk.propose(ORDERED, "L1", "BLUE", new BigDecimal("2"), "op", "ana")
                .substitution());
    }

    @Test
    void anOfferHoldsTheOtherItemAndTellsTheCustomerByTheOrder() throws SQLException {
        Substitution offer = proposed();

        assertThat(posting.balance("BLUE", "S1")).startsWith("5/2#");
        assertThat(figures()).isEqualTo("2 1 0 0");
        assertThat(desk.of(ORDERED)).containsExactly(offer);
        assertThat(posting.sql
                        .sql("select d->>'audience' || ' ' || (d->>'orderNumber') || ' ' || coalesce(d->>'email', '-')"
                                + " from (select document::jsonb d from outbox_entry) told"
                                + " where d->>'kind' = 'substitution' order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("customer #O1 ada@example.org", "staff #O1 -");
        assertThat(tasks()).containsExactly("count_wanted", "pickup_exception", "substitution");
    }

    @Test
    void acceptedItStandsForWhatWasNotFoundUntilTheSourceHasLearntOfIt() throws SQLException {
        Substitution offer = proposed();

        desk.accept(offer.id(), "ana");

        assertThat(figures()).isEqualTo("0 1 0 2");
        assertThat(posting.balance("BLUE", "S1")).startsWith("5/2#");
        assertThat(bed.queries.find(List.of(offer.held())))
                .singleElement()
                .satisfies(held -> assertThat(
                                held.state().word() + " " + held.terms().paid())
                        .isEqualTo("allocated true"));
        assertThat(tasks()).containsExactly("count_wanted");
        assertThat(Objects.requireNonNull(desk.accept(offer.id(), "ana").substitution())
                        .state())
                .as("again")
                .isEqualTo("accepted");
        assertThat(figures()).isEqualTo("0 1 0 2");

        order(2, "1");
        assertThat(figures()).as("its source wants one by now").isEqualTo("0 1 2 0");
        order(3, "2");
        assertThat(figures()).as("and one more again").isEqualTo("0 1 1 1");
    }

    @Test
    void theSourceThatHasTheSubstituteOnALineOfItsOwnTakesItOver() throws SQLException {
        Substitution offer = proposed();
        desk.accept(offer.id(), "ana");
        order(2, "1");
        assertThat(posting.balance("BLUE", "S1")).as("no line has it yet").startsWith("5/2#");

        ObjectNode both = Events.order("O1", 3, "open", "MUG", "1", "0").put("fulfilment", "pickup");
        both.withArray("lines").addObject().put("id", "L2").put("sku", "BLUE").put("quantity", "2");
        posting.post(ORDER, both);

        assertThat(posting.balance("BLUE", "S1")).as("promised once").startsWith("5/2#");
        assertThat(held(offer)).isEqualTo("moved");
        posting.post(ORDER, both.deepCopy().put("revision", "4").put("state", "completed"));
        assertThat(posting.balance("BLUE", "S1")).startsWith("5/0#");
    }

    @Test
    void goodsThatWereHandedOverBeforeTheSourceKnewLeaveOnce() throws SQLException {
        Substitution offer = proposed();
        desk.accept(offer.id(), "ana");
        bed.desk.ask(new Request.Step(
                offer.held(), Request.Kind.CONSUME, List.of(), null, new Request.Operation("till", PostingBed.NOW)));
        assertThat(posting.balance("BLUE", "S1")).startsWith("3/0#");

        ObjectNode both = Events.order("O1", 2, "completed", "MUG", "1", "1").put("fulfilment", "pickup");
        both.withArray("lines")
                .addObject()
                .put("id", "L2")
                .put("sku", "BLUE")
                .put("quantity", "2")
                .put("fulfilled", "2");
        posting.post(ORDER, both);

        assertThat(posting.balance("BLUE", "S1")).startsWith("3/0#");
    }

    @Test
    void anOrderThatIsCancelledGivesTheSubstituteBack() throws SQLException {
        Substitution offer = proposed();
        desk.accept(offer.id(), "ana");

        posting.post(ORDER, Events.order("O1", 2, "cancelled", "MUG", "3", "0").put("fulfilment", "pickup"));

        assertThat(posting.balance("BLUE", "S1")).startsWith("5/0#");
        assertThat(held(offer)).isEqualTo("moved");
    }

    private String held(Substitution offer) {
        return bed.queries.find(List.of(offer.held())).get(0).state().word();
    }

    @Test
    void anAnswerThatWasCutOffIsEndedByTheSameAnswer() throws SQLException {
        Substitution offer = proposed();
        posting.orderedLines.give(offer);
        assertThat(figures()).isEqualTo("0 1 0 2");

        desk.accept(offer.id(), "ana");

        assertThat(figures()).isEqualTo("0 1 0 2");
        assertThat(tasks()).containsExactly("count_wanted");
    }

    @Test
    void refusedTheLineIsAsItWas() throws SQLException {
        Substitution offer = proposed();

        desk.refuse(offer.id(), "ana");

        assertThat(posting.balance("BLUE", "S1")).startsWith("5/0#");
        assertThat(figures()).isEqualTo("2 1 0 0");
        assertThat(tasks()).containsExactly("count_wanted", "pickup_exception");
    }

    @Test
    void whatWasFoundMeanwhileIsAskedOfNobody() throws SQLException {
        Substitution offer = proposed();
        desk.withdrawNeedless();
        assertThat(tasks()).as("two are missing still").contains("substitution");

        posting.post(STOCK_RECEIVED, Events.received("r-2", "MUG", "2").put("location", "S2"));
        posting.orderMoves.move(new OrderKey("shop", "O1"), List.of(), "S2", "move", "ana");
        desk.withdrawNeedless();

        assertThat(tasks()).containsExactly("count_wanted");
        assertThat(posting.balance("BLUE", "S1")).as("free again").startsWith("5/0#");
        assertThat(desk.of(ORDERED)).extracting(Substitution::state).containsExactly("withdrawn");
        assertThat(Objects.requireNonNull(desk.accept(offer.id(), "ana").refused())
                        .code())
                .isEqualTo("substitution_decided");
    }

    @Test
    void ofALineThatIsNotWantedAnyMoreNobodyIsAsked() throws SQLException {
        proposed();
        posting.post(ORDER, Events.order("O1", 2, "cancelled", "MUG", "3", "0").put("fulfilment", "pickup"));

        desk.withdrawNeedless();

        assertThat(tasks()).containsExactly("count_wanted");
        assertThat(posting.balance("BLUE", "S1")).startsWith("5/0#");
    }

    @Test
    void whoAnswersTooLateIsTold() throws SQLException {
        Substitution offer = proposed();
        order(2, "1");

        assertThat(Objects.requireNonNull(desk.accept(offer.id(), "ana").refused())
                        .code())
                .as("its source wants what was found only, and nobody has looked yet")
                .isEqualTo("substitution_decided");
        assertThat(figures()).isEqualTo("0 1 2 0");
        assertThat(tasks()).containsExactly("count_wanted");
    }

    @Test
    void anItemThatTheOrderHadAnywayIsNotTheSubstitute() throws SQLException {
        ObjectNode both = Events.order("O1", 2, "open", "MUG", "3", "0").put("fulfilment", "pickup");
        both.withArray("lines").addObject().put("id", "L2").put("sku", "BLUE").put("quantity", "1");
        posting.post(ORDER, both);
        Substitution offer = proposed();
        desk.accept(offer.id(), "ana");
        assertThat(posting.balance("BLUE", "S1")).startsWith("5/3#");

        ObjectNode less = Events.order("O1", 3, "open", "MUG", "1", "0").put("fulfilment", "pickup");
        less.withArray("lines").addObject().put("id", "L2").put("sku", "BLUE").put("quantity", "1");
        posting.post(ORDER, less);
        assertThat(posting.balance("BLUE", "S1"))
                .as("the substitute is promised still")
                .startsWith("5/3#");
        assertThat(held(offer)).isEqualTo("allocated");
        ObjectNode learnt = less.deepCopy().put("revision", "4");
        ((ObjectNode) learnt.at("/lines/1")).put("quantity", "3");
        posting.post(ORDER, learnt);

        assertThat(held(offer)).isEqualTo("moved");
        assertThat(posting.balance("BLUE", "S1")).startsWith("5/3#");
    }

    @Test
    void theSameRequestOffersOnce() throws SQLException {
        Substitution offer = proposed();

        assertThat(proposed()).isEqualTo(offer);

        assertThat(posting.balance("BLUE", "S1")).startsWith("5/2#");
        assertThat(posting.count("substitution")).isEqualTo(1);
    }

    @Test
    void whatIsNotThereSaysSo() throws SQLException {
        assertThat(code(Substitution.Of.order("shop", "O9"), "L1")).isEqualTo("order_unknown");
        assertThat(code(ORDERED, "L9")).isEqualTo("line_unknown");
        assertThat(Objects.requireNonNull(desk.propose(ORDERED, "L1", "BLUE", new BigDecimal("9"), "nine", "ana")
                                .refused())
                        .code())
                .isEqualTo("stock_short");
    }

    private String code(Substitution.Of of, String line) throws SQLException {
        return Objects.requireNonNull(
                        desk.propose(of, line, "BLUE", null, "none", "ana").refused())
                .code();
    }
}
