package io.tillbridge.reservation;

import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.reservation.Request.Kind.ALLOCATE;
import static io.tillbridge.reservation.Request.Kind.CONFIRM;
import static io.tillbridge.reservation.Request.Kind.CONSUME;
import static io.tillbridge.reservation.Request.Kind.PAID;
import static io.tillbridge.reservation.Request.Kind.RELEASE;
import static io.tillbridge.reservation.Request.Kind.SHORT_PICK;
import static io.tillbridge.reservation.Rounds.code;
import static io.tillbridge.reservation.Rounds.line;
import static io.tillbridge.reservation.Rounds.part;
import static io.tillbridge.reservation.Rounds.reserve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.posting.Events;
import io.tillbridge.posting.PostingBed;
import io.tillbridge.stock.StockQueries;
import io.tillbridge.support.FailingCommits;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;

/** Reservations on PostgreSQL; after each test the claimed totals are the sums of the open claims. */
class ReservationIT {

    private final ReservationBed bed = new ReservationBed(new PostingBed("TEE", "MUG"));

    @BeforeEach
    void stock() {
        bed.receive("TEE", 5);
        bed.receive("MUG", 2);
    }

    @AfterEach
    void claimedIsTheSumOfOpenClaims() {
        bed.claimedIsTheSumOfOpenClaims();
        bed.close();
    }

    @Test
    void row2TheClaimedTotalIsTheSumOfTheClaimsWhateverHappensToThem() {
        bed.desk.ask(reserve("c1", line("1", "TEE", "S1", 3), line("2", "MUG", null, 1)));
        bed.claimedIsTheSumOfOpenClaims();
        bed.desk.ask(reserve("c1", line("1", "TEE", "S1", 1)));
        bed.desk.ask(reserve("c2", line("1", "TEE", null, 2)));
        bed.claimedIsTheSumOfOpenClaims();
        bed.expire("c2");
        bed.desk.ask(bed.step("c1", CONFIRM));
        bed.desk.ask(bed.step("c1", ALLOCATE, "S1", "alloc"));
        bed.desk.ask(bed.step("c1", SHORT_PICK, part("2", 1)));
        bed.claimedIsTheSumOfOpenClaims();
        bed.desk.ask(bed.step("c1", CONSUME, part("1", 1)));
        bed.desk.ask(bed.step("c1", RELEASE));
        bed.sweepNow();

        assertThat(bed.of("c1")).containsExactlyInAnyOrder("consumed 0", "rejected 0", "released 0");
        assertThat(bed.of("c2")).containsExactly("expired 0");
        assertThat(bed.posting.balance("TEE", "S1")).startsWith("4/0#");
        assertThat(bed.posting.balance("MUG", "S1")).startsWith("1/0#");
        assertThat(bed.posting
                        .sql
                        .sql("select kind || ' ' || subject from conflict")
                        .query(String.class)
                        .list())
                .containsExactly("count_wanted MUG@S1");
    }

    @Test
    void row24APaymentAfterTheHoldExpiredIsToldAndACancelRestocksNothing() {
        bed.desk.ask(reserve("late", line("1", "MUG", "S1", 2)));
        bed.expire("late");
        assertThat(code(bed.desk.ask(reserve("quick", line("1", "MUG", "S1", 1)))))
                .isEqualTo("done");

        assertThat(code(bed.desk.ask(bed.step("late", PAID)))).isEqualTo("done");

        assertThat(bed.of("late")).containsExactly("paid_unreserved 0");
        assertThat(bed.posting
                        .sql
                        .sql("select detail from conflict where kind = 'paid_unreserved'")
                        .query(String.class)
                        .single())
                .contains("other_location", "substitute", "later_date", "refund");
        assertThat(bed.posting.balance("MUG", "S1")).startsWith("2/1#");
        bed.desk.ask(bed.step("late", RELEASE));
        assertThat(bed.posting.balance("MUG", "S1")).startsWith("2/1#");
        assertThat(bed.of("late")).containsExactly("released 0");
    }

