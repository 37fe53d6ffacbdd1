package io.tillbridge.posting;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.stock.CountLimits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of counts, {@code config/counts.yaml}.
 *
 * @param limits of differences that nobody looks at
 * @param rhythm how often an item of an ABC class is counted; {@code *}: every other item
 */
public record CountRules(CountLimits limits, Map<String, Duration> rhythm) {

    static final String FILE = "config/counts.yaml";

    private static final Duration OTHERWISE = Duration.ofDays(180);

    public CountRules {
        rhythm = Map.copyOf(rhythm);
    }

    /** How often an item of a class is counted. */
    public Duration every(@Nullable String abcClass) {
        Duration others = rhythm.getOrDefault("*", OTHERWISE);
        return abcClass == null ? others : rhythm.getOrDefault(abcClass, others);
    }

    /** The rules; without the file every count is posted. Problems are added to {@code problems}. */
    static CountRules read(HomeFiles home, Problems problems) {
        Map<String, Duration> rhythm = new TreeMap<>();
        if (!home.exists(FILE)) {
            return new CountRules(CountLimits.NONE, rhythm);
        }
        YamlMap document = YamlDocument.read(FILE, home.text(FILE), problems);
        if (document == null) {
            return new CountRules(CountLimits.NONE, rhythm);
        }
        YamlMap recount = document.map("recount");
        BigDecimal units = decimal(recount, "units");
        BigDecimal percent = decimal(recount, "percent");
        BigDecimal value = optional(recount, "value");
        recount.refuseUnread();
        YamlMap approve = document.optionalMap("approve");
        BigDecimal approveUnits = approve == null ? null : optional(approve, "units");
        BigDecimal approveValue = approve == null ? null : optional(approve, "value");
        if (approve != null) {
            approve.refuseUnread();
        }
        YamlMap every = document.map("rhythm");
        for (String abcClass : every.keys()) {
            Duration duration = every.duration(abcClass);
            if (duration != null && (duration.isZero() || duration.isNegative())) {
                every.placeOf(abcClass)
                        .problem("bad_duration", "'" + duration + "'", "more than zero", "write it like P30D");
            } else if (duration != null) {
                rhythm.put(abcClass, duration);
            }
        }
        document.refuseUnread();
        return new CountRules(new CountLimits(units, percent, value, approveUnits, approveValue), rhythm);
    }

    private static @Nullable BigDecimal optional(YamlMap map, String key) {
        return map.has(key) ? decimal(map, key) : null;
    }

    private static BigDecimal decimal(YamlMap map, String key) {
        String text = map.text(key);
        try {
            BigDecimal number = new BigDecimal(text);
            if (number.signum() >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below, like a negative figure.
        }
        map.placeOf(key).problem("bad_figure", "'" + text + "'", "a decimal, zero or more", "write a figure such as 2");
        return BigDecimal.ZERO;
    }
}
