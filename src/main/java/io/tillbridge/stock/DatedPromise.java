package io.tillbridge.stock;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What may be promised for a day: as much as is there then and on every later day, because what leaves then is missing ever
 * after. So nothing that is due later is promised away before the goods for it come.
 *
 * @param figures what would be there, by day from today on; a figure holds until the next day that is named
 */
public record DatedPromise(SortedMap<LocalDate, BigDecimal> figures) {

    public DatedPromise {
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("a dated promise begins with the figure of today");
        }
        figures = new TreeMap<>(figures);
    }

    /** Never below zero; a day before the first has the first's. */
    public BigDecimal by(LocalDate day) {
        SortedMap<LocalDate, BigDecimal> until = figures.headMap(day.plusDays(1));
        BigDecimal least = figures.get(until.isEmpty() ? figures.firstKey() : until.lastKey());
        for (Map.Entry<LocalDate, BigDecimal> later : figures.tailMap(day).entrySet()) {
            least = least == null ? later.getValue() : least.min(later.getValue());
        }
        return least == null ? BigDecimal.ZERO : least.max(BigDecimal.ZERO);
    }

    /** The first day after today for which more may be promised; null: none is known. */
    public @Nullable LocalDate moreThan(BigDecimal available) {
        return figures.keySet().stream()
                .skip(1)
                .filter(day -> by(day).compareTo(available) > 0)
                .findFirst()
                .orElse(null);
    }
}
