package io.tillbridge.reservation;

import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static io.tillbridge.reservation.Rounds.line;
import static io.tillbridge.reservation.Rounds.reserve;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.posting.Events;
import io.tillbridge.posting.PostingBed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failure row 1: the last unit is sold once, however many want it. */
class OversellIT {

    private static final int SHOPPERS = 200;

    private static List<Outcome> allAtOnce(IntFunction<Outcome> shopper) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(SHOPPERS);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<CompletableFuture<Outcome>> asked = new ArrayList<>();
            for (int i = 0; i < SHOPPERS; i++) {
                int number = i;
                asked.add(CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                start.await();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                            return shopper.apply(number);
                        },
                        threads));
            }
            start.countDown();
            List<Outcome> outcomes = new ArrayList<>();
            for (CompletableFuture<Outcome> one : asked) {
                outcomes.add(one.get(120, TimeUnit.SECONDS));
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }

    private static long done(List<Outcome> outcomes) {
        return outcomes.stream().filter(Outcome.Done.class::isInstance).count();
    }

    @ParameterizedTest(name = "at {0}")
    @ValueSource(strings = {"S1", "anywhere"})
    void oneUnitIsHeldOnceByTwoHundred(String where) throws Exception {
        try (ReservationBed bed = new ReservationBed(new PostingBed("LAST"), 3)) {
            bed.receive("LAST", 1);
            String location = where.equals("anywhere") ? null : where;

            List<Outcome> outcomes =
                    allAtOnce(number -> bed.desk.ask(reserve("cart-" + number, line("1", "LAST", location, 1))));

            assertThat(done(outcomes)).isEqualTo(1);
            assertThat(bed.posting.count("stock_claim where state = 'held'")).isEqualTo(1);
            bed.claimedIsTheSumOfOpenClaims();
        }
    }

    @Test
    void theSameCartAskedTwoHundredTimesHoldsOnce() throws Exception {
        try (ReservationBed bed = new ReservationBed(new PostingBed("LAST"), 3)) {
            bed.receive("LAST", 1);

            List<Outcome> outcomes = allAtOnce(number -> bed.desk.ask(reserve("one", line("1", "LAST", "S1", 1))));

            assertThat(done(outcomes)).isEqualTo(SHOPPERS);
            assertThat(bed.posting.balance("LAST", "S1")).startsWith("1/1#");
            bed.claimedIsTheSumOfOpenClaims();
        }
    }

    @Test
    void cartsOfThreeInAnyOrderNeverDeadlockNorOversellBesidePosting() throws Exception {
        List<String> skus = List.of("A", "B", "C", "D");
        try (ReservationBed bed = new ReservationBed(new PostingBed(skus.toArray(String[]::new)), 3);
                ReservationBed other = new ReservationBed(bed.posting)) {
            skus.forEach(sku -> bed.receive(sku, 40));
            CompletableFuture<Void> posting = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 40; i++) {
                    String sku = skus.get(i % 4);
                    bed.posting.postBatch(List.of(
                            bed.posting.arrival(
                                    STOCK_RECEIVED, Events.received("more-" + i, skus.get((i + 2) % 4), "1"), null),
                            bed.posting.arrival(ORDER, Events.order("o-" + i, 1, "open", sku, "1", "0"), null)));
                }
            });

            List<Outcome> outcomes = allAtOnce(number -> {
                List<String> three = new ArrayList<>(skus);
                Collections.shuffle(three, new Random(number));
                Request.Line[] lines = new Request.Line[3];
                for (int i = 0; i < 3; i++) {
                    lines[i] = line("line-" + i, three.get(i), number % 3 == 0 ? null : "S1", 1);
                }
                return (number % 2 == 0 ? bed : other).desk.ask(reserve("cart-" + number, lines));
            });
            posting.get(120, TimeUnit.SECONDS);

            assertThat(done(outcomes)).isBetween(30L, 60L);
            assertThat(bed.posting
                            .sql
                            .sql("select count(*) from stock_claim where state = 'held'")
                            .query(Long.class)
                            .single())
                    .isEqualTo(3 * done(outcomes));
            for (String sku : skus) {
                BigDecimal left = bed.posting
                        .sql
                        .sql("select sum(sellable - claimed) from stock_balance where sku = ?")
                        .param(sku)
                        .query(BigDecimal.class)
                        .single();
                // Ten orders of each came from outside, ten of each were received: orders are never refused
                assertThat(left).as(sku).isGreaterThanOrEqualTo(BigDecimal.valueOf(-10));
                BigDecimal holds = bed.posting
                        .sql
                        .sql("select coalesce(sum(quantity), 0) from stock_claim where sku = ? and kind = 'hold'")
                        .param(sku)
                        .query(BigDecimal.class)
                        .single();
                assertThat(holds).as(sku).isLessThanOrEqualTo(BigDecimal.valueOf(50));
            }
            bed.claimedIsTheSumOfOpenClaims();
        }
    }
}
