package io.tillbridge.stock;

/** What stands behind a claim. */
public sealed interface Behind {

    /** The claim's kind, as in its table. */
    String kind();

    ClaimState state();

    /** A line of an order; the claim follows the order's revisions. */
    record OrderLine(ClaimState state, String system, String orderId, String lineId, boolean paid) implements Behind {

        @Override
        public String kind() {
            return "allocation";
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
