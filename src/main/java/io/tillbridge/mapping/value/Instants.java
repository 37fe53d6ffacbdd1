package io.tillbridge.mapping.value;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ISO 8601 shapes that real payloads have, without regex: {@code yyyy-MM-dd}, {@code T} or a space, {@code
 * HH:mm[:ss[.1-9 digits]]}, and an offset {@code Z}, {@code +HH}, {@code +HHmm} or {@code +HH:mm}.
 */
public final class Instants {

    private final String text;
    private int at;

    private Instants(String text) {
        this.text = text;
    }

    /** The instant; null when the text is none or has no offset. */
    public static @Nullable Instant parse(String text) {
        Instants scan = new Instants(text);
        try {
            LocalDateTime local = scan.local();
            ZoneOffset offset = local == null ? null : scan.offset();
            return local == null || offset == null || scan.at != text.length() ? null : local.toInstant(offset);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The local time; null when the text is none, or has an offset. */
    public static @Nullable LocalDateTime parseLocal(String text) {
        Instants scan = new Instants(text);
        try {
            LocalDateTime local = scan.local();
            return scan.at == text.length() ? local : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private @Nullable LocalDateTime local() {
        int year = digits(4);
        int month = after('-') ? digits(2) : -1;
        int day = after('-') ? digits(2) : -1;
        if (year < 0 || month < 0 || day < 0 || !(after('T') || after(' '))) {
            return null;
        }
        int hour = digits(2);
        int minute = after(':') ? digits(2) : -1;
        int second = 0;
        int nano = 0;
        if (after(':')) {
            second = digits(2);
            nano = after('.') || after(',') ? fraction() : 0;
        }
        return hour < 0 || minute < 0 || second < 0 || nano < 0
                ? null
                : LocalDateTime.of(year, month, day, hour, minute, second, nano);
    }

    private @Nullable ZoneOffset offset() {
        after(' ');
        if (after('Z') || after('z')) {
            return ZoneOffset.UTC;
        }
        int sign = after('+') ? 1 : after('-') ? -1 : 0;
        int hours = sign == 0 ? -1 : digits(2);
        if (hours < 0) {
            return null;
        }
        if (at == text.length()) {
            return ZoneOffset.ofHours(sign * hours);
        }
        after(':');
        int minutes = digits(2);
        return minutes < 0 ? null : ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
    }

    private boolean after(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private int digits(int count) {
        if (at + count > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < count; i++) {
            int digit = text.charAt(at + i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        at += count;
        return value;
    }

    private int fraction() {
        int nano = 0;
        int count = 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            if (++count > 9) {
                return -1;
            }
            nano = nano * 10 + text.charAt(at++) - '0';
        }
        for (int i = count; i < 9; i++) {
            nano *= 10;
        }
        return count == 0 ? -1 : nano;
    }
}
