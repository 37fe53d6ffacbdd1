package io.tillbridge.connector.language;

import io.tillbridge.connector.Budget;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how often a client may be called. */
final class BudgetReader {

    private static final Pattern RATE = Pattern.compile("([1-9][0-9]{0,8})/(s|min|h|d)");
    private static final Map<String, Duration> PERIODS = Map.of(
            "s",
            Duration.ofSeconds(1),
            "min",
            Duration.ofMinutes(1),
            "h",
            Duration.ofHours(1),
            "d",
            Duration.ofDays(1));

    private BudgetReader() {}

    static @Nullable Budget read(Section client) {
        Section budget = client.optional("budget");
        if (budget == null || budget.word("kind", ConditionReader.words("fixed")) == null) {
            return null;
        }
        String rate = budget.text("rate", "calls per period such as 10/s");
        int concurrency = budget.integer("concurrency", 0, 1, 1000);
        budget.close();
        Matcher parts = RATE.matcher(rate);
        if (!parts.matches()) {
            if (!rate.isEmpty()) {
                budget.placeOf("rate")
                        .problem("wrong_type", "'" + rate + "'", "calls per s, min, h or d", "write it like 10/s");
            }
            return null;
        }
        return new Budget(
                Long.parseLong(parts.group(1)),
                PERIODS.getOrDefault(parts.group(2), Duration.ofSeconds(1)),
                concurrency);
    }
}
