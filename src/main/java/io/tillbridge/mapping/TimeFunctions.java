package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions of times. */
final class TimeFunctions {

    static final Map<String, CellFunction.Factory> ALL = Map.of(
            "at_zone", TimeFunctions::atZone,
            "parse", TimeFunctions::parse,
            "business_date", TimeFunctions::businessDate);

    private TimeFunctions() {}

    /** An instant as the local date and time of a zone; without an argument of the connection's. */
    private static CellFunction atZone(Arguments arguments) {
        Operand zone = arguments.operand("zone");
        return (value, scope) -> TextNode.valueOf(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                TimeTyping.instantOf(value).atZone(zone(zone, scope))));
    }

    /** The trading day of an instant: the local date, before {@code cutover} the day before. */
    private static CellFunction businessDate(Arguments arguments) {
        Operand zone = arguments.operand("zone");
        LocalTime cutover = cutover(arguments);
        return (value, scope) -> {
            LocalDateTime local =
                    TimeTyping.instantOf(value).atZone(zone(zone, scope)).toLocalDateTime();
            LocalDate day = local.toLocalDate();
            // By the wall clock, so that the hour that clocks repeat or skip moves no sale to another day
            return TextNode.valueOf((local.toLocalTime().isBefore(cutover) ? day.minusDays(1) : day).toString());
        };
    }

    private static LocalTime cutover(Arguments arguments) {
        String text = arguments.text("cutover", "00:00");
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            arguments.problem("cutover " + text, "a time", "write cutover=04:00");
            return LocalTime.MIDNIGHT;
        }
    }

    private static ZoneId zone(@Nullable Operand zone, Scope scope) {
        return zone == null ? scope.input().connection().timezone() : TimeTyping.zoneOf(zone.read(scope));
    }

    /**
     * Reads a time of another shape: {@code parse('dd.MM.uuuu HH:mm')}, a pattern of java.time's DateTimeFormatter, or one
     * of {@code epoch_seconds}, {@code epoch_millis}, {@code rfc1123} and {@code json_date} ({@code
     * /Date(1518685950940+0000)/}). Gives an instant, a local date and time, or a date, as the pattern has them.
     */
    private static CellFunction parse(Arguments arguments) {
        String format = arguments.text("format");
        return switch (format) {
            case "epoch_seconds" -> (value, scope) -> epoch(value, BigDecimal.valueOf(1_000_000_000));
            case "epoch_millis" -> (value, scope) -> epoch(value, BigDecimal.valueOf(1_000_000));
            case "json_date" -> (value, scope) -> jsonDate(value);
            case "rfc1123" -> (value, scope) -> parsed(value, DateTimeFormatter.RFC_1123_DATE_TIME, format);
            default -> {
                DateTimeFormatter formatter = formatter(arguments, format);
                yield (value, scope) -> parsed(value, formatter, format);
            }
        };
    }

    private static DateTimeFormatter formatter(Arguments arguments, String pattern) {
        try {
            // yyyy is the year of an era, which strict parsing refuses without one
            return DateTimeFormatter.ofPattern(pattern.replace("yyyy", "uuuu"), Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT);
        } catch (IllegalArgumentException e) {
            arguments.problem("pattern " + pattern, "a pattern of DateTimeFormatter", String.valueOf(e.getMessage()));
            return DateTimeFormatter.ISO_INSTANT;
        }
    }

    private static JsonNode parsed(JsonNode value, DateTimeFormatter formatter, String format) {
        try {
            TemporalAccessor found = formatter.parseBest(
                    TextFunctions.textOf(value), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            return TextNode.valueOf(
                    found instanceof OffsetDateTime time ? time.toInstant().toString() : textOf(found));
        } catch (DateTimeException e) {
            throw Stop.because("not_a_time", value, "a time of the shape " + format);
        }
    }

    private static String textOf(TemporalAccessor time) {
        return time instanceof LocalDateTime local
                ? DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(local)
                : DateTimeFormatter.ISO_LOCAL_DATE.format(time);
    }

    private static JsonNode epoch(JsonNode value, BigDecimal nanos) {
        try {
            BigDecimal exact = NumberTyping.number(value).multiply(nanos);
            BigDecimal[] parts = exact.divideAndRemainder(BigDecimal.valueOf(1_000_000_000));
            return TextNode.valueOf(Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact())
                    .toString());
        } catch (DateTimeException | ArithmeticException e) {
            throw Stop.because("not_a_time", value, "a count since 1970-01-01T00:00:00Z");
        }
    }

    private static JsonNode jsonDate(JsonNode value) {
        String text = TextFunctions.textOf(value);
        int open = text.indexOf('(');
        int end = open + 1;
        while (open >= 0 && end < text.length() && (Character.isDigit(text.charAt(end)) || end == open + 1)) {
            end++;
        }
        try {
            long millis = Long.parseLong(text.substring(open + 1, end));
            return TextNode.valueOf(
                    Instant.EPOCH.plus(Duration.ofMillis(millis)).toString());
        } catch (NumberFormatException | ArithmeticException e) {
            throw Stop.because("not_a_time", value, "/Date(milliseconds+0000)/");
        }
    }
}
