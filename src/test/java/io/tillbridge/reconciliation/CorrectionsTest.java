package io.tillbridge.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which drifts are corrected without a person, and when a run is stopped; the numbers are those of section 1.12. */
class CorrectionsTest {

    /** Beside {@code in order} items of ten each. */
    private static RunTotals totals(int inOrder, List<Judged> judged) {
        RunTotals totals = new RunTotals();
        for (int n = 0; n < inOrder; n++) {
            totals.add(Pairs.judged(Pairs.of("I" + n, "A", "10", "10", "1", InFlight.NONE), null), Pairs.NOW);
        }
        judged.forEach(one -> totals.add(one, Pairs.NOW));
        return totals;
    }

    private static Outcome alone(Judged judged, Figure figure, @Nullable String source) {
        Map<StockKey, Outcome> outcomes = Corrections.USUAL.of(
                List.of(judged), totals(200, List.of(judged)), "wms", figure, location -> source, false);
        return outcomes.values().iterator().next();
    }

    private static List<Judged> confirmed(int count) {
        List<Judged> judged = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            judged.add(Pairs.confirmed("D" + n, "9", "10", "1"));
        }
        return judged;
    }

    private static @Nullable String trips(int inOrder, List<Judged> judged) {
        return Breaker.USUAL.trips(totals(inOrder, judged));
    }

    @Test
    void atMostThreeUnitsWorthFiftyAreCorrectedWhereTheConnectionsWordCounts() {
        assertThat(alone(Pairs.confirmed("T", "7", "10", "10"), Figure.SELLABLE, "wms"))
                .isEqualTo(Outcome.CORRECT);
        assertThat(alone(Pairs.confirmed("T", "6", "10", "10"), Figure.SELLABLE, "wms"))
                .isEqualTo(Outcome.TOO_MANY_UNITS);
        assertThat(alone(Pairs.confirmed("T", "12", "10", "25"), Figure.SELLABLE, "wms"))
                .as("fifty")
                .isEqualTo(Outcome.CORRECT);
        assertThat(alone(Pairs.confirmed("T", "12", "10", "25.01"), Figure.SELLABLE, "wms"))
                .isEqualTo(Outcome.TOO_MUCH_VALUE);
        assertThat(alone(Pairs.confirmed("T", "9", "10", null), Figure.SELLABLE, "wms"))
                .isEqualTo(Outcome.COST_UNKNOWN);
        assertThat(alone(Pairs.confirmed("T", "9", "10", "1"), Figure.SELLABLE, null))
                .isEqualTo(Outcome.OWNER_UNKNOWN);
        assertThat(alone(Pairs.confirmed("T", "9", "10", "1"), Figure.SELLABLE, "erp"))
                .isEqualTo(Outcome.NOT_THE_OWNER);
        assertThat(alone(Pairs.confirmed("T", "9", "10", "1"), Figure.EITHER, "wms"))
                .isEqualTo(Outcome.FIGURE_UNKNOWN);
    }

    @Test
    void lessThanOnePercentOfALocationsItemsAreCorrectedOrNone() {
        List<Judged> two = confirmed(2);
        assertThat(Corrections.USUAL
                        .of(two, totals(199, two), "wms", Figure.SELLABLE, location -> "wms", false)
                        .values())
                .containsOnly(Outcome.CORRECT);
        assertThat(Corrections.USUAL
                        .of(two, totals(198, two), "wms", Figure.SELLABLE, location -> "wms", false)
                        .values())
                .as("one in a hundred")
                .containsOnly(Outcome.TOO_MANY_ITEMS);
    }

    @Test
    void moreThanFivePercentOfTheItemsStopTheRun() {
        assertThat(trips(95, confirmed(5))).isNull();
        assertThat(trips(94, confirmed(6))).isEqualTo("items");
    }

    @Test
    void moreThanTwentyPercentOfTheUnitsStopTheRun() {
        assertThat(trips(39, List.of(Pairs.confirmed("T", "0", "100", "1"))))
                .as("100 of 490")
                .isEqualTo("units");
        assertThat(trips(40, List.of(Pairs.confirmed("T", "0", "100", "1"))))
                .as("100 of 500")
                .isNull();
    }

    @Test
    void nothingIsCorrectedInARunThatIsStopped() {
        List<Judged> one = confirmed(1);
        assertThat(Corrections.USUAL
                        .of(one, totals(200, one), "wms", Figure.SELLABLE, location -> "wms", true)
                        .values())
                .containsOnly(Outcome.STOPPED);
    }

    @Test
    void whatIsMissingIsInNoShare() {
        RunTotals totals = totals(1, List.of(Pairs.judged(Pairs.of("A", null, "100"), null)));
        assertThat(totals.items()).isEqualTo(1);
        assertThat(totals.bookedUnits()).isEqualByComparingTo("10");
        assertThat(totals.of(DriftClass.MISSING)).isEqualTo(1);
    }

    @Test
    void aCauseIsNamedWithWhatItIsGuessedFrom() {
        Judged dozen = Pairs.confirmed("T", "10", "120", "1");
        Evidence all = new Evidence(List.of(new BigDecimal(12)), 7L, "2026-11-21T10:00:00Z", 8L, 9L, 3);
        assertThat(Causes.of(dozen, all).cause()).isEqualTo(Cause.MAPPING);
        Judged less = Pairs.confirmed("T", "8", "10", "1");
        assertThat(Causes.of(less, all).cause()).isEqualTo(Cause.DUPLICATE);
        assertThat(Causes.of(less, new Evidence(List.of(), null, "2026-11-21T10:00:00Z", 8L, 9L, 3)))
                .isEqualTo(new Causes.Guess(Cause.COUNT, "counted at 2026-11-21T10:00:00Z"));
        assertThat(Causes.of(less, new Evidence(List.of(), null, null, 8L, 9L, 3))
                        .cause())
                .isEqualTo(Cause.MANUAL_EDIT);
        assertThat(Causes.of(less, new Evidence(List.of(), null, null, null, 9L, 3))
                        .cause())
                .isEqualTo(Cause.TIMING);
        assertThat(Causes.of(less, new Evidence(List.of(), null, null, null, null, 3))
                        .cause())
                .isEqualTo(Cause.LOST_EVENT);
        assertThat(Causes.of(less, Evidence.NONE)).isEqualTo(new Causes.Guess(Cause.UNKNOWN, ""));
    }
}
