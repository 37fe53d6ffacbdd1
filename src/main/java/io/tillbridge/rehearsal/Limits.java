package io.tillbridge.rehearsal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a report may have at most, as {@code --fail-on changed=0,money=0.00} says it.
 *
 * @param most by rule
 */
public record Limits(Map<String, BigDecimal> most) {

    private static final Map<String, Function<Report, BigDecimal>> RULES = rules();
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,10})?");

    public Limits {
        most = new LinkedHashMap<>(most);
    }

    private static Map<String, Function<Report, BigDecimal>> rules() {
        Map<String, Function<Report, BigDecimal>> rules = new LinkedHashMap<>();
        rules.put("changed", report -> BigDecimal.valueOf(report.differing()));
        rules.put("fields", report -> BigDecimal.valueOf(report.fields().size()));
        rules.put("newly_failing", report -> documents(report.newlyFailing()));
        rules.put("newly_passing", report -> documents(report.newlyPassing()));
        rules.put("failing_otherwise", report -> documents(report.failingOtherwise()));
        rules.put("newly_held", report -> documents(report.newlyHeld()));
        rules.put("no_longer_held", report -> documents(report.noLongerHeld()));
        rules.put("newly_warning", report -> documents(report.newlyWarning()));
        rules.put("no_longer_warning", report -> documents(report.noLongerWarning()));
        rules.put("unreadable", report -> documents(report.unreadable()));
        rules.put(
                "money",
                report -> report.money().stream()
                        .map(one -> new BigDecimal(one.largest()).abs())
                        .reduce(BigDecimal.ZERO, BigDecimal::max));
        return rules;
    }

    /**
     * Reads rules.
     *
     * @throws IllegalArgumentException when a rule is unknown or its limit no number; the message says which there are
     */
    public static Limits parse(String text) {
        Map<String, BigDecimal> most = new LinkedHashMap<>();
        for (String rule : text.split(",", -1)) {
            int equals = rule.indexOf('=');
            String name = equals < 0 ? rule.strip() : rule.substring(0, equals).strip();
            String limit = equals < 0 ? "" : rule.substring(equals + 1).strip();
            if (!RULES.containsKey(name) || !NUMBER.matcher(limit).matches()) {
                throw new IllegalArgumentException("'" + rule.strip()
                        + "' is no rule; write NAME=MOST, such as changed=0, with the names "
                        + String.join(", ", RULES.keySet()));
            }
            most.put(name, new BigDecimal(limit));
        }
        return new Limits(most);
    }

    /** What the report has more of than it may, a line each; a report over nothing holds no promise and is one too. */
    public List<String> exceeded(Report report) {
        List<String> exceeded = new ArrayList<>();
        if (report.documents() == 0) {
            exceeded.add("no document was compared, so that nothing is shown by it");
        }
        most.forEach((rule, limit) -> {
            BigDecimal found = RULES.getOrDefault(rule, one -> BigDecimal.ZERO).apply(report);
            if (found.compareTo(limit) > 0) {
                exceeded.add(rule + " is " + found.toPlainString() + ", at most " + limit.toPlainString());
            }
        });
        return exceeded;
    }

    private static BigDecimal documents(List<Report.Group> groups) {
        return BigDecimal.valueOf(
                groups.stream().mapToLong(Report.Group::documents).sum());
    }
}
