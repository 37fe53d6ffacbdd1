package io.tillbridge.reservation;

import static io.tillbridge.reservation.Request.Kind.ALLOCATE;
import static io.tillbridge.reservation.Request.Kind.CONFIRM;
import static io.tillbridge.reservation.Request.Kind.CONSUME;
import static io.tillbridge.reservation.Request.Kind.EXTEND;
import static io.tillbridge.reservation.Request.Kind.MOVE;
import static io.tillbridge.reservation.Request.Kind.PAID;
import static io.tillbridge.reservation.Request.Kind.PAYMENT_STARTED;
import static io.tillbridge.reservation.Request.Kind.PICK;
import static io.tillbridge.reservation.Request.Kind.RELEASE;
import static io.tillbridge.reservation.Request.Kind.SHORT_PICK;
import static io.tillbridge.reservation.Rounds.cart;
import static io.tillbridge.reservation.Rounds.code;
import static io.tillbridge.reservation.Rounds.line;
import static io.tillbridge.reservation.Rounds.part;
import static io.tillbridge.reservation.Rounds.partly;
import static io.tillbridge.reservation.Rounds.pickup;
import static io.tillbridge.reservation.Rounds.reserve;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RETAIL 1.3, row by row. */
class RoundTest {

    private final Rounds books =
            new Rounds().stock("A", "S1", 5).stock("A", "S2", 3).stock("B", "S1", 2);

    @Test
    void aHoldNeedsWhatItAsksFor() {
        assertThat(code(books.ask(reserve("c1", line("1", "A", "S1", 5))))).isEqualTo("done");
        Outcome second = books.ask(reserve("c2", line("1", "A", "S1", 1)));

        assertThat(code(second)).isEqualTo("stock_short");
        Outcome.Shortage shortage = ((Outcome.Refused) second).shortages().get(0);
        assertThat(shortage.available()).isEqualByComparingTo("0");
        assertThat(shortage.why().get(0).sellable()).isEqualByComparingTo("5");
        assertThat(shortage.why().get(0).claimed()).isEqualByComparingTo("5");
        assertThat(books.of("c2")).isEmpty();
    }

    @Test
    void allLinesOrNone() {
        assertThat(code(books.ask(reserve("c1", line("1", "A", "S1", 5), line("2", "B", "S1", 3)))))
                .isEqualTo("stock_short");
        assertThat(books.of("c1")).isEmpty();
        assertThat(books.claimed(new StockKey("A", "S1"))).isZero();
    }

    @Test
    void aPartialHoldTakesWhatThereIs() {
        Outcome outcome = books.ask(partly("c1", line("1", "A", "S1", 5), line("2", "B", "S1", 3)));

        assertThat(books.of("c1")).isEqualTo("1 A@S1 held 5; 2 B@S1 held 2");
        assertThat(((Outcome.Done) outcome).shortages()).hasSize(1);
    }

    @Test
    void theSameCartIsNotBlockedByItself() {
        books.ask(reserve("c1", line("1", "A", "S1", 3), line("2", "A", "S1", 2)));

        assertThat(code(books.ask(reserve("c1", line("1", "A", "S1", 4), line("2", "A", "S1", 1)))))
                .isEqualTo("done");
        assertThat(books.of("c1")).isEqualTo("1 A@S1 held 4; 2 A@S1 held 1");
        assertThat(code(books.ask(reserve("c1", line("1", "A", "S1", 5))))).isEqualTo("stock_short");
        assertThat(books.of("c1")).isEqualTo("1 A@S1 held 4; 2 A@S1 held 1");
    }

    @Test
    void theSameQuantityExtendsAndZeroFrees() {
        books.ask(reserve("c1", line("1", "A", "S1", 3)));
        books.later(Duration.ofMinutes(10));
        books.ask(reserve("c1", line("1", "A", "S1", 3)));
        books.later(Duration.ofMinutes(10));

        assertThat(books.claimed(new StockKey("A", "S1"))).isEqualByComparingTo("3");
        books.ask(reserve("c1", line("1", "A", "S1", 0)));
        assertThat(books.of("c1")).isEqualTo("1 A@S1 released 0");
    }

