package io.tillbridge.reservation;

import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.STOCK_ADJUSTED;
import static io.tillbridge.canonical.EventType.STOCK_COUNTED;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static io.tillbridge.canonical.EventType.STOCK_TRANSFER_SENT;
import static io.tillbridge.reservation.Request.Kind.ALLOCATE;
import static io.tillbridge.reservation.Request.Kind.CONFIRM;
import static io.tillbridge.reservation.Request.Kind.PAID;
import static io.tillbridge.reservation.Request.Kind.PICK;
import static io.tillbridge.reservation.Request.Kind.RELEASE;
import static io.tillbridge.reservation.Request.Kind.SHORT_PICK;
import static io.tillbridge.reservation.Rounds.line;
import static io.tillbridge.reservation.Rounds.part;
import static io.tillbridge.reservation.Rounds.pickup;
import static io.tillbridge.reservation.Rounds.reserve;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.platform.RoundTrip;
import io.tillbridge.posting.Events;
import io.tillbridge.posting.PostingBed;
import io.tillbridge.posting.Transferred;
import io.tillbridge.tasks.TaskQueries;
import io.tillbridge.tasks.TaskRow;
import io.tillbridge.verification.VerificationBed;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** RETAIL.md 1.9: what is sold in the shop is gone, and who loses his promise is told so in the same transaction. */
class TieBreakingIT {

    private final PostingBed posting = new PostingBed("MUG", "TEE");
    private final ReservationBed bed = new ReservationBed(posting);
    private final TaskQueries tasks = new TaskQueries(posting.sql);
    private int received;

    @AfterEach
    void close() throws SQLException {
        bed.risks.look();
        VerificationBed.assertSettled(posting.database);
        bed.close();
    }

    private void receive(String location, String quantity) {
        posting.post(
                STOCK_RECEIVED,
                Events.received("r-" + ++received, "MUG", quantity).put("location", location));
    }

    private void hold(String cart, int quantity) {
        assertThat(Rounds.code(bed.desk.ask(pickup(cart, line("1", "MUG", "S1", quantity)))))
                .isEqualTo("done");
    }

    /** Claims at risk in the order in which they were promised, such as {@code b 1 later_hold}. */
    private List<String> atRisk() {
        return posting.sql.sql("""
                select c.reference || ' ' || trim_scale(r.quantity) || ' ' || r.rule
                  from promise_risk r join stock_claim c using (claim_key) order by c.position
                """).query(String.class).list();
    }

    private List<TaskRow> open() {
        return tasks.find(new TaskQueries.Filter("promise_at_risk", null, "open"), null, 50);
    }

    @Test
    void aFinishedSaleWinsAndTheLaterHoldLoses() {
        receive("S1", "2");
        hold("a", 1);
        hold("b", 1);

        UUID sale = posting.post(SALE, Events.sale("0001", "MUG", "1")).get(0);

        assertThat(atRisk()).containsExactly("b 1 later_hold");
        assertThat(bed.of("b")).as("it still counts").containsExactly("held 1");
        assertThat(posting.balance("MUG", "S1")).startsWith("1/2#");
        assertThat(open()).singleElement().satisfies(task -> {
            assertThat(task.owner()).isEqualTo("customer_service");
            assertThat(task.dueAt()).isEqualTo(PostingBed.NOW.plus(Duration.ofHours(2)));
            assertThat(task.messageId()).isEqualTo(sale);
            assertThat(ExactJson.parse(task.detail()).toString())
                    .isEqualTo("{\"connection\":\"web\",\"reference\":\"b\",\"line\":\"1\",\"sku\":\"MUG\","
                            + "\"location\":\"S1\",\"quantity\":\"1\",\"reason\":\"sale\",\"rule\":\"later_hold\","
                            + "\"spared\":\"hold|" + Rounds.cart("a").reservation() + "|1|MUG|1\",\"reservation\":\""
                            + Rounds.cart("b").reservation() + "\",\"options\":["
                            + "\"other_location\",\"substitute\",\"later_date\",\"refund\"],\"locations\":[]}");
        });
    }

