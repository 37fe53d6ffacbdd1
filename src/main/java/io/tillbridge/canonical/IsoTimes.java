package io.tillbridge.canonical;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Reads and writes times exactly as {@code java.time} does, but in the one shape that nearly all of them have, {@code
 * 2026-05-01T10:00:00Z} with or without a fraction, without its formatters, which cost more than the rest of a cell.
 */
public final class IsoTimes {

    private static final int DAY = 10;
    private static final int SECOND = 19;
    private static final int NANO_DIGITS = 9;
    private static final int LAST_YEAR = 9999;

    private IsoTimes() {}

    /**
     * As {@link Instant#parse}.
     *
     * @throws java.time.format.DateTimeParseException when it is none
     */
    public static Instant instant(String text) {
        int end = text.length() - 1;
        if (end >= SECOND && text.charAt(end) == 'Z' && isDay(text) && text.charAt(DAY) == 'T') {
            int hour = two(text, 11);
            int minute = text.charAt(13) == ':' ? two(text, 14) : -1;
            int second = text.charAt(16) == ':' ? two(text, 17) : -1;
            int nano = end == SECOND ? 0 : nano(text, end);
            if (hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60 && nano >= 0) {
                long days = day(text).toEpochDay();
                return Instant.ofEpochSecond(((days * 24 + hour) * 60 + minute) * 60 + second, nano);
            }
        }
        return Instant.parse(text);
    }

    /** As {@link Instant#toString}. */
    public static String text(Instant instant) {
        LocalDateTime time;
        try {
            time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return instant.toString();
        }
        if (time.getYear() < 0 || time.getYear() > LAST_YEAR) {
            return instant.toString();
        }
        StringBuilder text = new StringBuilder(30);
        add(text, time.getYear() / 100);
        add(text, time.getYear() % 100);
        add(text.append('-'), time.getMonthValue());
        add(text.append('-'), time.getDayOfMonth());
        add(text.append('T'), time.getHour());
        add(text.append(':'), time.getMinute());
        add(text.append(':'), time.getSecond());
        fraction(text, time.getNano());
        return text.append('Z').toString();
    }

    /** Whether the text begins with a date such as {@code 2026-05-01} that there is. */
    public static boolean isDay(String text) {
        if (text.length() < DAY || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return false;
        }
        int month = two(text, 5);
        int day = two(text, 8);
        return two(text, 0) >= 0
                && two(text, 2) >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && (day <= 28 || day <= LocalDate.of(year(text), month, 1).lengthOfMonth());
    }

    private static LocalDate day(String text) {
        return LocalDate.of(year(text), two(text, 5), two(text, 8));
    }

    private static int year(String text) {
        return two(text, 0) * 100 + two(text, 2);
    }

    /** Two digits; -1 when they are none. */
    private static int two(String text, int at) {
        int tens = text.charAt(at) - '0';
        int ones = text.charAt(at + 1) - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }

    /** Nanoseconds of a point with one to nine digits behind the seconds; -1 when they are none. */
    private static int nano(String text, int end) {
        int digits = end - SECOND - 1;
        if (text.charAt(SECOND) != '.' || digits < 1 || digits > NANO_DIGITS) {
            return -1;
        }
        int nano = 0;
        for (int i = 1; i <= NANO_DIGITS; i++) {
            int digit = i <= digits ? text.charAt(SECOND + i) - '0' : 0;
            if (digit < 0 || digit > 9) {
                return -1;
            }
            nano = nano * 10 + digit;
        }
        return nano;
    }

    private static void add(StringBuilder text, int two) {
        text.append((char) ('0' + two / 10)).append((char) ('0' + two % 10));
    }

    /** None, three, six or nine digits: as few as tell it. */
    private static void fraction(StringBuilder text, int nano) {
        if (nano == 0) {
            return;
        }
        int digits = nano % 1_000_000 == 0 ? 3 : nano % 1_000 == 0 ? 6 : NANO_DIGITS;
        text.append('.');
        int unit = 100_000_000;
        for (int i = 0; i < digits; i++) {
            text.append((char) ('0' + nano / unit % 10));
            unit /= 10;
        }
    }
}
