package io.tillbridge.stock;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;

/**
 * Days that count in every year, such as 1 December to 15 January; one that ends before it begins goes over the new year.
 *
 * @param from the first day
 * @param to the last day
 */
public record Season(MonthDay from, MonthDay to) {

    boolean holds(LocalDate day) {
        MonthDay of = MonthDay.from(day);
        boolean begun = !of.isBefore(from);
        boolean open = !of.isAfter(to);
        return from.isAfter(to) ? begun || open : begun && open;
    }

    /** The days on which it begins and ends next, as seen from a day, that day included. */
    List<LocalDate> turns(LocalDate today) {
        return List.of(next(from, today), next(to, today));
    }

    /** The 29th of February is the 28th in years without it. */
    private static LocalDate next(MonthDay of, LocalDate today) {
        LocalDate thisYear = of.atYear(today.getYear());
        return thisYear.isBefore(today) ? of.atYear(today.getYear() + 1) : thisYear;
    }
}
