package io.tillbridge.trial;

import io.tillbridge.trial.CheckResult.Verdict;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reports as a Markdown table: one row per flow, one column per check. */
public final class SuiteTable {

    private SuiteTable() {}

    /** The table, and below it what was waived. */
    public static String markdown(List<StandardSuite.Report> reports) {
        StringBuilder text = new StringBuilder("| connector | flow |");
        for (Check check : Check.values()) {
            text.append(' ').append(check.title()).append(" |");
        }
        text.append("\n|---|---|").append(":-:|".repeat(Check.values().length)).append('\n');
        for (StandardSuite.Report report : reports) {
            Set<String> flows = new LinkedHashSet<>();
            report.results().forEach(result -> flows.add(result.flow()));
            for (String flow : flows) {
                text.append("| ")
                        .append(report.connector())
                        .append(" | ")
                        .append(flow)
                        .append(" |");
                for (Check check : Check.values()) {
                    text.append(' ').append(cell(report, flow, check)).append(" |");
                }
                text.append('\n');
            }
        }
        waivers(reports, text);
        return text.toString();
    }

    private static String cell(StandardSuite.Report report, String flow, Check check) {
        return report.results().stream()
                .filter(result -> result.flow().equals(flow) && result.check() == check)
                .max(Comparator.comparingInt(result -> weight(result.verdict())))
                .map(result -> sign(result.verdict()))
                .orElse("-");
    }

    private static int weight(Verdict verdict) {
        return switch (verdict) {
            case NOT_APPLICABLE -> 0;
            case NOT_RUN -> 1;
            case PASSED -> 2;
            case WAIVED -> 3;
            case FAILED -> 4;
        };
    }

    private static String sign(Verdict verdict) {
        return switch (verdict) {
            case NOT_APPLICABLE -> "-";
            case NOT_RUN -> "not run";
            case PASSED -> "yes";
            case WAIVED -> "waived";
            case FAILED -> "NO";
        };
    }

    private static void waivers(List<StandardSuite.Report> reports, StringBuilder text) {
        for (StandardSuite.Report report : reports) {
            report.results().stream()
                    .filter(result -> result.verdict() == Verdict.WAIVED)
                    .forEach(result -> text.append("\n* Waived: ")
                            .append(report.connector())
                            .append(' ')
                            .append(result.flow())
                            .append(", ")
                            .append(result.check().title())
                            .append(": ")
                            .append(result.why()));
        }
    }
}
