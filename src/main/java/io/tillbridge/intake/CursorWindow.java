package io.tillbridge.intake;

import io.tillbridge.connector.CursorRule;
import io.tillbridge.connector.CursorRule.Field;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * What one run reads: everything from {@code from}, always inclusive, to before {@code to}.
 *
 * @param to null for a cursor without "now" and without {@code step}
 * @param end the value that the cursor never passes, because what is younger may still come late; null without "now"
 * @param cut the rule's {@code step} ended it early: another window follows at once
 */
record CursorWindow(
        String from, @Nullable String to, @Nullable String end, boolean cut) {

    /** Doublings at most of a window in which nothing was. */
    private static final int WIDEST = 30;

    /**
     * The next window of a rule.
     *
     * @param value the first part of where the last run ended; null before the first
     * @param empty windows in a row in which nothing was: an {@code int} window is doubled for each
     * @throws java.time.DateTimeException when the value or the start is not of the rule's type
     */
    static CursorWindow next(CursorRule rule, @Nullable String value, int empty, Instant now, ZoneId connection) {
        Field field = rule.first();
        ZoneId zone = field.zone() == null ? connection : field.zone();
        String from = value == null ? first(rule, field.type()) : value;
        Duration back = value == null ? Duration.ZERO : rule.lookback();
        return switch (field.type()) {
            case "int" -> integer(rule, from, value == null ? 0 : rule.lookbackBy(), empty);
            case "text" -> new CursorWindow(from, null, null, false);
            case "date" -> date(rule, LocalDate.parse(from).minusDays(days(back)), now, zone);
            case "local_datetime" -> local(rule, CursorValues.local(from).minus(back), now, zone);
            default -> instant(rule, CursorValues.instant(from).minus(back), now);
        };
    }

    /** Whether a source that forgets its changes after {@code retention} has forgotten some that came after the value. */
    static boolean forgotten(CursorRule rule, @Nullable String value, Instant now, ZoneId connection) {
        Duration retention = rule.retention();
        if (retention == null || value == null) {
            return false;
        }
        Field field = rule.first();
        ZoneId zone = field.zone() == null ? connection : field.zone();
        Instant at = switch (field.type()) {
            case "date" -> LocalDate.parse(value).atStartOfDay(zone).toInstant();
            case "local_datetime" -> CursorValues.local(value).atZone(zone).toInstant();
            default -> CursorValues.instant(value);
        };
        return at.minus(rule.lookback()).isBefore(now.minus(retention));
    }

    private static CursorWindow instant(CursorRule rule, Instant from, Instant now) {
        Instant end = now.minus(rule.holdBack());
        Duration step = rule.step();
        boolean cut = step != null && from.plus(step).isBefore(end);
        Instant to = cut && step != null ? from.plus(step) : end;
        return new CursorWindow(from.toString(), (to.isBefore(from) ? from : to).toString(), end.toString(), cut);
    }

    private static CursorWindow local(CursorRule rule, LocalDateTime from, Instant now, ZoneId zone) {
        LocalDateTime end = LocalDateTime.ofInstant(now.minus(rule.holdBack()), zone);
        Duration step = rule.step();
        boolean cut = step != null && from.plus(step).isBefore(end);
        LocalDateTime to = cut && step != null ? from.plus(step) : end;
        return new CursorWindow(written(from), written(to.isBefore(from) ? from : to), written(end), cut);
    }

    /** With its seconds, also when they are zero: partners refuse a time without them. */
    private static String written(LocalDateTime time) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
    }

    private static CursorWindow date(CursorRule rule, LocalDate from, Instant now, ZoneId zone) {
        LocalDate end = now.minus(rule.holdBack()).atZone(zone).toLocalDate();
        Duration step = rule.step();
        LocalDate to = step == null ? end : from.plus(Period.ofDays((int) Math.max(1, days(step))));
        boolean cut = step != null && to.isBefore(end);
        LocalDate last = cut ? to : end;
        return new CursorWindow(from.toString(), (last.isBefore(from) ? from : last).toString(), end.toString(), cut);
    }

    private static CursorWindow integer(CursorRule rule, String value, int lookback, int empty) {
        BigDecimal from = new BigDecimal(value).subtract(BigDecimal.valueOf(lookback));
        if (rule.stepBy() == 0) {
            return new CursorWindow(from.toPlainString(), null, null, false);
        }
        long width = (long) rule.stepBy() << Math.min(empty, WIDEST);
        return new CursorWindow(
                from.toPlainString(), from.add(BigDecimal.valueOf(width)).toPlainString(), null, true);
    }

    private static long days(Duration duration) {
        return duration.plusDays(1).minusNanos(1).toDays();
    }

    private static String first(CursorRule rule, String type) {
        if (!rule.start().equals("epoch") && !rule.start().isEmpty()) {
            return rule.start();
        }
        return switch (type) {
            case "int" -> "0";
            case "text" -> "";
            case "date" -> "1970-01-01";
            case "local_datetime" -> "1970-01-01T00:00:00";
            default -> Instant.EPOCH.toString();
        };
    }
}
