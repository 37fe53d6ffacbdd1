package io.tillbridge.reconciliation;

import java.math.BigDecimal;
import java.util.Map;

/** Which of the books' figures a system's level stands for. */
enum Figure {
    /** What is sellable, claimed or not. */
    SELLABLE,
    /** The same less what is claimed. */
    AVAILABLE,
    /** It is not known: whichever is nearer. */
    EITHER;

    static final Map<String, Figure> WORDS = Map.of("sellable", SELLABLE, "available", AVAILABLE, "either", EITHER);

    /**
     * What is told less what the books say; a system shows nothing below zero, so its zero is equal to anything there.
     *
     * @param sellable of the books, {@code claimed} of it promised
     */
    BigDecimal difference(BigDecimal told, BigDecimal sellable, BigDecimal claimed) {
        BigDecimal whole = apart(told, sellable);
        BigDecimal less = apart(told, sellable.subtract(claimed));
        return switch (this) {
            case SELLABLE -> whole;
            case AVAILABLE -> less;
            case EITHER -> less.abs().compareTo(whole.abs()) < 0 ? less : whole;
        };
    }

    private static BigDecimal apart(BigDecimal told, BigDecimal ours) {
        return told.signum() == 0 && ours.signum() < 0 ? BigDecimal.ZERO : told.subtract(ours);
    }
}