    @Test
    void whoHasPaidIsSparedAlthoughHeCameLater() {
        receive("S1", "2");
        hold("a", 1);
        hold("b", 1);
        bed.desk.ask(bed.step("b", PAID));

        posting.post(SALE, Events.sale("0001", "MUG", "1"));

        assertThat(atRisk()).containsExactly("a 1 not_paid");
    }

    @Test
    void goodsThatComeBackMakeThePromiseGoodAndEndTheTask() throws SQLException {
        receive("S1", "3");
        hold("a", 1);
        hold("b", 2);
        posting.post(SALE, Events.sale("0001", "MUG", "2"));
        assertThat(atRisk()).containsExactly("b 2 later_hold");
        assertThat(bed.risks.look()).as("nothing came").isZero();

        receive("S1", "1");
        assertThat(bed.risks.look()).isZero();
        assertThat(atRisk()).containsExactly("b 1 later_hold");
        assertThat(open()).hasSize(1);
        receive("S1", "5");
        assertThat(bed.risks.look()).isEqualTo(1);

        assertThat(atRisk()).isEmpty();
        assertThat(open()).isEmpty();
        assertThat(tasks.find(new TaskQueries.Filter(null, null, "done"), null, 9)
                        .get(0)
                        .doneBy())
                .isEqualTo("hub");
        assertThat(bed.risks.look()).isZero();
    }

    @Test
    void whatIsGivenUpIsAtRiskNoMore() throws SQLException {
        receive("S1", "1");
        hold("a", 1);
        posting.post(SALE, Events.sale("0001", "MUG", "1"));
        assertThat(atRisk()).containsExactly("a 1 no_other");

        bed.desk.ask(bed.step("a", RELEASE));
        bed.risks.look();

        assertThat(atRisk()).isEmpty();
        assertThat(open()).isEmpty();
    }

    @Test
    void anotherLocationTakesTheClaimOverBeforeAnybodyIsTold() {
        receive("S1", "1");
        receive("S2", "4");
        bed.desk.ask(reserve("a", line("1", "MUG", "S1", 1)));
        bed.desk.ask(bed.step("a", CONFIRM));

        posting.post(SALE, Events.sale("0001", "MUG", "1"));

        assertThat(bed.of("a")).containsExactly("moved 0", "confirmed 1");
        assertThat(posting.balance("MUG", "S1")).startsWith("0/0#");
        assertThat(posting.balance("MUG", "S2")).startsWith("4/1#");
        assertThat(atRisk()).isEmpty();
        assertThat(open()).isEmpty();
    }

    @Test
    void whoChoseTheStoreIsAskedBeforeItIsAnother() {
        receive("S1", "1");
        receive("S2", "4");
        hold("a", 1);

        posting.post(SALE, Events.sale("0001", "MUG", "1"));

        assertThat(atRisk()).containsExactly("a 1 no_other");
        assertThat(ExactJson.parse(open().get(0).detail()).path("locations").toString())
                .isEqualTo("[\"S2\"]");
    }

    @Test
    void aCartThatSomebodyIsWorkingAtIsMovedByTheSweep() throws Exception {
        receive("S1", "1");
        receive("S2", "4");
        bed.desk.ask(reserve("a", line("1", "MUG", "S1", 1)));
        try (var other = posting.database.getConnection()) {
            other.setAutoCommit(false);
            RoundTrip locks = new RoundTrip();
            ReservationRows.lock(locks, List.of(Rounds.cart("a").reservation()));
            locks.run(other);
            posting.post(SALE, Events.sale("0001", "MUG", "1"));
            other.rollback();
        }
        assertThat(atRisk()).containsExactly("a 1 no_other");
        assertThat(open()).hasSize(1);

        assertThat(bed.risks.look()).isEqualTo(1);

        assertThat(bed.of("a")).containsExactly("moved 0", "held 1");
        assertThat(posting.balance("MUG", "S2")).startsWith("4/1#");
        assertThat(atRisk()).isEmpty();
        assertThat(open()).isEmpty();
    }

