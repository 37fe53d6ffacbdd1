package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.rehearsal.Report;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** A diff as people read it: rows first, then what became of documents. */
final class DiffText {

    private DiffText() {}

    static void print(JsonNode rows, Report report, PrintWriter out) {
        out.println(rows.isEmpty() ? "no row differs" : rows.size() + " row(s) differ:");
        rows.forEach(row -> out.printf(
                "  %-8s %s%n%s%s",
                row.path("change").asText(),
                row.path("row").asText(),
                columns("was", row.get("before")),
                columns("is", row.get("after"))));
        print(report, out);
    }

    static void print(Report report, PrintWriter out) {
        out.println(report.documents() + " document(s) compared, " + report.differing() + " differ");
        for (Report.Outcome one : report.outcomes()) {
            out.printf("  %-10s -> %-10s %8d%n", one.from(), one.to(), one.documents());
        }
        if (!report.fields().isEmpty()) {
            out.printf("%-40s %8s %8s %8s%n", "field", "changed", "appeared", "vanished");
        }
        for (Report.Field field : report.fields()) {
            out.printf(
                    "%-40s %8d %8d %8d  %s%n",
                    field.path(), field.changed(), field.appeared(), field.vanished(), money(field));
            field.examples().stream()
                    .limit(2)
                    .forEach(one -> out.println(
                            "    " + one.document() + " " + one.path() + ": " + one.before() + " -> " + one.after()));
        }
        report.money()
                .forEach(one -> out.println("largest difference in " + one.currency() + ": " + one.largest() + " at "
                        + one.field() + " of " + one.document()));
        groups("newly failing", report.newlyFailing(), out);
        groups("newly passing", report.newlyPassing(), out);
        groups("failing otherwise", report.failingOtherwise(), out);
        groups("newly held", report.newlyHeld(), out);
        groups("no longer held", report.noLongerHeld(), out);
        groups("newly warning", report.newlyWarning(), out);
        groups("no longer warning", report.noLongerWarning(), out);
        groups("untouched: no version was asked", report.untouched(), out);
        groups("unreadable", report.unreadable(), out);
    }

    private static String columns(String word, JsonNode columns) {
        return columns == null || columns.isNull() ? "" : "      %-3s %s%n".formatted(word, columns);
    }

    private static String money(Report.Field field) {
        return field.money().stream()
                .map(one -> "largest " + one.largest() + ", net " + one.net() + " " + one.currency())
                .collect(Collectors.joining("; "));
    }

    private static void groups(String title, List<Report.Group> groups, PrintWriter out) {
        if (groups.isEmpty()) {
            return;
        }
        out.println(title + ":");
        groups.forEach(one -> out.printf(
                "%8d %s%s, such as %s%n",
                one.documents(),
                one.code(),
                one.at().isEmpty() ? "" : " at " + one.at(),
                String.join(
                        ", ",
                        one.examples().subList(0, Math.min(2, one.examples().size())))));
    }
}
