package io.tillbridge.posting;

import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.orders.OrderKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a location is asked to pick and send of an order.
 *
 * @param generation from 1; what is asked for again after a cancellation has the next one
 * @param sequence grows with what is told
 * @param state {@code open}, {@code done} or {@code cancelled}
 * @param told SHA-256 of what was told last
 */
record FulfilmentRequest(
        Name name,
        int generation,
        long sequence,
        String state,
        @Nullable Instant promisedAt,
        List<Line> lines,
        @SuppressWarnings("ArrayRecordComponent") byte[] told,
        Instant requestedAt) {

    FulfilmentRequest {
        lines = List.copyOf(lines);
    }

    /**
     * Of which order, by whom and how.
     *
     * @param method a type of {@code config/fulfilment.yaml}
     */
    record Name(OrderKey order, String location, String method) {}

    /**
     * One line.
     *
     * @param quantity asked for
     * @param open of it, what has not left and was not missing
     * @param picked of the open
     */
    record Line(String id, String sku, BigDecimal quantity, BigDecimal open, BigDecimal picked) {

        Line {
            quantity = plain(quantity);
            open = plain(open);
            picked = plain(picked);
        }

        /** As it is read again: equal figures are equal. */
        private static BigDecimal plain(BigDecimal figure) {
            return new BigDecimal(PlainDecimal.text(figure));
        }
    }

    boolean cancelled() {
        return state.equals("cancelled");
    }
}
