package io.tillbridge.reconciliation;

import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which drifts are small and clear enough to be corrected without a person.
 *
 * @param units at most
 * @param value at most, at the item's cost in its own currency
 * @param itemsPercent less than this share of the items compared at a location; else none of its
 */
record Corrections(BigDecimal units, BigDecimal value, BigDecimal itemsPercent) {

    static final Corrections USUAL = new Corrections(BigDecimal.valueOf(3), BigDecimal.valueOf(50), BigDecimal.ONE);

    /**
     * One outcome for each confirmed drift.
     *
     * @param connection that was compared
     * @param source of a location, the connection whose word counts there; null: none is named
     * @param stopped the breaker tripped
     */
    Map<StockKey, Outcome> of(
            List<Judged> judged,
            RunTotals totals,
            String connection,
            Figure figure,
            Function<String, @Nullable String> source,
            boolean stopped) {
        Map<StockKey, Outcome> outcomes = new TreeMap<>();
        Map<String, Long> correct = new HashMap<>();
        for (Judged one : judged) {
            if (one.as() == DriftClass.CONFIRMED) {
                StockKey key = one.compared().key();
                Outcome outcome =
                        stopped ? Outcome.STOPPED : alone(one, connection, figure, source.apply(key.location()));
                outcomes.put(key, outcome);
                if (outcome == Outcome.CORRECT) {
                    correct.merge(key.location(), 1L, Long::sum);
                }
            }
        }
        outcomes.replaceAll((key, outcome) -> outcome == Outcome.CORRECT
                        && !few(correct.getOrDefault(key.location(), 0L), totals.items(key.location()))
                ? Outcome.TOO_MANY_ITEMS
                : outcome);
        return outcomes;
    }

    private Outcome alone(Judged one, String connection, Figure figure, @Nullable String source) {
        if (source == null) {
            return Outcome.OWNER_UNKNOWN;
        }
        if (!source.equals(connection)) {
            return Outcome.NOT_THE_OWNER;
        }
        if (figure != Figure.SELLABLE) {
            return Outcome.FIGURE_UNKNOWN;
        }
        if (one.units().compareTo(units) > 0) {
            return Outcome.TOO_MANY_UNITS;
        }
        BigDecimal worth = one.value();
        if (worth == null) {
            return Outcome.COST_UNKNOWN;
        }
        if (worth.compareTo(value) > 0) {
            return Outcome.TOO_MUCH_VALUE;
        }
        return one.compared().inFlight().none() ? Outcome.CORRECT : Outcome.IN_FLIGHT;
    }

    private boolean few(long corrected, long items) {
        return BigDecimal.valueOf(corrected)
                        .movePointRight(2)
                        .compareTo(BigDecimal.valueOf(items).multiply(itemsPercent))
                < 0;
    }
}
