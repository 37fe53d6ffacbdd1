package io.tillbridge.reservation;

import static io.tillbridge.reservation.Rounds.line;
import static io.tillbridge.reservation.Rounds.reserve;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.posting.PostingBed;
import io.tillbridge.support.Eventually;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody else's transaction, as a posting's, holds an item while others are asked for. */
class HeldItemsIT {

    private ReservationBed bed;

    @BeforeEach
    void stock() {
        bed = new ReservationBed(new PostingBed("HELD", "FREE"));
        bed.receive("HELD", 5);
        bed.receive("FREE", 5);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void onlyWhoWantsItWaits() throws Exception {
        CompletableFuture<Outcome> waits;
        try (Connection other = holding("HELD")) {
            waits = CompletableFuture.supplyAsync(() -> bed.desk.ask(reserve("a", line("1", "HELD", "S1", 1))));
            for (int i = 0; i < 5; i++) {
                Outcome passes = bed.desk.ask(reserve("b" + i, line("1", "FREE", "S1", 1)));
                assertThat(passes).isInstanceOf(Outcome.Done.class);
            }
            assertThat(waits).isNotDone();
            other.rollback();
        }
        Eventually.within(
                Duration.ofSeconds(20), () -> assertThat(waits.getNow(null)).isInstanceOf(Outcome.Done.class));
        assertThat(bed.of("a")).containsExactly("held 1");
    }

    @Test
    void fortyWhoWantItLeaveRoomForOthers() throws Exception {
        List<CompletableFuture<Outcome>> waiting = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(40);
        try (Connection other = holding("HELD")) {
            for (int i = 0; i < 40; i++) {
                String cart = "many" + i;
                waiting.add(CompletableFuture.supplyAsync(
                        () -> bed.desk.ask(reserve(cart, line("1", "HELD", "S1", 1))), threads));
            }
            assertThat(bed.desk.ask(reserve("b", line("1", "FREE", "S1", 1)))).isInstanceOf(Outcome.Done.class);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            other.rollback();
            for (CompletableFuture<Outcome> one : waiting) {
                one.get(20, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(waiting.stream().filter(one -> one.join() instanceof Outcome.Done))
                .hasSize(5);
    }

    @Test
    void nothingOfWhoStepsBackIsWrittenAndHisLaterRequestsStayBehind() throws SQLException {
        List<Request> asked = List.of(
                reserve("a", line("1", "HELD", "S1", 1), line("2", "FREE", "S1", 1)),
                reserve("b", line("1", "FREE", "S1", 2)),
                reserve("a", line("1", "FREE", "S1", 3)));
        try (Connection other = holding("HELD");
                Connection desk = bed.posting.database.getConnection()) {
            ReservationBooks.Written written = bed.books.freeOf(desk, asked);
            assertThat(written.outcomes()).containsOnlyKeys(1);
            assertThat(bed.of("a")).isEmpty();
            assertThat(bed.of("b")).containsExactly("held 2");
            other.rollback();
        }
        try (Connection desk = bed.posting.database.getConnection()) {
            assertThat(bed.books.freeOf(desk, asked).outcomes()).containsOnlyKeys(0, 1, 2);
        }
    }

    @Test
    void anExpiredHoldOfWhoStepsBackIsLeftAlone() throws SQLException {
        bed.desk.ask(reserve("a", line("1", "HELD", "S1", 1)));
        bed.expire("a");
        try (Connection other = holding("HELD");
                Connection desk = bed.posting.database.getConnection()) {
            assertThat(bed.books
                            .freeOf(
                                    desk,
                                    List.of(
                                            reserve("a", line("1", "HELD", "S1", 2)),
                                            reserve("b", line("1", "FREE", "S1", 1))))
                            .outcomes())
                    .containsOnlyKeys(1);
            other.rollback();
        }
        assertThat(bed.of("a")).containsExactly("held 1");
    }

    private Connection holding(String sku) throws SQLException {
        Connection other = bed.posting.database.getConnection();
        other.setAutoCommit(false);
        try (Statement statement = other.createStatement()) {
            statement.execute("select from stock_balance where sku = '" + sku + "' for update");
        }
        return other;
    }
}
