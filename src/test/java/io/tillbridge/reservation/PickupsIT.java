package io.tillbridge.reservation;

import static io.tillbridge.canonical.EventType.STOCK_COUNTED;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static io.tillbridge.reservation.Request.Kind.ALLOCATE;
import static io.tillbridge.reservation.Request.Kind.CONFIRM;
import static io.tillbridge.reservation.Request.Kind.CONSUME;
import static io.tillbridge.reservation.Request.Kind.MOVE;
import static io.tillbridge.reservation.Request.Kind.PAID;
import static io.tillbridge.reservation.Request.Kind.PICK;
import static io.tillbridge.reservation.Request.Kind.SHORT_PICK;
import static io.tillbridge.reservation.Rounds.code;
import static io.tillbridge.reservation.Rounds.line;
import static io.tillbridge.reservation.Rounds.part;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.posting.Events;
import io.tillbridge.posting.PostingBed;
import io.tillbridge.tasks.TaskQueries;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Goods that a customer fetches: failure row 19, and those that nobody fetched. */
class PickupsIT {

    private final PostingBed posting = new PostingBed("MUG");
    private final ReservationBed bed = new ReservationBed(posting);
    private final TaskQueries tasks = new TaskQueries(posting.sql);
    private final List<Notice> told = new ArrayList<>();
    private final NoShowSweep noShows = new NoShowSweep(
            posting.database,
            bed.books,
            ShippedFulfilment.rules(),
            (tx, notices) -> {
                told.addAll(notices);
                return List.of();
            },
            new Outbox(),
            new LaneSignals(10),
            posting.clock);

    @AfterEach
    void close() {
        bed.claimedIsTheSumOfOpenClaims();
        bed.close();
    }

    private void ordered(String cart, int quantity, boolean paid) {
        bed.receive("MUG", quantity);
        bed.desk.ask(new Request.Reserve(
                Rounds.cart(cart),
                "pickup",
                null,
                false,
                null,
                PostingBed.NOW,
                List.of(line("1", "MUG", "S1", quantity))));
        bed.desk.ask(bed.step(cart, paid ? PAID : CONFIRM));
        bed.desk.ask(bed.step(cart, ALLOCATE));
    }

    private List<String> open() {
        return tasks.find(new TaskQueries.Filter(null, null, "open"), null, 50).stream()
                .map(task -> task.kind() + " " + task.owner())
                .sorted()
                .toList();
    }

    private void days(int days) {
        posting.clock.advance(Duration.ofDays(days));
    }

    @Test
    void whoDoesNotComeIsRemindedOnceThenTheGoodsAreForEverybodyAndTheMoneyGoesBack() throws SQLException {
        ordered("a", 2, true);
        bed.desk.ask(bed.step("a", PICK));
        noShows.look();
        assertThat(told).as("it is not late yet").isEmpty();

        days(2);
        noShows.look();
        noShows.look();
        assertThat(told).singleElement().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo("pickup_reminder");
            assertThat(notice.about().reference()).isEqualTo("a");
        });
        assertThat(bed.of("a")).containsExactly("picked 2");
        days(3);
        noShows.look();
        noShows.look();

        assertThat(bed.of("a")).containsExactly("released 0");
        assertThat(posting.balance("MUG", "S1")).startsWith("2/0#");
        assertThat(open()).containsExactly("pickup_refund customer_service", "put_back S1");
        assertThat(posting.count("conflict")).isZero();
    }

    @Test
    void withoutAPromisedTimeItCountsFromWhenAllIsPicked() throws SQLException {
        bed.receive("MUG", 3);
        bed.desk.ask(new Request.Reserve(
                Rounds.cart("a"),
                "pickup",
                null,
                false,
                null,
                null,
                List.of(line("1", "MUG", "S1", 1), line("2", "MUG", "S1", 2))));
        bed.desk.ask(bed.step("a", PAID));
        bed.desk.ask(bed.step("a", ALLOCATE));
        bed.desk.ask(bed.step("a", PICK, part("1", 1)));
        days(9);
        noShows.look();
        assertThat(told).as("the rest is not picked").isEmpty();
        bed.desk.ask(bed.step("a", PICK, part("2", 2)));

        noShows.look();
        assertThat(bed.of("a")).containsExactly("picked 1", "picked 2");
        days(5);
        noShows.look();

        assertThat(bed.of("a")).containsExactly("released 0", "released 0");
        assertThat(open()).contains("pickup_refund customer_service", "put_back S1");
    }

    @Test
    void whoCameInTimeIsLeftAlone() throws SQLException {
        ordered("a", 1, true);
        bed.desk.ask(bed.step("a", PICK));
        bed.desk.ask(bed.step("a", CONSUME));
        days(9);

        noShows.look();

        assertThat(told).isEmpty();
        assertThat(open()).isEmpty();
        assertThat(bed.of("a")).containsExactly("consumed 0");
    }

    @Test
    void whatAStoreCannotFindIsAskedAboutAndCountedAndNeverShippedByItself() {
        ordered("a", 2, true);
        posting.post(STOCK_RECEIVED, Events.received("elsewhere", "MUG", "9").put("location", "S2"));

        bed.desk.ask(bed.step("a", SHORT_PICK, part("1", 1)));

        assertThat(bed.of("a")).containsExactlyInAnyOrder("allocated 1", "rejected 0");
        assertThat(posting.balance("MUG", "unassigned")).isIn("none", "0/0#0");
        assertThat(open()).containsExactly("count_wanted S1", "pickup_exception customer_service");
        posting.post(STOCK_COUNTED, Events.counted("c-1", "MUG", "1", "2026-11-21T12:00:00Z"));
        assertThat(open()).as("it is counted").containsExactly("pickup_exception customer_service");
    }

    @Test
    void anotherStoreIsTakenOnlyWhenItHasTheGoods() {
        ordered("a", 2, true);
        assertThat(code(bed.desk.ask(bed.step("a", MOVE, "S2", "to-s2")))).isEqualTo("stock_short");
        assertThat(bed.of("a")).as("everything stays").containsExactly("allocated 2");
        posting.post(STOCK_RECEIVED, Events.received("elsewhere", "MUG", "2").put("location", "S2"));

        assertThat(code(bed.desk.ask(bed.step("a", MOVE, "S2", "to-s2-again")))).isEqualTo("done");

        assertThat(posting.balance("MUG", "S1")).startsWith("2/0#");
        assertThat(posting.balance("MUG", "S2")).startsWith("2/2#");
    }
}
