package io.tillbridge.reconciliation;

import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.posting.DriftConflicts;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of a run is a person's to look into, as conflicts. Pure. */
final class Exceptions {

    private Exceptions() {}

    /** Confirmed drifts that nobody corrects; none of a run that is stopped, which is one matter and not hundreds. */
    static List<DriftConflicts.Confirmed> of(RunReport report, Mode mode) {
        if (report.stopped() != null) {
            return List.of();
        }
        return report.found().stream()
                .filter(found -> found.judged().as() == DriftClass.CONFIRMED)
                .filter(found -> mode != Mode.ON || found.outcome() != Outcome.CORRECT)
                .map(found ->
                        new DriftConflicts.Confirmed(found.judged().compared().key(), detail(report, found)))
                .toList();
    }

    /** Figures that were seen, and not as confirmed. */
    static List<StockKey> unconfirmed(RunReport report) {
        return report.found().stream()
                .filter(found -> found.judged().as() != DriftClass.CONFIRMED)
                .map(found -> found.judged().compared().key())
                .toList();
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