    @Test
    void anExpiredHoldIsFreeAtOnceAndItsStateIsWritten() {
        books.ask(reserve("c1", line("1", "A", "S1", 5)));
        books.later(Duration.ofMinutes(15));

        assertThat(code(books.ask(reserve("c2", line("1", "A", "S1", 5))))).isEqualTo("done");
        assertThat(books.of("c1")).isEqualTo("1 A@S1 expired 0");
        assertThat(code(books.ask(books.step("c1", EXTEND)))).isEqualTo("hold_expired");
        assertThat(code(books.ask(books.step("c1", CONFIRM)))).isEqualTo("hold_expired");
    }

    @Test
    void aPaymentThatHasBegunKeepsTheHold() {
        books.ask(reserve("c1", line("1", "A", "S1", 5)));
        books.ask(books.step("c1", PAYMENT_STARTED));
        books.later(Duration.ofMinutes(29));

        assertThat(code(books.ask(reserve("c2", line("1", "A", "S1", 1))))).isEqualTo("stock_short");
        books.later(Duration.ofMinutes(1));
        assertThat(code(books.ask(reserve("c2", line("1", "A", "S1", 1))))).isEqualTo("done");
    }

    @Test
    void linesWithoutLocationHoldAgainstTheNetwork() {
        assertThat(code(books.ask(reserve("c1", line("1", "A", null, 9))))).isEqualTo("stock_short");
        assertThat(code(books.ask(reserve("c1", line("1", "A", null, 7))))).isEqualTo("done");
        // One is left of eight, wherever it is asked for
        assertThat(code(books.ask(reserve("c2", line("1", "A", "S1", 2))))).isEqualTo("stock_short");
        assertThat(code(books.ask(reserve("c2", line("1", "A", "S1", 1))))).isEqualTo("done");
        assertThat(code(books.ask(reserve("c3", line("1", "A", "S2", 1))))).isEqualTo("stock_short");
    }

    @Test
    void aShortfallElsewhereAndSafetyStockAreKeptBack() {
        books.stock("A", "S2", -2);
        books.safety.put(new StockKey("A", "S1"), BigDecimal.ONE);

        assertThat(code(books.ask(reserve("c1", line("1", "A", null, 3))))).isEqualTo("stock_short");
        assertThat(code(books.ask(reserve("c1", line("1", "A", null, 2))))).isEqualTo("done");
    }

    @Test
    void aHoldGoesItsWayToTheCustomer() {
        books.ask(reserve("c1", line("1", "A", null, 4)));
        books.ask(books.step("c1", CONFIRM));
        books.later(Duration.ofDays(30));
        assertThat(books.of("c1")).isEqualTo("1 A@unassigned confirmed 4");
        assertThat(code(books.ask(books.step("c1", PICK)))).isEqualTo("not_allocated");
        assertThat(code(books.ask(books.step("c1", ALLOCATE, "S2")))).isEqualTo("stock_short");
        books.ask(books.step("c1", ALLOCATE, "S1"));
        books.ask(books.step("c1", PICK, null, part("1", 3)));
        assertThat(books.of("c1")).isEqualTo("1 A@S1 allocated 1; 1 A@S1 picked 3");
        books.ask(books.step("c1", CONSUME, null, part("1", 2)));
        assertThat(books.of("c1")).isEqualTo("1 A@S1 allocated 1; 1 A@S1 picked 1");
        assertThat(code(books.ask(books.step("c1", CONSUME, null, part("1", 3)))))
                .isEqualTo("quantity_too_great");
        books.ask(books.step("c1", CONSUME));

        assertThat(books.of("c1")).isEqualTo("1 A@S1 consumed 0; 1 A@S1 consumed 0");
        assertThat(books.sellable.get(new StockKey("A", "S1"))).isEqualByComparingTo("1");
        assertThat(books.movements).allMatch(movement -> movement.reason().equals("shipment"));
    }

