package io.tillbridge.reservation;

import io.tillbridge.stock.ReservedLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A quantity of one claim, in the item's base unit. */
record Taken(ReservedLine line, BigDecimal quantity) {

    /** Whether nothing of the claim would be left. */
    boolean whole() {
        return quantity.compareTo(line.open()) == 0;
    }

    /** Takes from several claims, the first ones first, until there is enough or nothing more. */
    static List<Taken> of(List<ReservedLine> lines, BigDecimal wanted) {
        List<Taken> taken = new ArrayList<>();
        BigDecimal left = wanted;
        for (ReservedLine line : lines) {
            BigDecimal some = left.min(line.open());
            if (some.signum() > 0) {
                taken.add(new Taken(line, some));
                left = left.subtract(some);
            }
        }
        return taken;
    }

    /** What is left of the claim. */
    ReservedLine rest() {
        return line.with(new ReservedLine.Amounts(
                line.amounts().per(),
                line.amounts().asked().subtract(quantity),
                line.open().subtract(quantity),
                line.amounts().consumed()));
    }

    /** The part that was taken, as a claim of its own. */
    ReservedLine part(Draft draft) {
        return draft.further(line)
                .with(new ReservedLine.Amounts(line.amounts().per(), quantity, quantity, BigDecimal.ZERO));
    }
}
