package io.tillbridge.partner;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.Budget;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a partner told of its limit.
 *
 * @param available points or calls left
 * @param restore points that come back in a second; null of a quota
 * @param limit calls of a whole period; null when not told
 * @param resetsIn until the quota is whole again; null when not told
 * @param outstanding permits of this caller that are not in the reading yet
 * @param granted what {@link BudgetGrant#granted} was when the caller was granted something last
 */
record BudgetReading(
        BigDecimal available,
        @Nullable BigDecimal restore,
        @Nullable BigDecimal limit,
        @Nullable Duration resetsIn,
        int outstanding,
        long granted) {

    private static final Pattern NUMBER = Pattern.compile("\\s*(\\d{1,15}(?:\\.\\d{1,9})?).*");

    /** What an answer tells of a budget; null when it tells nothing that can be understood. */
    static @Nullable BudgetReading of(
            @Nullable Budget budget, Received received, int outstanding, long granted, Clock clock) {
        if (budget instanceof Budget.BucketFromResponse bucket) {
            BigDecimal available = number(received.json().at(bucket.available()));
            BigDecimal restore = number(received.json().at(bucket.restorePerSecond()));
            return available == null ? null : new BudgetReading(available, restore, null, null, outstanding, granted);
        }
        if (budget instanceof Budget.Headers headers) {
            BigDecimal remaining = number(received, headers.remaining());
            return remaining == null
                    ? null
                    : new BudgetReading(
                            remaining,
                            null,
                            number(received, headers.limit()),
                            resetsIn(headers, received, clock),
                            outstanding,
                            granted);
        }
        return null;
    }

    private static @Nullable BigDecimal number(JsonNode node) {
        return node.isNumber() && node.decimalValue().signum() >= 0 ? node.decimalValue() : null;
    }

    private static @Nullable BigDecimal number(Received received, String header) {
        String text = received.headers().get(header.toLowerCase(Locale.ROOT));
        Matcher number = text == null ? null : NUMBER.matcher(text);
        return number != null && number.matches() ? new BigDecimal(number.group(1)) : null;
    }

    private static @Nullable Duration resetsIn(Budget.Headers headers, Received received, Clock clock) {
        BigDecimal reset = number(received, headers.reset());
        if (reset == null) {
            return null;
        }
        Duration told = Duration.ofMillis(reset.movePointRight(3).longValue());
        if (headers.semantics() == Budget.Reset.SECONDS) {
            return told;
        }
        Duration left = Duration.between(partnersTime(received, clock), Instant.ofEpochMilli(told.toMillis()));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** By the partner's own clock, since the moment it names is by that too. */
    private static Instant partnersTime(Received received, Clock clock) {
        String date = received.headers().get("date");
        if (date != null) {
            try {
                return ZonedDateTime.parse(date.trim(), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
            } catch (DateTimeParseException e) {
                // the node's clock then, which may differ
            }
        }
        return clock.instant();
    }
}
