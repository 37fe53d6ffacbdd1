package io.tillbridge.connector.language;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.connector.Budget;
import io.tillbridge.platform.YamlText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how often a client may be called. */
final class BudgetReader {

    private static final Pattern RATE = Pattern.compile("([1-9][0-9]{0,8})/(s|min|h|d)");
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,6})?)(%?)");
    private static final Map<String, Duration> PERIODS = Map.of(
            "s",
            Duration.ofSeconds(1),
            "min",
            Duration.ofMinutes(1),
            "h",
            Duration.ofHours(1),
            "d",
            Duration.ofDays(1));
    private static final Budget.Reserve NOTHING = new Budget.Reserve(BigDecimal.ZERO, false);

    private BudgetReader() {}

    static @Nullable Budget read(Section client) {
        Section budget = client.optional("budget");
        String kind = budget == null
                ? null
                : budget.word("kind", ConditionReader.words("fixed", "window", "bucket_from_response", "headers"));
        if (budget == null || kind == null) {
            return null;
        }
        int concurrency = budget.integer("concurrency", 0, 1, 1000);
        String share = share(budget);
        Budget read = switch (kind) {
            case "fixed" -> fixed(budget, concurrency, share);
            case "window" -> window(budget, concurrency, share);
            case "headers" -> headers(budget, concurrency, share);
            default -> bucket(budget, concurrency, share);
        };
        budget.close();
        return read;
    }

    private static @Nullable Budget fixed(Section budget, int concurrency, @Nullable String share) {
        String rate = budget.text("rate", "calls per period such as 10/s");
        Matcher parts = RATE.matcher(rate);
        if (!parts.matches()) {
            if (!rate.isEmpty()) {
                budget.placeOf("rate")
                        .problem("wrong_type", "'" + rate + "'", "calls per s, min, h or d", "write it like 10/s");
            }
            return null;
        }
        return new Budget.Fixed(
                Long.parseLong(parts.group(1)),
                PERIODS.getOrDefault(parts.group(2), Duration.ofSeconds(1)),
                concurrency,
                share);
    }

    private static Budget window(Section budget, int concurrency, @Nullable String share) {
        if (!budget.has("limit")) {
            budget.missing("limit", "a number of calls");
        }
        if (!budget.has("per")) {
            budget.missing("per", "a duration such as PT1M");
        }
        int limit = budget.integer("limit", 1, 1, 999_999_999);
        Duration per = budget.duration("per", Duration.ofSeconds(1));
        if (per.isZero()) {
            budget.placeOf("per").problem("wrong_type", "'" + per + "'", "a duration above zero", "write it like PT1M");
        }
        return new Budget.Window(limit, per, concurrency, share);
    }

    private static Budget bucket(Section budget, int concurrency, @Nullable String share) {
        JsonPointer available = budget.pointer("available");
        JsonPointer restore = budget.pointer("restorePerSecond");
        Budget.Reserve reserve = amount(budget, "reserve", true);
        Budget.Reserve maximum = amount(budget, "maximum", false);
        return new Budget.BucketFromResponse(
                available,
                restore,
                reserve == null ? NOTHING : reserve,
                maximum == null ? null : maximum.amount(),
                concurrency,
                share);
    }

    private static Budget headers(Section budget, int concurrency, @Nullable String share) {
        Budget.Reset semantics =
                budget.word("semantics", Map.of("seconds", Budget.Reset.SECONDS, "epoch", Budget.Reset.EPOCH));
        return new Budget.Headers(
                budget.text("limit", "a header's name"),
                budget.text("remaining", "a header's name"),
                budget.text("reset", "a header's name"),
                semantics == null ? Budget.Reset.SECONDS : semantics,
                concurrency,
                share);
    }

    private static Budget.@Nullable Reserve amount(Section budget, String key, boolean percentToo) {
        String text = budget.optionalText(key);
        if (text == null) {
            return null;
        }
        Matcher parts = AMOUNT.matcher(text);
        if (parts.matches()) {
            boolean percent = parts.group(2).equals("%");
            BigDecimal amount = new BigDecimal(parts.group(1));
            if (!percent || (percentToo && amount.compareTo(BigDecimal.valueOf(100)) < 0)) {
                return new Budget.Reserve(amount, percent);
            }
        }
        budget.placeOf(key)
                .problem(
                        "wrong_type",
                        "'" + text + "'",
                        percentToo ? "a number, or a percentage below 100" : "a number",
                        percentToo ? "write it like 100 or 10%" : "write it like 1000");
        return null;
    }

    /** What connections that share a budget have in common. */
    private static @Nullable String share(Section budget) {
        List<String> values = new ArrayList<>();
        for (YamlText text : budget.texts("scope")) {
            String name = text.value();
            if (!name.matches("(settings|lets)\\.[A-Za-z0-9_]+")) {
                text.problem(
                        "placeholder_out_of_scope",
                        "'" + name + "'",
                        "a value of [lets, settings]",
                        "write it like settings.realmId");
                continue;
            }
            String value = Placeholders.template("$(" + name + ")", text.place(), Roots.NONE, budget.reading())
                    .toString();
            values.add(name + "=" + value);
        }
        return values.isEmpty() ? null : String.join(" ", values);
    }
}