    @Test
    void whatIsPickedIsInHandsAndNotBroken() {
        receive("S1", "2");
        hold("a", 1);
        hold("b", 1);
        bed.desk.ask(bed.step("b", CONFIRM));
        bed.desk.ask(bed.step("b", ALLOCATE));
        bed.desk.ask(bed.step("b", PICK));

        posting.post(SALE, Events.sale("0001", "MUG", "1"));

        assertThat(atRisk()).containsExactly("a 1 no_other");
    }

    @Test
    void anOfflineBatchBreaksOncePerPieceHoweverOftenItComes() {
        receive("S1", "3");
        hold("a", 1);
        hold("b", 1);
        hold("c", 1);
        ObjectNode[] batch = {Events.sale("0001", "MUG", "1"), Events.sale("0002", "MUG", "1")};

        posting.post(SALE, batch);
        posting.post(SALE, batch);

        assertThat(atRisk()).containsExactly("b 1 later_hold", "c 1 later_hold");
        assertThat(open()).hasSize(2);
    }

    @Test
    void countsDamageAndTransfersBreakPromisesAndAShortPickOnlyItsOwn() {
        receive("S1", "6");
        hold("a", 2);
        hold("b", 1);
        hold("c", 1);
        hold("d", 1);
        hold("e", 1);

        posting.post(STOCK_TRANSFER_SENT, Transferred.sent("t-1", "T1", "MUG", "1"));
        assertThat(atRisk()).containsExactly("e 1 later_hold");
        posting.post(STOCK_COUNTED, Events.counted("c-1", "MUG", "4", "2026-11-21T11:59:00Z"));
        assertThat(atRisk()).containsExactly("d 1 later_hold", "e 1 later_hold");
        posting.post(STOCK_ADJUSTED, damaged());
        assertThat(atRisk()).containsExactly("c 1 later_hold", "d 1 later_hold", "e 1 later_hold");
        bed.desk.ask(bed.step("a", PAID));
        bed.desk.ask(bed.step("a", ALLOCATE));
        bed.desk.ask(bed.step("a", SHORT_PICK, part("1", 1)));

        assertThat(atRisk())
                .as("what a is not given is wanted at this place no more")
                .containsExactly("c 1 later_hold", "d 1 later_hold", "e 1 later_hold");
        assertThat(posting.sql
                        .sql("select reason from promise_risk")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("count", "bucket", "transfer");
    }

    private static ObjectNode damaged() {
        ObjectNode adjusted = ExactJson.nodes()
                .objectNode()
                .put("system", "shop")
                .put("id", "adj-1")
                .put("location", "S1")
                .put("reason", "broken")
                .put("adjustedAt", "2026-11-21T11:59:30Z");
        adjusted.putArray("lines")
                .addObject()
                .put("id", "1")
                .put("sku", "MUG")
                .put("quantity", "1")
                .put("toBucket", "damaged");
        return adjusted;
    }

    @Test
    void anOrdersClaimStaysAsItsRevisionsSayAndShipsAllTheSame() throws SQLException {
        receive("S1", "2");
        posting.post(EventType.ORDER, Events.order("o-1", 1, "open", "MUG", "1", "0"));
        posting.post(EventType.ORDER, Events.order("o-2", 1, "open", "MUG", "1", "0"));

        posting.post(SALE, Events.sale("0001", "MUG", "1"));
        assertThat(atRisk()).containsExactly("o-2 1 later_hold");
        assertThat(open().get(0).subject()).isEqualTo("order|shop|o-2|L1");
        posting.post(EventType.ORDER, Events.order("o-2", 2, "open", "MUG", "1", "1"));
        bed.risks.look();

        assertThat(atRisk()).as("o-2 was shipped after all").containsExactly("o-1 1 no_other");
        assertThat(posting.balance("MUG", "S1")).startsWith("0/1#");
    }

    @Test
    void anOrderThatAsksForMoreThanThereIsBreaksNobodysPromise() {
        receive("S1", "1");
        hold("a", 1);

        posting.post(EventType.ORDER, Events.order("o-1", 1, "open", "MUG", "5", "0"));

        assertThat(atRisk()).isEmpty();
        assertThat(open()).isEmpty();
    }
}
