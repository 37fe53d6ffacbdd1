package io.tillbridge.mapping.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An amount split by weights, without losing a unit: by largest remainder. Each part is its exact share cut off at the
 * scale; the units that are left go one each to the parts that lost most, the first of equals first. So equal weights get
 * parts that differ by one unit at most, and a refund is split like its sale.
 */
public final class Allocation {

    private Allocation() {}

    /**
     * The parts, one a weight.
     *
     * @param amount of at most {@code scale} fraction digits
     * @param weights that do not sum to zero
     */
    public static List<BigDecimal> parts(BigDecimal amount, List<BigDecimal> weights, int scale) {
        BigDecimal whole = amount.abs();
        BigDecimal total = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal unit = BigDecimal.ONE.movePointLeft(scale);
        List<BigDecimal> parts = new ArrayList<>(weights.size());
        List<BigDecimal> lost = new ArrayList<>(weights.size());
        BigDecimal left = whole;
        for (BigDecimal weight : weights) {
            BigDecimal share = whole.multiply(weight);
            BigDecimal part = share.divide(total, scale, RoundingMode.FLOOR);
            // What was cut off, times the total of the weights: exact, as a quotient would not be
            BigDecimal rest = share.subtract(part.multiply(total));
            lost.add(total.signum() < 0 ? rest.negate() : rest);
            parts.add(part);
            left = left.subtract(part);
        }
        int more = left.divideToIntegralValue(unit).intValueExact();
        IntStream.range(0, parts.size())
                .boxed()
                .sorted(Comparator.comparing((Integer index) -> lost.get(index)).reversed())
                .limit(more)
                .forEach(index -> parts.set(index, parts.get(index).add(unit)));
        return amount.signum() < 0 ? parts.stream().map(BigDecimal::negate).toList() : parts;
    }
}
