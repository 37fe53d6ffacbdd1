package io.tillbridge.reconciliation;

import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.posting.DriftConflicts;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What of a run is a person's to look into, as conflicts. Pure. */
final class RunConflicts {

    private RunConflicts() {}

    /**
     * Confirmed drifts, also those that are about to be corrected, since a correction may still leave one alone; none of a run
     * that is stopped, which is one matter and not hundreds.
     */
    static List<DriftConflicts.Confirmed> confirmed(RunReport report) {
        if (report.stopped() != null) {
            return List.of();
        }
        return report.found().stream()
                .filter(found -> found.judged().as() == DriftClass.CONFIRMED)
                .map(found ->
                        new DriftConflicts.Confirmed(found.judged().compared().key(), detail(report, found)))
                .toList();
    }

    /**
     * Figures that are no confirmed drift any more: in order, seen anew or to the other side, missing, gone, or stale.
     *
     * @param before figures that earlier runs saw
     */
    static List<StockKey> over(RunReport report, Set<StockKey> before) {
        Set<StockKey> over = new TreeSet<>(before);
        report.found().stream()
                .filter(found -> found.judged().as() == DriftClass.CONFIRMED)
                .forEach(found -> over.remove(found.judged().compared().key()));
        return List.copyOf(over);
    }

    /** Why the run is stopped, as JSON; null: it is not. */
    static @Nullable String stopped(RunReport report) {
        RunTotals totals = report.totals();
        return report.stopped() == null
                ? null
                : ExactJson.nodes()
                        .objectNode()
                        .put("connection", report.connection())
                        .put("limit", report.stopped())
                        .put("confirmed", totals.confirmed())
                        .put("items", totals.items())
                        .put("driftUnits", PlainDecimal.text(totals.driftUnits()))
                        .put("bookedUnits", PlainDecimal.text(totals.bookedUnits()))
                        .toString();
    }

    private static String detail(RunReport report, Found found) {
        Judged judged = found.judged();
        Compared compared = judged.compared();
        Outcome outcome = found.outcome();
        Causes.Guess guess = found.guess();
        return ExactJson.nodes()
                .objectNode()
                .put("connection", report.connection())
                .put("told", text(compared.told()))
                .put("toldAt", String.valueOf(compared.toldAt()))
                .put("booked", text(compared.booked()))
                .put("drift", text(judged.drift()))
                .put("outcome", outcome == null ? null : outcome.word())
                .put("cause", guess == null ? null : guess.cause().word())
                .toString();
    }

    private static @Nullable String text(@Nullable BigDecimal number) {
        return number == null ? null : PlainDecimal.text(number);
    }
}
