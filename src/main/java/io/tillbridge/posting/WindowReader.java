package io.tillbridge.posting;

import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlText;
import io.tillbridge.stock.Season;
import io.tillbridge.stock.Window;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the window of a rule, such as {@code {days: [mon, fri], start: "09:00", end: "20:00"}}. */
final class WindowReader {

    private static final Map<String, DayOfWeek> DAYS = new TreeMap<>();

    static {
        for (DayOfWeek day : DayOfWeek.values()) {
            DAYS.put(day.name().substring(0, 3).toLowerCase(Locale.ROOT), day);
        }
    }

    private WindowReader() {}

    static Window read(@Nullable YamlMap window) {
        if (window == null) {
            return Window.ALWAYS;
        }
        YamlText from = window.scalar("from");
        YamlText to = window.scalar("to");
        boolean yearly = yearly(from) && yearly(to);
        Season season = yearly ? season(from, to) : null;
        LocalDate first = yearly ? null : date(from);
        LocalDate last = yearly ? null : date(to);
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (YamlText word : window.list("days").texts()) {
            DayOfWeek day = word.word(DAYS);
            if (day != null) {
                days.add(day);
            }
        }
        LocalTime start = time(window, "start");
        LocalTime end = time(window, "end");
        window.refuseUnread();
        if (first != null && last != null && last.isBefore(first)) {
            window.placeOf("to")
                    .problem(
                            "bad_window",
                            "'" + last + "'",
                            "a day not before " + first,
                            "swap the two or remove one; a season of every year is written like --12-01 to --01-15");
        }
        return new Window(first, last, season, days, start, end);
    }

    /** A day of every year, as XML Schema writes a gMonthDay. */
    private static boolean yearly(@Nullable YamlText day) {
        return day != null && day.value().startsWith("--");
    }

    private static @Nullable Season season(@Nullable YamlText from, @Nullable YamlText to) {
        MonthDay first = monthDay(from);
        MonthDay last = monthDay(to);
        return first == null || last == null ? null : new Season(first, last);
    }

    private static @Nullable MonthDay monthDay(@Nullable YamlText day) {
        try {
            return day == null ? null : MonthDay.parse(day.value());
        } catch (DateTimeParseException e) {
            day.problem("wrong_type", "'" + day.value() + "'", "a day of every year", "write it like --12-01");
            return null;
        }
    }

    /** A day that is no date is told, also one of a season that has no other end. */
    private static @Nullable LocalDate date(@Nullable YamlText day) {
        return day == null ? null : day.date();
    }

    private static LocalTime time(YamlMap window, String key) {
        String text = window.text(key, "00:00");
        try {
            return LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            window.placeOf(key).problem("wrong_type", "'" + text + "'", "a time of day", "write it like \"09:00\"");
            return LocalTime.MIDNIGHT;
        }
    }
}
