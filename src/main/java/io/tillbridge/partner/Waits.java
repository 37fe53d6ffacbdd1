package io.tillbridge.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a wait that stands in a body. */
final class Waits {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    private Waits() {}

    /** A number of units, as a number or as text, rounded up to a millisecond; empty for anything else. */
    static Optional<Duration> told(JsonNode place, ChronoUnit unit) {
        String text = place.asText("").trim();
        if (!NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis(new BigDecimal(text)
                .multiply(BigDecimal.valueOf(unit.getDuration().toMillis()))
                .setScale(0, RoundingMode.CEILING)
                .longValueExact()));
    }
}