    @Test
    void aLineMayBeAllocatedInParts() {
        books.ask(reserve("c1", line("1", "A", null, 8)));
        books.ask(books.step("c1", CONFIRM));
        books.ask(books.step("c1", ALLOCATE, "S2", part("1", 3)));
        books.ask(books.step("c1", ALLOCATE, "S1"));

        assertThat(books.of("c1")).isEqualTo("1 A@S1 allocated 5; 1 A@S2 allocated 3");
    }

    @Test
    void whatIsFurthestOnItsWayIsReleasedLast() {
        books.ask(reserve("c1", line("1", "A", null, 8)));
        books.ask(books.step("c1", CONFIRM));
        books.ask(books.step("c1", ALLOCATE, "S2", part("1", 3)));
        books.ask(books.step("c1", RELEASE, null, part("1", 6)));
        assertThat(books.of("c1")).isEqualTo("1 A@unassigned released 0; 1 A@S2 allocated 2");
        books.ask(books.step("c1", RELEASE));
        assertThat(code(books.ask(books.step("c1", ALLOCATE, "S1")))).isEqualTo("reservation_ended");
    }

    @Test
    void aShortPickIsDemandAgainAndSetsTheGoodsAside() {
        books.ask(reserve("c1", line("1", "A", "S1", 4)));
        books.ask(books.step("c1", CONFIRM));
        books.ask(books.step("c1", ALLOCATE));
        books.ask(books.step("c1", SHORT_PICK, null, part("1", 1)));

        assertThat(books.of("c1")).isEqualTo("1 A@S1 allocated 3; 1 A@S1 rejected 0; 1 A@unassigned confirmed 1");
        assertThat(books.sellable.get(new StockKey("A", "S1"))).isEqualByComparingTo("4");
        assertThat(books.raised)
                .extracting(Raised::kind, Raised::subject)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("count_wanted", "A@S1"));
    }

    @Test
    void aShortPickOfAPickupIsAnExceptionAndNeverShipped() {
        books.ask(pickup("c1", line("1", "A", "S1", 2)));
        books.ask(books.step("c1", CONFIRM));
        books.ask(books.step("c1", ALLOCATE));
        books.ask(books.step("c1", SHORT_PICK));

        assertThat(books.of("c1")).isEqualTo("1 A@S1 rejected 0");
        assertThat(books.raised).extracting(Raised::kind).containsExactly("count_wanted", "pickup_exception");
        assertThat(books.raised.get(1).detail()).contains("\"locations\":[\"S1\",\"S2\"]");
    }

    @Test
    void aPickupIsMovedOnlyWhereTheGoodsAre() {
        books.ask(pickup("c1", line("1", "A", "S1", 4)));
        books.ask(books.step("c1", CONFIRM));

        assertThat(code(books.ask(books.step("c1", MOVE, "S2")))).isEqualTo("stock_short");
        assertThat(books.of("c1")).isEqualTo("1 A@S1 confirmed 4");
        books.stock("A", "S2", 4);
        assertThat(code(books.ask(books.step("c1", MOVE, "S2")))).isEqualTo("done");
        assertThat(books.of("c1")).isEqualTo("1 A@S1 moved 0; 1 A@S2 confirmed 4");
        assertThat(code(books.ask(pickup("c2", line("1", "A", null, 1))))).isEqualTo("location_required");
    }

    @Test
    void aLatePaymentGetsTheGoodsBackOrIsTold() {
        books.ask(reserve("c1", line("1", "B", "S1", 2)));
        books.ask(reserve("c2", line("1", "A", "S1", 1)));
        books.later(Duration.ofHours(1));
        books.ask(reserve("c3", line("1", "B", "S1", 1)));

        assertThat(code(books.ask(books.step("c2", PAID)))).isEqualTo("done");
        assertThat(books.of("c2")).isEqualTo("1 A@S1 confirmed 1");
        assertThat(code(books.ask(books.step("c1", PAID)))).isEqualTo("done");
        assertThat(books.of("c1")).isEqualTo("1 B@S1 paid_unreserved 0");
        assertThat(books.raised).extracting(Raised::kind).containsExactly("paid_unreserved");
        assertThat(books.raised.get(0).detail()).contains("other_location", "substitute", "later_date", "refund");
        books.ask(books.step("c1", RELEASE));
        assertThat(books.of("c1")).isEqualTo("1 B@S1 released 0");
        assertThat(books.claimed(new StockKey("B", "S1"))).isEqualByComparingTo("1");
        assertThat(books.movements).isEmpty();
    }

    @Test
    void whatWasPaidForCanBeAllocatedWhereThereIsSome() {
        books.ask(reserve("c1", line("1", "B", "S1", 2)));
        books.later(Duration.ofHours(1));
        books.ask(reserve("c2", line("1", "B", "S1", 2)));
        books.ask(books.step("c1", PAID));
        books.stock("B", "S2", 2);

        assertThat(code(books.ask(books.step("c1", ALLOCATE, "S2")))).isEqualTo("done");
        assertThat(books.of("c1")).isEqualTo("1 B@S2 allocated 2");
    }

    @Test
    void aKitHoldsItsComponentsWholeOrNot() {
        Request.Line kit = new Request.Line(
                "1",
                "S1",
                BigDecimal.TEN,
                List.of(new Request.Component("A", BigDecimal.valueOf(2)), new Request.Component("B", BigDecimal.ONE)));
        Outcome outcome = books.ask(partly("c1", kit));

        assertThat(((Outcome.Done) outcome).shortages().get(0).available()).isEqualByComparingTo("2");
        assertThat(books.of("c1")).isEqualTo("1 A@S1 held 4; 1 B@S1 held 2");
        books.ask(books.step("c1", CONFIRM));
        books.ask(books.step("c1", ALLOCATE));
        books.ask(books.step("c1", CONSUME, null, part("1", 1)));
        assertThat(books.of("c1")).isEqualTo("1 A@S1 allocated 2; 1 B@S1 allocated 1");
    }

    @Test
    void nothingIsReleasedThatWasConsumedAndAcceptedWorkIsNotReservedAnew() {
        books.ask(reserve("c1", line("1", "A", "S1", 3)));
        books.ask(books.step("c1", CONFIRM));
        assertThat(code(books.ask(reserve("c1", line("1", "A", "S1", 2))))).isEqualTo("line_settled");
        assertThat(code(books.ask(reserve("c1", line("1", "A", "S1", 3))))).isEqualTo("done");
        books.ask(books.step("c1", ALLOCATE));
        books.ask(books.step("c1", CONSUME, null, part("1", 1)));
        books.ask(books.step("c1", RELEASE));

        assertThat(books.of("c1")).isEqualTo("1 A@S1 consumed 0");
        assertThat(books.sellable.get(new StockKey("A", "S1"))).isEqualByComparingTo("4");
    }

    @Test
    void oneRoundDecidesInTheOrderOfArrival() {
        List<Outcome> outcomes = books.round(
                reserve("c1", line("1", "B", "S1", 1)),
                reserve("c2", line("1", "B", "S1", 2)),
                reserve("c3", line("1", "B", "S1", 1)),
                reserve("c4", line("1", "B", "S1", 1)));

        assertThat(outcomes).extracting(Rounds::code).containsExactly("done", "stock_short", "done", "stock_short");
    }

    @Test
    void anOrderTakesOverTheHoldsOfItsCart() {
        books.ask(reserve("c1", line("1", "A", "S1", 3)));
        books.ask(new Request.TakeOver(cart("c1").reservation(), "order|web|1001", true));

        assertThat(books.of("c1")).isEqualTo("1 A@S1 moved 0");
        assertThat(books.raised).isEmpty();
        assertThat(code(books.ask(reserve("c1", line("1", "A", "S1", 1))))).isEqualTo("line_settled");
    }
}
