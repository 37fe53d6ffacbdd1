package io.tillbridge.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.message.ReadyDocument;
import io.tillbridge.reservation.ReservationBed;
import io.tillbridge.verification.VerificationBed;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Days of a retailer's life against PostgreSQL, by several that post at once, each its own batches. */
class WorkloadIT {

    private static final int POSTERS = 3;

    private static final String FIGURES = """
            select sku || ' ' || location || ' ' || bucket, quantity::int
              from stock_balance, lateral (values ('sellable', sellable), ('damaged', damaged), ('quality_hold', quality_hold),
                                                  ('claimed', claimed)) as b (bucket, quantity)
             where quantity <> 0 order by 1
            """;

    private static final String ACCOUNTS = """
            select l.a, (sum(l.v) * 100)::int from journal_entry, jsonb_to_recordset(lines) as l (a text, v numeric)
             group by 1 having sum(l.v) <> 0
            """;

    /** Days whose debits and credits differ. */
    private static final String TRIAL = """
            select count(*) from (
                select posting_date from journal_entry, jsonb_to_recordset(lines) as l (a text, v numeric)
                 group by 1 having sum(l.v) <> 0) as days
            """;

    /** Messages that are neither posted nor known to be nothing new. */
    private static final String LEFT = """
            select concat_ws(' ', event_type, state, reason, fact_key) from message
             where state <> 'posted' and (reason is null or reason not in ('repeat', 'stale')) order by 1
            """;

    /** What became of carts: some were ordered, some left, some forgotten. Of days in any order there may be none. */
    private static final String STATES =
            "select distinct state from stock_claim where reservation_id is not null order by 1";

    private static final List<String> ENDED = List.of("expired", "moved", "released");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 13})
    void threeThatPostAtOnceEndInWhatTheRetailerHas(long seed) throws SQLException {
        Workload days = new Workload(seed, 3);

        PostingBed bed = same(days, days.messages(), new Random(seed));

        assertThat(bed.sql.sql(STATES).query(String.class).list())
                .as("carts there were")
                .isNotEmpty();
    }

    @Test
    void aDayShuffledAndDoubledEndsInTheSameBooks() throws SQLException {
        Workload day = new Workload(7, 1);
        for (long time = 1; time <= 3; time++) {
            Random random = new Random(time);
            same(day, day.shuffled(random), random);
        }
    }

    private static PostingBed same(Workload days, List<Workload.Message> messages, Random random) throws SQLException {
        PostingBed bed = new PostingBed(Workload.SKUS.toArray(String[]::new));
        WorkloadMoney.COSTS.forEach((sku, cents) -> bed.sql
                .sql("update item set cost = ? * 0.01, cost_currency = 'EUR' where sku = ?")
                .params(cents, sku)
                .update());
        ConcurrentLinkedQueue<List<ReadyDocument>> batches = new ConcurrentLinkedQueue<>();
        List<ReadyDocument> batch = new ArrayList<>();
        for (Workload.Message message : messages) {
            batch.add(bed.arrival(message.type(), message.body(), null));
            if (random.nextInt(6) == 0) {
                batches.add(List.copyOf(batch));
                batch.clear();
            }
        }
        batches.add(batch);
        ExecutorService threads = Executors.newFixedThreadPool(POSTERS);
        try {
            CompletableFuture.allOf(Stream.generate(
                                    () -> CompletableFuture.runAsync(() -> postAll(bed, batches), threads))
                            .limit(POSTERS)
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            threads.shutdownNow();
        }
        do {
            bed.clock.advance(Duration.ofSeconds(1)); // what waited for its order is posted behind it
            bed.release.look(); // and what came at the same moment as its order
        } while (bed.postReady() > 0);
        VerificationBed.assertSound(bed.database);
        try (ReservationBed desk = new ReservationBed(bed)) {
            desk.expireAll();
        }
        assertThat(bed.sql.sql(STATES).query(String.class).list()).isSubsetOf(ENDED);
        assertThat(bed.count("shelf_count where state = 'posted'")).isPositive();
        assertThat(pairs(bed, FIGURES)).isEqualTo(days.retailer().figures());
        VerificationBed.assertSound(bed.database);
        assertThat(pairs(bed, ACCOUNTS)).isEqualTo(days.accounts());
        assertThat(bed.sql.sql(TRIAL).query(Long.class).single()).isZero();
        assertThat(bed.sql.sql(LEFT).query(String.class).list()).isEmpty();
        return bed;
    }

    private static void postAll(PostingBed bed, ConcurrentLinkedQueue<List<ReadyDocument>> batches) {
        for (List<ReadyDocument> batch = batches.poll(); batch != null; batch = batches.poll()) {
            if (!batch.isEmpty()) {
                bed.postBatch(batch);
            }
        }
    }

    private static SortedMap<String, Integer> pairs(PostingBed bed, String query) {
        TreeMap<String, Integer> pairs = new TreeMap<>();
        bed.sql.sql(query).query(row -> {
            pairs.put(row.getString(1), row.getInt(2));
        });
        return pairs;
    }
}
