package io.tillbridge.posting;

import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlText;
import io.tillbridge.stock.Window;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
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
        LocalDate from = date(window, "from");
        LocalDate to = date(window, "to");
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
        if (from != null && to != null && to.isBefore(from)) {
            window.placeOf("to")
                    .problem("bad_window", "'" + to + "'", "a day not before " + from, "swap the two or remove one");
        }
        return new Window(from, to, days, start, end);
    }

    private static @Nullable LocalDate date(YamlMap window, String key) {
        YamlText text = window.scalar(key);
        return text == null ? null : text.date();
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
