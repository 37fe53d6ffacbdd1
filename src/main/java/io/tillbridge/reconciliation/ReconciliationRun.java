package io.tillbridge.reconciliation;

import io.tillbridge.canonical.PlainDecimal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run found; counts are of figures, one for each item and location.
 *
 * @param dry nothing was kept and nothing corrected
 * @param items compared: both sides known and young enough
 * @param correctable of the confirmed
 * @param stopped what was too much in it, {@code items} or {@code units}; null: it is not stopped
 * @param differing the first figures that differ or are missing
 */
public record ReconciliationRun(
        String connection,
        Instant startedAt,
        boolean dry,
        long items,
        long inOrder,
        long firstSeen,
        long confirmed,
        long stale,
        long missing,
        long correctable,
        long corrected,
        String bookedUnits,
        String driftUnits,
        @Nullable String stopped,
        List<Differing> differing) {

    /**
     * A figure that differs, or that one side does not know.
     *
     * @param state transient, confirmed or missing
     * @param told by the system; null: it says nothing of it
     * @param booked in the books then; null: they do not know the item there
     * @param outcome of a confirmed one: correct, or why not
     */
    public record Differing(
            String sku,
            String location,
            String state,
            @Nullable String told,
            @Nullable String booked,
            @Nullable String drift,
            @Nullable String outcome,
            @Nullable String cause) {

        private static Differing of(Found found) {
            Judged judged = found.judged();
            Compared compared = judged.compared();
            Outcome outcome = found.outcome();
            Causes.Guess guess = found.guess();
            return new Differing(
                    compared.key().sku(),
                    compared.key().location(),
                    judged.as().word(),
                    text(compared.told()),
                    text(compared.booked()),
                    text(judged.drift()),
                    outcome == null ? null : outcome.word(),
                    guess == null ? null : guess.cause().word());
        }
    }

    static ReconciliationRun of(RunReport report, boolean dry, int listed) {
        RunTotals totals = report.totals();
        return new ReconciliationRun(
                report.connection(),
                report.startedAt(),
                dry,
                totals.items(),
                totals.of(DriftClass.OK),
                totals.of(DriftClass.TRANSIENT),
                totals.confirmed(),
                totals.of(DriftClass.STALE),
                totals.of(DriftClass.MISSING),
                report.correctable(),
                report.corrected(),
                PlainDecimal.text(totals.bookedUnits()),
                PlainDecimal.text(totals.driftUnits()),
                report.stopped(),
                report.found().stream().limit(listed).map(Differing::of).toList());
    }

    private static @Nullable String text(@Nullable BigDecimal number) {
        return number == null ? null : PlainDecimal.text(number);
    }
}
