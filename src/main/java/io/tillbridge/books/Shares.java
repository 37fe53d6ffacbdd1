package io.tillbridge.books;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Parts of a stored amount that add up to it: differences of what the first pieces make, the last takes the remainder. */
final class Shares {

    private Shares() {}

    /** What the first {@code pieces} of {@code all} make of a total, rounded towards zero; all of it from the last on. */
    static BigDecimal first(BigDecimal total, BigDecimal pieces, BigDecimal all) {
        if (pieces.signum() <= 0) {
            return BigDecimal.ZERO.setScale(total.scale());
        }
        return pieces.compareTo(all) >= 0
                ? total
                : total.multiply(pieces).divide(all, total.scale(), RoundingMode.DOWN);
    }

    /** What {@code pieces} more make after {@code before}. */
    static BigDecimal next(BigDecimal total, BigDecimal before, BigDecimal pieces, BigDecimal all) {
        return first(total, before.add(pieces), all).subtract(first(total, before, all));
    }

    /** A total split by weights; the last weight that is not zero takes the remainder. */
    static List<BigDecimal> split(BigDecimal total, List<BigDecimal> weights) {
        BigDecimal all = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        int last = weights.size() - 1;
        while (last > 0 && weights.get(last).signum() == 0) {
            last--;
        }
        List<BigDecimal> parts = new ArrayList<>();
        BigDecimal given = BigDecimal.ZERO.setScale(total.scale());
        for (int i = 0; i < weights.size(); i++) {
            BigDecimal part = i == last || all.signum() == 0
                    ? (i == last ? total.subtract(given) : BigDecimal.ZERO.setScale(total.scale()))
                    : total.multiply(weights.get(i)).divide(all, total.scale(), RoundingMode.DOWN);
            parts.add(part);
            given = given.add(part);
        }
        return parts;
    }
}
