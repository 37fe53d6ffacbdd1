package io.tillbridge.connector.language;

import io.tillbridge.connector.FileName;
import io.tillbridge.connector.FilesSource;
import io.tillbridge.connector.Schedule;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads when files are looked for, and when they are expected. */
final class FilesScheduleReader {

    private static final Duration OFTEN = Duration.ofMinutes(5);

    private FilesScheduleReader() {}

    static Schedule schedule(Section source) {
        String form = source.only(true, "every", "window");
        Section window = source.optional("window");
        if (form == null || window == null) {
            Duration every = source.duration("every", OFTEN);
            if (every.isZero()) {
                source.placeOf("every").problem("wrong_type", "'PT0S'", "a duration above zero", "write it like PT5M");
            }
            return new Schedule.Every(every.isZero() ? OFTEN : every);
        }
        String cron = window.text("cron", "five fields such as */5 21-23,0-5 * * *");
        ZoneId zone = zone(window, "timezone");
        window.close();
        String wrong = cron.isEmpty() ? null : wrong(cron, zone);
        if (wrong != null) {
            window.placeOf("cron").problem("wrong_type", "'" + cron + "'", wrong, "write it like */5 21-23,0-5 * * *");
        }
        return cron.isEmpty() || wrong != null ? new Schedule.Every(OFTEN) : new Schedule.Cron(cron, zone);
    }

    /** Two limited days would both have to hold here, where other crons take either: so only one may be limited. */
    private static @Nullable String wrong(String cron, ZoneId zone) {
        String[] fields = cron.strip().split("\\s+", -1);
        if (fields.length != 5 || !cron.matches("[0-9A-Za-z*,/ -]+")) {
            return "five fields of digits, names and * , - /";
        }
        if (!fields[2].equals("*") && !fields[4].equals("*")) {
            return "a day of the month or a day of the week, not both";
        }
        try {
            Schedule.Cron.of(cron, zone);
            return null;
        } catch (IllegalArgumentException e) {
            return "minute, hour, day of the month, month, day of the week";
        }
    }

    static FilesSource.@Nullable Daily daily(Section source, FileName name, Schedule schedule) {
        Section daily = source.optional("expectDaily");
        if (daily == null) {
            return null;
        }
        String per = daily.text("per", "a named group of the name");
        Set<String> groups = new TreeSet<>(name.groups());
        if (!per.isEmpty()) {
            daily.reading().defined(daily.placeOf("per"), "part of the name", per, groups);
        }
        Section from = daily.required("from", "{valuemap: NAME, column: NAME}");
        String valueMap = "";
        String column = "";
        if (from != null) {
            valueMap = from.text("valuemap", "the name of a value map");
            column = from.text("column", "a column of the value map");
            from.close();
        }
        LocalTime by = time(daily);
        ZoneId zone = schedule instanceof Schedule.Cron cron && !daily.has("timezone")
                ? cron.zone()
                : zone(daily, "timezone");
        daily.close();
        return new FilesSource.Daily(per, valueMap, column, by, zone);
    }

    private static LocalTime time(Section daily) {
        String text = daily.text("by", "a local time such as 06:00");
        try {
            return text.isEmpty() ? LocalTime.MIDNIGHT : LocalTime.parse(text);
        } catch (DateTimeException e) {
            daily.placeOf("by").problem("wrong_type", "'" + text + "'", "a local time", "write it like 06:00");
            return LocalTime.MIDNIGHT;
        }
    }

    /** A time zone by its name; the connection's when none is written. */
    static ZoneId zone(Section section, String key) {
        String text = section.optionalText(key);
        String zone = text == null && !section.has(key)
                ? section.reading().connection().getOrDefault("timezone", "UTC")
                : text;
        if (zone == null) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            section.placeOf(key)
                    .problem("wrong_type", "'" + zone + "'", "a time zone", "write it like America/New_York");
            return ZoneOffset.UTC;
        }
    }
}
