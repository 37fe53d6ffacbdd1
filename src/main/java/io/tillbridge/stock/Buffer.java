package io.tillbridge.stock;

import java.math.BigDecimal;
import java.util.List;

/**
 * What the rules keep back, and why.
 *
 * @param units in the item's base unit
 * @param counted rules whose amounts make it up
 * @param lost rules that match as well and do not count
 */
public record Buffer(BigDecimal units, List<Counted> counted, List<Lost> lost) {

    /** No rule matches. */
    public static final Buffer NONE = new Buffer(BigDecimal.ZERO, List.of(), List.of());

    /** The same with more that is kept back, by no rule. */
    Buffer and(BigDecimal more) {
        return new Buffer(units.add(more), counted, lost);
    }

    public Buffer {
        counted = List.copyOf(counted);
        lost = List.copyOf(lost);
    }

    /** A rule that counts, with its units. */
    public record Counted(BufferRule rule, BigDecimal units) {}

    /**
     * A rule that does not.
     *
     * @param units it would have kept back
     * @param reason {@code less_specific, lower_priority} or {@code smaller}
     */
    public record Lost(BufferRule rule, BigDecimal units, String reason) {}
}
