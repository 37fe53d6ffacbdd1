package io.tillbridge.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.posting.PostingBed;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random workloads through the real posting and PostgreSQL: the books end as the reference's do, and agree in themselves. */
class LedgerSimulationIT {

    private static final String SELLABLE =
            "select sku || '@' || location, sellable from stock_balance where sellable <> 0";
    private static final String CLAIMED =
            "select sku || '@' || location, claimed from stock_balance where claimed <> 0";
    private static final String CLAIMS =
            "select sku || '@' || location, sum(quantity) from stock_claim where quantity > 0 group by 1";
    private static final String LEFT = """
            select reason || ' ' || sku || '@' || place, sum(quantity) from (
                select reason, sku, from_place as place, quantity from stock_movement where to_place = 'customer'
                union all
                select reason, sku, to_place, -quantity from stock_movement where from_place = 'customer') as leg
             group by 1 having sum(quantity) <> 0
            """;
    private static final String MOVED = """
            select sku || '@' || place || ' ' || bucket, sum(quantity) from (
                select sku, to_place as place, to_bucket as bucket, quantity from stock_movement
                union all
                select sku, from_place, from_bucket, -quantity from stock_movement) as leg
             where place like 'S_' group by 1 having sum(quantity) <> 0
            """;
    private static final String BALANCED = """
            select sku || '@' || location || ' ' || bucket, quantity from stock_balance,
                   lateral (values ('sellable', sellable), ('damaged', damaged), ('quality_hold', quality_hold),
                                   ('display', display)) as b (bucket, quantity)
             where quantity <> 0
            """;

    @ParameterizedTest(name = "seed {0}, at most {1} in a batch")
    @CsvSource({"1, 1", "1, 3", "1, 9", "1, 300", "2, 1", "2, 9", "2, 300", "3, 9", "3, 300", "4, 9", "5, 9", "6, 9"})
    void theBooksEndAsTheReferenceDoesHoweverTheBatchesAreCut(long seed, int most) {
        PostingBed bed = new PostingBed(Workload.SKUS.toArray(new String[0]));
        ReferenceLedger reference = new ReferenceLedger();
        List<Workload.Document> documents = new Workload(seed).documents();
        documents.forEach(reference::post);
        for (List<Workload.Document> batch : Workload.cut(documents, seed, most)) {
            bed.postBatch(batch.stream()
                    .map(document -> bed.arrival(document.type(), document.body(), null))
                    .toList());
        }

        assertThat(sums(bed, SELLABLE)).as("sellable, seed %s", seed).isEqualTo(plain(reference.sellable()));
        assertThat(sums(bed, CLAIMED)).as("claimed, seed %s", seed).isEqualTo(plain(reference.claimed()));
        assertThat(sums(bed, LEFT)).as("left for customers, seed %s", seed).isEqualTo(plain(reference.left()));
        assertThat(sums(bed, CLAIMS)).as("sums of claims, seed %s", seed).isEqualTo(sums(bed, CLAIMED));
        assertThat(sums(bed, MOVED)).as("sums of movements, seed %s", seed).isEqualTo(sums(bed, BALANCED));
        assertThat(bed.sql
                        .sql("select count(*) from dead_letter")
                        .query(Long.class)
                        .single())
                .as("dead letters, seed %s", seed)
                .isZero();
    }

    private static Map<String, String> sums(PostingBed bed, String query) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        bed.sql.sql(query).query(row -> {
            sums.put(row.getString(1), row.getBigDecimal(2));
        });
        return plain(sums);
    }

    private static Map<String, String> plain(Map<String, BigDecimal> sums) {
        Map<String, String> plain = new TreeMap<>();
        sums.forEach((key, sum) -> plain.put(key, sum.stripTrailingZeros().toPlainString()));
        return plain;
    }
}
