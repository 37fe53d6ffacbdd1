package io.tillbridge.reservation;

import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static io.tillbridge.reservation.Rounds.line;
import static io.tillbridge.reservation.Rounds.pickup;
import static io.tillbridge.reservation.Rounds.reserve;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.message.ReadyDocument;
import io.tillbridge.posting.Events;
import io.tillbridge.posting.PostingBed;
import io.tillbridge.verification.VerificationBed;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** Registers sell what carts hold, on several threads, while claims move and sweeps look: nobody waits in a circle. */
class TiesUnderLoadIT {

    private static final List<String> SKUS = List.of("A", "B", "C");
    private static final int ROUNDS = 40;

    private static CompletableFuture<Void> on(ExecutorService threads, IntConsumer work) {
        return CompletableFuture.runAsync(
                () -> {
                    for (int i = 0; i < ROUNDS; i++) {
                        work.accept(i);
                    }
                },
                threads);
    }

    @Test
    void tiesAreBrokenUnderConcurrentPostersAndDesks() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (ReservationBed bed = new ReservationBed(new PostingBed(SKUS.toArray(String[]::new)));
                ReservationBed other = new ReservationBed(bed.posting)) {
            SKUS.forEach(sku -> List.of("S1", "S2")
                    .forEach(store -> bed.posting.post(
                            STOCK_RECEIVED,
                            Events.received("r-" + sku + store, sku, "30").put("location", store))));

            someArePromisedBeforehand(bed);
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int poster = 0; poster < 3; poster++) {
                int number = poster;
                all.add(on(threads, i -> bed.posting.postBatch(batch(bed.posting, number, i))));
            }
            for (int shopper = 0; shopper < 3; shopper++) {
                int number = shopper;
                all.add(on(threads, i -> (number == 0 ? bed : other).desk.ask(cart(number, i))));
            }
            all.add(on(threads, i -> sweep(bed)));
            all.add(on(threads, i -> sweep(other)));
            for (CompletableFuture<Void> one : all) {
                one.get(240, TimeUnit.SECONDS);
            }
            sweep(bed);
            sweep(bed);

            bed.claimedIsTheSumOfOpenClaims();
            assertThat(bed.posting.count("promise_risk")).isPositive();
            assertThat(bed.posting.count("stock_claim where state = 'moved'")).isPositive();
            VerificationBed.assertSettled(bed.posting.database);
            assertThat(bed.posting.sql.sql("""
                    select count(*) from promise_risk r full join (select * from task where state = 'open') t
                        on t.subject = r.claim_key where r.claim_key is null or t.task_id is null
                    """).query(Long.class).single())
                    .as("each has its task")
                    .isZero();
        } finally {
            threads.shutdownNow();
        }
    }

    /** Pickups that will lose, and carts that the other store takes over, whoever comes first afterwards. */
    private static void someArePromisedBeforehand(ReservationBed bed) {
        for (String sku : SKUS) {
            List.of("S1", "S2")
                    .forEach(store -> bed.desk.ask(pickup("early-" + sku + store, line("1", sku, store, 5))));
        }
        for (int cart = 0; cart < 5; cart++) {
            bed.desk.ask(reserve("moves-" + cart, line("1", SKUS.get(0), "S1", 5)));
        }
        bed.posting.post(SALE, Events.sale("first", SKUS.get(0), "10").put("location", "S1"));
    }

    /** Sales of all items at both stores in any order, and an order. */
    private static List<ReadyDocument> batch(PostingBed posting, int poster, int i) {
        Random random = new Random(poster * 1_000L + i);
        List<ReadyDocument> batch = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            String id = poster + "-" + i + "-" + n;
            String sku = SKUS.get(random.nextInt(3));
            batch.add(posting.arrival(
                    SALE, Events.sale(id, sku, "1").put("location", random.nextBoolean() ? "S1" : "S2"), null));
        }
        if (i % 4 == 0) {
            batch.add(posting.arrival(
                    ORDER, Events.order("o-" + poster + "-" + i, 1, "open", SKUS.get(i % 3), "1", "0"), null));
        }
        return batch;
    }

    private static Request.Reserve cart(int shopper, int i) {
        String name = "cart-" + shopper + "-" + i;
        Request.Line line = line("1", SKUS.get((shopper + i) % 3), i % 2 == 0 ? "S1" : "S2", 1);
        return i % 3 == 0 ? pickup(name, line) : reserve(name, line);
    }

    private static void sweep(ReservationBed bed) {
        try {
            bed.risks.look();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
