package io.tillbridge.stock;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What stands behind a claim. */
public sealed interface Behind {

    /** The claim's kind, as in its table. */
    String kind();

    ClaimState state();

    /**
     * What an order says of how a line reaches the customer.
     *
     * @param fulfilment a type of {@code config/fulfilment.yaml}; null: the order names none, so the default one
     * @param promisedAt when the customer is to have it; null: no time was told
     */
    record Terms(@Nullable String fulfilment, @Nullable Instant promisedAt) {

        /** The order says nothing. */
        public static final Terms NONE = new Terms(null, null);
    }

    /** A line of an order; the claim follows the order's revisions. */
    record OrderLine(ClaimState state, String system, String orderId, String lineId, boolean paid, Terms terms)
            implements Behind {

        @Override
        public String kind() {
            return "allocation";
        }
    }

    /** An item of a transfer that is to leave the location. */
    record Committed(ClaimState state, TransferKey transfer) implements Behind {

        @Override
        public String kind() {
            return "transfer";
        }
    }

    /** A line of a reservation. */
    record Reserved(ReservedLine line) implements Behind {

        @Override
        public String kind() {
            return "hold";
        }

        @Override
        public ClaimState state() {
            return line.state();
        }
    }
}
