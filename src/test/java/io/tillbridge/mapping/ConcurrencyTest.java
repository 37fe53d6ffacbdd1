package io.tillbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {

    private static final int THREADS = 4;
    private static final int RUNS = 20_000;

    @Test
    void fourThreadsOnOneMappingDoNotDisturbEachOther() throws Exception {
        Mapping mapping = ShopifyOrders.mapping();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Integer>> wrong = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                long id = 1000L * (thread + 1);
                wrong.add(threads.submit(() -> wrongResults(mapping, id)));
            }
            for (Future<Integer> count : wrong) {
                assertThat(count.get()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Own documents per thread: valid ones and one that fails, in turn. */
    private static int wrongResults(Mapping mapping, long id) {
        ObjectNode good = ShopifyOrders.order(id);
        good.put("email", id + "@example.com");
        ObjectNode bad = ShopifyOrders.order(id);
        bad.put("name", id);
        bad.put("updated_at", "yesterday " + id);
        Translation goodAlone = mapping.translate(ShopifyOrders.input(good));
        Translation badAlone = mapping.translate(ShopifyOrders.input(bad));
        int wrong = goodAlone.toString().contains(id + "@example.com")
                        && badAlone.toString().contains("yesterday " + id)
                ? 0
                : 1;
        for (int i = 0; i < RUNS / 2; i++) {
            wrong += mapping.translate(ShopifyOrders.input(good)).equals(goodAlone) ? 0 : 1;
            wrong += mapping.translate(ShopifyOrders.input(bad)).equals(badAlone) ? 0 : 1;
        }
        return wrong;
    }

    /** Amounts, expressions that keep values of their own, and failures of both, in one compiled mapping. */
    @Test
    void expressionsAndAmountsOfOneMappingDoNotMixDocuments() throws Exception {
        Mapping mapping = TestMappings.outbound("""
                lets: {ccy: {from: ccy, type: currency}}
                rows:
                  - {to: total, type: money, from: total}
                  - {to: tax, type: money, calc: total * rate, round: half_even, with: {rate: rate}}
                  - {to: rate, type: decimal, from: rate}
                  - {to: tags, type: list, expr: "$filter($map($split(tags, ','), $trim), function($t){ $t != '' })[]"}
                  - {to: said, type: string, expr: "($a := id; $f := function($x){ $a & '/' & $x }; $f(lines[n > 1].sku))"}
                  - {to: digits, type: string, expr: "$dtext(total) & ' ' & $sum(lines.n)"}
                  - to: lines[]
                    each: lines
                    rows:
                      - {to: sku, type: string, expr: "$root.id & sku & $connection.id"}
                """);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Integer>> wrong = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int seed = thread;
                wrong.add(threads.submit(() -> wrongResults(mapping, seed)));
            }
            for (Future<Integer> count : wrong) {
                assertThat(count.get()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static int wrongResults(Mapping mapping, int thread) {
        int wrong = 0;
        for (int i = 0; i < RUNS; i++) {
            long id = thread * 1_000_000L + i;
            String total = id + "." + (10 + thread);
            boolean fails = i % 7 == 0;
            String found = TestMappings.run(mapping, TestMappings.input("""
                            {"id": "%d", "ccy": "USD", "total": %s, "rate": "0.1", "tags": "t%d, ,u%d", "lines":
                             [{"sku": "a%d", "n": 1}, {"sku": %s, "n": 2}]}""".formatted(
                            id, total, id, thread, id, fails ? total : "\"b" + id + "\"")));
            wrong += found.equals(fails ? "expr_decimal said" : expected(id, thread)) ? 0 : 1;
        }
        return wrong;
    }

    private static String expected(long id, int thread) {
        BigDecimal total = new BigDecimal(id + "." + (10 + thread));
        return ("{\"total\":{\"amount\":\"%s\",\"currency\":\"USD\"},\"rate\":\"0.1\",\"tags\":[\"t%d\",\"u%d\"],"
                        + "\"said\":\"%d/b%d\",\"digits\":\"%s 3\",\"lines\":[{\"sku\":\"%da%dacme-us\"},{\"sku\":\"%db%dacme-us\"}],"
                        + "\"tax\":{\"amount\":\"%s\",\"currency\":\"USD\"}}")
                .formatted(
                        total,
                        id,
                        thread,
                        id,
                        id,
                        total,
                        id,
                        id,
                        id,
                        id,
                        total.multiply(new BigDecimal("0.1")).setScale(2, RoundingMode.HALF_EVEN));
    }
}
