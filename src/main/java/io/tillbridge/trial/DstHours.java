package io.tillbridge.trial;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hours of a zone in which local times come twice, or never. */
record DstHours(List<Hour> hours) {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ISO_LOCAL_DATE_TIME;

    /**
     * One moment within such an hour.
     *
     * @param local as a clock on the wall shows it
     */
    record Hour(String name, Instant instant, LocalDateTime local) {

        /** The text of this moment in place of another time; null when the text is no time. */
        @Nullable
        String instead(String text) {
            try {
                OffsetDateTime was = OffsetDateTime.parse(text);
                return was.getOffset().equals(ZoneOffset.UTC)
                        ? instant.toString()
                        : instant.atOffset(was.getOffset()).toString();
            } catch (DateTimeParseException noInstant) {
                return local(text);
            }
        }

        private @Nullable String local(String text) {
            try {
                LocalDateTime.parse(text, LOCAL);
                return LOCAL.format(local);
            } catch (DateTimeParseException noTime) {
                return null;
            }
        }

        /** Whether a mapping may refuse a local time that has no or two meanings here. */
        boolean mayRefuse(String code) {
            return code.contains("gap") || code.contains("overlap") || code.contains("local");
        }
    }

    /** The next such hours after the beginning of 2026; none in a zone whose clocks never change. */
    static DstHours of(ZoneId zone) {
        ZoneRules rules = zone.getRules();
        List<Hour> hours = new ArrayList<>();
        Instant from = Instant.parse("2026-01-01T00:00:00Z");
        for (int i = 0; i < 2; i++) {
            ZoneOffsetTransition change = rules.nextTransition(from);
            if (change == null) {
                break;
            }
            from = change.getInstant();
            Duration half = change.getDuration().abs().dividedBy(2);
            if (change.isOverlap()) {
                LocalDateTime local = change.getDateTimeAfter().plus(half);
                hours.add(new Hour("in the first of two equal hours", from.minus(half), local));
                hours.add(new Hour("in the second of two equal hours", from.plus(half), local));
            } else {
                hours.add(new Hour(
                        "after the hour that never comes",
                        from.plus(half),
                        change.getDateTimeBefore().plus(half)));
            }
        }
        return new DstHours(hours);
    }
}
