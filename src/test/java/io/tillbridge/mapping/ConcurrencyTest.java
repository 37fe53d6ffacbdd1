package io.tillbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
}
