package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.canonical.IsoTimes;
import io.tillbridge.mapping.value.Instants;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The cells that are times. Instants are written in UTC with {@code Z}, fractions only where there are any. */
final class TimeTyping {

    private static final ConcurrentMap<String, ZoneId> ZONES = new ConcurrentHashMap<>();

    private TimeTyping() {}

    /** A text with an offset. */
    static JsonNode instant(JsonNode value) {
        String text = IsoTimes.text(instantOf(value));
        return text.equals(value.textValue()) ? value : TextNode.valueOf(text);
    }

    /** The instant that a text with an offset names. */
    static Instant instantOf(JsonNode value) {
        Instant instant = value.isTextual() ? Instants.parse(value.textValue()) : null;
        if (instant == null) {
            throw Stop.because(
                    "not_an_instant",
                    value,
                    "a date and time with an offset, such as 2026-05-01T10:00:00Z; use type local_datetime with a zone, or"
                            + " parse(...)");
        }
        return instant;
    }

    /** A text without an offset, in the row's zone, else the connection's. */
    static JsonNode localDateTime(JsonNode value, CellFormat format, Scope scope) {
        LocalDateTime local = value.isTextual() ? Instants.parseLocal(value.textValue()) : null;
        if (local == null) {
            throw Stop.because(
                    "not_a_local_datetime", value, "a date and time without an offset; use type instant if it has one");
        }
        ZoneId zone = format.zone() == null
                ? scope.input().connection().timezone()
                : zoneOf(format.zone().read(scope));
        return TextNode.valueOf(
                local.toInstant(offset(local, zone, format, value)).toString());
    }

    /** A date {@code yyyy-MM-dd}. */
    static JsonNode date(JsonNode value) {
        if (value.isTextual() && value.textValue().length() == 10 && IsoTimes.isDay(value.textValue())) {
            return value;
        }
        throw Stop.because("not_a_date", value, "a date such as 2026-05-01; use parse(...) or business_date(...)");
    }

    /** A time zone of the tz database. */
    static JsonNode zone(JsonNode value) {
        ZoneId zone = zoneOf(value);
        return value.isTextual() ? value : TextNode.valueOf(zone.getId());
    }

    /** The zone a text names. */
    static ZoneId zoneOf(JsonNode value) {
        if (value.isTextual()) {
            ZoneId known = ZONES.get(value.textValue());
            if (known != null) {
                return known;
            }
            try {
                ZoneId zone = ZoneId.of(value.textValue());
                if (ZONES.size() < 1000) {
                    ZONES.put(value.textValue(), zone);
                }
                return zone;
            } catch (DateTimeException e) {
                // said below
            }
        }
        throw Stop.because("not_a_timezone", value, "a zone of the tz database, such as Europe/Berlin");
    }

    /** Earlier and later are said of the instants: of the two that a gap or an overlap allows. */
    private static ZoneOffset offset(LocalDateTime local, ZoneId zone, CellFormat format, JsonNode value) {
        ZoneRules rules = zone.getRules();
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        if (offsets.size() == 1) {
            return offsets.get(0);
        }
        boolean gap = offsets.isEmpty();
        CellFormat.Clash clash = gap ? format.gap() : format.overlap();
        ZoneOffsetTransition transition = rules.getTransition(local);
        return switch (clash) {
            // Taken with the offset after a gap the instant lies earlier, with the one before it later
            case EARLIER -> gap ? transition.getOffsetAfter() : transition.getOffsetBefore();
            case LATER -> gap ? transition.getOffsetBefore() : transition.getOffsetAfter();
            case ERROR ->
                throw Stop.because(
                        gap ? "time_in_gap" : "time_in_overlap",
                        value,
                        "a time that " + zone + " shows once; say gap: or overlap: earlier or later");
        };
    }
}