    @Test
    void row24APaymentAfterTheHoldExpiredGetsTheGoodsBackWhenTheyAreThere() {
        bed.desk.ask(reserve("late", line("1", "MUG", "S1", 2)));
        bed.expire("late");
        bed.sweepNow();
        assertThat(bed.of("late")).containsExactly("expired 0");

        bed.desk.ask(bed.step("late", PAID));

        assertThat(bed.of("late")).containsExactly("confirmed 2");
        assertThat(bed.posting.count("conflict")).isZero();
    }

    @Test
    void row25ACartIsNotBlockedByItsOwnHold() {
        bed.desk.ask(reserve("c1", line("1", "MUG", "S1", 2)));

        assertThat(code(bed.desk.ask(reserve("c1", line("1", "MUG", "S1", 2))))).isEqualTo("done");
        assertThat(code(bed.desk.ask(reserve("c1", line("1", "MUG", "S1", 1))))).isEqualTo("done");
        assertThat(code(bed.desk.ask(reserve("c1", line("1", "MUG", "S1", 2))))).isEqualTo("done");
        assertThat(code(bed.desk.ask(reserve("c2", line("1", "MUG", "S1", 1))))).isEqualTo("stock_short");
        assertThat(bed.posting.balance("MUG", "S1")).startsWith("2/2#");
    }

    @Test
    void anExpiredHoldIsFreeBeforeAnySweep() {
        bed.desk.ask(reserve("c1", line("1", "MUG", "S1", 2)));
        bed.expire("c1");

        assertThat(new StockQueries(bed.posting.sql)
                        .balances("MUG").stream()
                                .filter(balance -> balance.location().equals("S1"))
                                .map(balance -> balance.claimed().intValueExact())
                                .toList())
                .containsExactly(0);
        assertThat(code(bed.desk.ask(reserve("c2", line("1", "MUG", "S1", 2))))).isEqualTo("done");
        assertThat(bed.of("c1")).containsExactly("expired 0");
    }

    @Test
    void anExpiredHoldThatAnotherHasLockedIsFreeAllTheSame() throws Exception {
        bed.desk.ask(reserve("c1", line("1", "MUG", "S1", 2)));
        bed.expire("c1");
        try (Connection other = bed.posting.database.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select from stock_claim where state = 'held' for update");

            assertThat(code(bed.desk.ask(reserve("c2", line("1", "MUG", "S1", 2)))))
                    .isEqualTo("done");
            other.rollback();
        }
        bed.sweepNow();
        assertThat(bed.of("c1")).containsExactly("expired 0");
        assertThat(bed.posting.balance("MUG", "S1")).startsWith("2/2#");
    }

    @Test
    void theSweepWritesTellsAndLeavesAcceptedWorkAlone() throws SQLException {
        bed.desk.ask(reserve("c1", line("1", "MUG", "S1", 1)));
        bed.desk.ask(reserve("c2", line("1", "MUG", "S1", 1)));
        bed.desk.ask(bed.step("c2", CONFIRM));
        assertThat(told("MUG")).isEqualTo("0");
        bed.posting
                .sql
                .sql("update stock_claim set expires_at = now() - interval '1 day'")
                .update();

        bed.sweepNow();

        assertThat(bed.of("c1")).containsExactly("expired 0");
        assertThat(bed.of("c2")).containsExactly("confirmed 1");
        assertThat(told("MUG")).isEqualTo("1");
        bed.posting.clock.advance(Duration.ofDays(40));
        assertThat(bed.sweep.forgotten()).isEqualTo(2);
        assertThat(bed.of("c1")).isEmpty();
        assertThat(bed.of("c2")).containsExactly("confirmed 1");
    }

    private String told(String sku) {
        return bed.posting
                .sql
                .sql("select trim_scale(level)::text from outbox_lane where destination = 'shop.web' and key like ?")
                .param(sku + "%")
                .query(String.class)
                .single();
    }

    @Test
    void aStepThatIsAskedForTwiceIsDoneOnce() {
        bed.desk.ask(reserve("c1", line("1", "TEE", "S1", 4)));
        bed.desk.ask(bed.step("c1", CONFIRM));
        bed.desk.ask(bed.step("c1", ALLOCATE));
        Request.Step two = bed.step("c1", CONSUME, null, "ship-1", part("1", 2));

        bed.desk.ask(two);
        assertThat(code(bed.desk.ask(two))).isEqualTo("done");
        assertThat(code(bed.desk.ask(bed.step("c1", CONSUME, null, "ship-1", part("1", 1)))))
                .isEqualTo("operation_reused");

        assertThat(bed.of("c1")).containsExactly("allocated 2");
        assertThat(bed.posting.balance("TEE", "S1")).startsWith("3/2#");
    }

