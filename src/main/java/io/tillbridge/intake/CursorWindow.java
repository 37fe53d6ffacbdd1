package io.tillbridge.intake;

import io.tillbridge.connector.CursorRule;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What one run reads: everything from {@code from}, always inclusive, to before {@code to}.
 *
 * @param to null for a cursor of type {@code int}, which has no "now"
 * @param cut the rule's {@code step} ended it early: another window follows at once
 */
record CursorWindow(String from, @Nullable String to, boolean cut) {

    /**
     * The next window of a rule.
     *
     * @param value where the last run ended; null before the first
     * @throws java.time.DateTimeException when the value or the start is not of the rule's type
     */
    static CursorWindow next(CursorRule rule, @Nullable String value, Instant now, ZoneId zone) {
        return switch (rule.type()) {
            case "int" -> new CursorWindow(value != null ? value : first(rule, "0"), null, false);
            case "date" -> date(rule, value, now, zone);
            default -> instant(rule, value, now);
        };
    }

    private static CursorWindow instant(CursorRule rule, @Nullable String value, Instant now) {
        Instant from = value == null
                ? instant(first(rule, Instant.EPOCH.toString()))
                : instant(value).minus(rule.lookback());
        Instant end = now.minus(rule.holdBack());
        Duration step = rule.step();
        boolean cut = step != null && from.plus(step).isBefore(end);
        Instant to = cut && step != null ? from.plus(step) : end;
        return new CursorWindow(from.toString(), (to.isBefore(from) ? from : to).toString(), cut);
    }

    private static CursorWindow date(CursorRule rule, @Nullable String value, Instant now, ZoneId zone) {
        LocalDate from = value == null
                ? LocalDate.parse(first(rule, "1970-01-01"))
                : LocalDate.parse(value).minusDays(rule.lookback().toDays());
        LocalDate end = now.minus(rule.holdBack()).atZone(zone).toLocalDate();
        return new CursorWindow(from.toString(), end.toString(), false);
    }

    private static String first(CursorRule rule, String epoch) {
        return rule.start().equals("epoch") || rule.start().isEmpty() ? epoch : rule.start();
    }

    /** Which of two cursor values is the greater one; the first may be null. */
    static String greater(CursorRule rule, @Nullable String one, String other) {
        if (one == null) {
            return other;
        }
        boolean later = switch (rule.type()) {
            case "int" -> new BigDecimal(other).compareTo(new BigDecimal(one)) > 0;
            case "date" -> LocalDate.parse(other).isAfter(LocalDate.parse(one));
            default -> instant(other).isAfter(instant(one));
        };
        return later ? other : one;
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
