package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** Prints how long one translation of a two-line order takes; run by hand, asserts nothing. */
public final class TranslationTiming {

    private TranslationTiming() {}

    public static void main(String[] arguments) throws Exception {
        Mapping mapping = ShopifyOrders.mapping();
        ObjectNode order = ShopifyOrders.order(4500000000000000001L);
        for (int i = 0; i < 120; i++) {
            order.put("member_" + i, "a text of some length, as orders have them");
        }
        byte[] body = ExactJson.mapper().writeValueAsBytes(order);
        int runs = 20_000;
        for (int round = 0; round < 8; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < runs; i++) {
                if (!(mapping.translate(ShopifyOrders.input(order)) instanceof Translation.Translated)) {
                    throw new IllegalStateException("the order does not translate");
                }
            }
            long translated = System.nanoTime();
            for (int i = 0; i < runs; i++) {
                ExactJson.parse(body);
            }
            long parsed = System.nanoTime();
            report("translate", translated - start, runs);
            report("parse " + body.length + " bytes", parsed - translated, runs);
        }
    }

    private static void report(String what, long nanos, int runs) {
        String line = String.format(Locale.ROOT, "%s: %d ns", what, nanos / runs);
        java.util.logging.Logger.getLogger("timing").info(line);
    }
}
