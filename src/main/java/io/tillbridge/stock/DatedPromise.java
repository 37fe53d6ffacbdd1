package io.tillbridge.stock;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What may be promised for a day: as much as is there then and on every later day by the rules of that day, because what leaves
 * then is missing ever after, and what is kept back later is kept from later promises only. So nothing that is due later is
 * promised away before the goods for it come.
 */
public final class DatedPromise {

    private final SortedSet<LocalDate> days;
    private final Function<LocalDate, SortedMap<LocalDate, BigDecimal>> ruled;

    /**
     * By rules that turn.
     *
     * @param days from today on, on which figures or rules change
     * @param ruled by the rules of a day, what would be there: by day from today on; a figure holds until the next day that is
     *     named
     */
    public DatedPromise(SortedSet<LocalDate> days, Function<LocalDate, SortedMap<LocalDate, BigDecimal>> ruled) {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("a dated promise begins with the figure of today");
        }
        this.days = new TreeSet<>(days);
        this.ruled = ruled;
    }

    /** By rules that are the same on every day. */
    public DatedPromise(SortedMap<LocalDate, BigDecimal> figures) {
        this(new TreeSet<>(figures.keySet()), day -> figures);
    }

    /** Never below zero; a day before the first has the first's. */
    public BigDecimal by(LocalDate day) {
        SortedMap<LocalDate, BigDecimal> figures = new TreeMap<>(ruled.apply(day));
        SortedMap<LocalDate, BigDecimal> until = figures.headMap(day.plusDays(1));
        BigDecimal least = figures.get(until.isEmpty() ? figures.firstKey() : until.lastKey());
        for (Map.Entry<LocalDate, BigDecimal> later : figures.tailMap(day).entrySet()) {
            least = least == null ? later.getValue() : least.min(later.getValue());
        }
        return least == null ? BigDecimal.ZERO : least.max(BigDecimal.ZERO);
    }

    /** The first day after today for which more may be promised; null: none is known. */
    public @Nullable LocalDate moreThan(BigDecimal available) {
        return days.stream()
                .skip(1)
                .filter(day -> by(day).compareTo(available) > 0)
                .findFirst()
                .orElse(null);
    }
}