    @Test
    void aRequestThatTheDatabaseRefusesFailsAlone() throws Exception {
        bed.desk.ask(reserve("warm", line("1", "TEE", "S1", 1)));
        CompletableFuture<Outcome> bad = new CompletableFuture<>();
        CompletableFuture<List<Outcome>> good = new CompletableFuture<>();
        try (Connection blocking = bed.posting.database.getConnection();
                Statement statement = blocking.createStatement()) {
            blocking.setAutoCommit(false);
            statement.execute("select from stock_balance where sku = 'TEE' for update");
            CompletableFuture<Outcome> first = ask(reserve("c1", line("1", "TEE", "S1", 1)));
            CompletableFuture<Outcome> second = ask(reserve("c2", line("1", "TEE", "S1", 1)));
            bad = ask(reserve("c\u0000", line("1", "TEE", "S1", 1)));
            CompletableFuture<Outcome> third = ask(reserve("c3", line("1", "TEE", "S1", 1)));
            blocking.rollback();
            good.complete(List.of(
                    first.get(60, TimeUnit.SECONDS),
                    second.get(60, TimeUnit.SECONDS),
                    third.get(60, TimeUnit.SECONDS)));
        }
        assertThat(good.get()).extracting(Rounds::code).containsOnly("done");
        CompletableFuture<Outcome> refused = bad;
        assertThatThrownBy(() -> refused.get(60, TimeUnit.SECONDS)).hasRootCauseInstanceOf(PSQLException.class);
    }

    private CompletableFuture<Outcome> ask(Request request) {
        return CompletableFuture.supplyAsync(() -> bed.desk.ask(request));
    }

    @Test
    void anOrderOfTheCartTakesItsHoldsOverInOnePosting() {
        bed.desk.ask(reserve("shop", "c1", line("1", "TEE", "S1", 3)));
        long sequence = sequence("TEE");
        bed.posting.post(
                ORDER,
                Events.order("1001", 1, "open", "TEE", "3", "0")
                        .put("cart", "c1")
                        .put("location", "S1"));

        assertThat(bed.posting.balance("TEE", "S1")).startsWith("5/3#");
        assertThat(sequence("TEE")).as("no figure changed").isEqualTo(sequence);
        assertThat(bed.posting
                        .sql
                        .sql("select kind || ' ' || state || ' ' || trim_scale(quantity) from stock_claim order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("allocation allocated 3", "hold moved 0");
    }

    private long sequence(String sku) {
        return bed.posting
                .sql
                .sql("select sequence from stock_balance where sku = ? and location = 'S1'")
                .param(sku)
                .query(Long.class)
                .single();
    }

    @Test
    void whoseAnswerWasLostAsksAgainAndFindsOneHold() {
        FailingCommits commits = new FailingCommits(bed.posting.database);
        try (ReservationBed dying = new ReservationBed(bed.posting, commits.source())) {
            commits.fail(true);
            Request.Reserve request = reserve("c1", line("1", "MUG", "S1", 2));
            assertThatThrownBy(() -> dying.desk.ask(request)).isInstanceOf(IllegalStateException.class);
            assertThat(bed.of("c1")).isEmpty();
            commits.fail(false);

            dying.desk.ask(request);
            dying.desk.ask(request);

            assertThat(bed.of("c1")).containsExactly("held 2");
            assertThat(bed.posting.balance("MUG", "S1")).startsWith("2/2#");
        }
    }

    @Test
    void whoAsksForWhatNobodyHasLeavesNoBalance() {
        assertThat(code(bed.desk.ask(reserve("c1", line("1", "NOPE", null, 1)))))
                .isEqualTo("stock_short");
        assertThat(code(bed.desk.ask(reserve("c1", line("1", "TEE", "S9", 1))))).isEqualTo("stock_short");

        assertThat(bed.posting
                        .sql
                        .sql("select sku || '@' || location from stock_balance order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("MUG@S1", "TEE@S1", "TEE@unassigned");
    }
}
