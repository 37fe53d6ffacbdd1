package io.tillbridge.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How one figure is judged, with the numbers of the retail rules, section 1.12. */
class DriftTest {

    private static DriftClass first(@Nullable String abcClass, @Nullable String told, @Nullable String booked) {
        return Pairs.judged(Pairs.of(abcClass, told, booked), null).as();
    }

    private static @Nullable BigDecimal drift(Figure figure, String told, String booked, String claimed) {
        Terms terms = new Terms(figure, false, Pairs.LAG, Duration.ZERO, Duration.ofDays(1), Tolerances.USUAL);
        Compared compared = new Compared(
                new StockKey("TEE", "S1"),
                "A",
                new BigDecimal(told),
                Pairs.NOW,
                new BigDecimal(booked),
                true,
                new BigDecimal(claimed),
                InFlight.NONE,
                null,
                null);
        return new Drift(terms, Pairs.NOW, null).judge(compared, null).drift();
    }

    @Test
    void anItemOfClassAMayNotDifferOneOfBByOneAndOneOfCByTwoOrTwoPercent() {
        assertThat(first("A", "10", "10")).isEqualTo(DriftClass.OK);
        assertThat(first("A", "11", "10")).isEqualTo(DriftClass.TRANSIENT);
        assertThat(first("B", "11", "10")).isEqualTo(DriftClass.OK);
        assertThat(first("B", "8", "10")).isEqualTo(DriftClass.TRANSIENT);
        assertThat(first("C", "12", "10")).isEqualTo(DriftClass.OK);
        assertThat(first("C", "13", "10")).isEqualTo(DriftClass.TRANSIENT);
        assertThat(first("C", "980", "1000")).isEqualTo(DriftClass.OK);
        assertThat(first("C", "979", "1000")).isEqualTo(DriftClass.TRANSIENT);
        assertThat(first(null, "8", "10")).as("without a class as of C").isEqualTo(DriftClass.OK);
    }

    @Test
    void aDriftIsConfirmedByASecondLookTwoLagsLaterToTheSameSide() {
        Compared less = Pairs.of("A", "8", "10");
        Judged first = Pairs.judged(less, null);
        assertThat(first.as()).isEqualTo(DriftClass.TRANSIENT);
        Sighting sighting = first.sighting();
        assertThat(sighting).isEqualTo(new Sighting(-1, Pairs.NOW, 1, null));

        Judged early = at(Pairs.LAG.multipliedBy(2).minusSeconds(1)).judge(Pairs.of("A", "8", "10"), sighting);
        assertThat(early.as()).isEqualTo(DriftClass.TRANSIENT);
        assertThat(early.sighting()).isEqualTo(sighting);

        Judged second = at(Pairs.LAG.multipliedBy(2)).judge(less, sighting);
        assertThat(second.as()).isEqualTo(DriftClass.CONFIRMED);
        assertThat(second.sighting()).isEqualTo(new Sighting(-1, Pairs.NOW, 2, null));

        Judged other = at(Pairs.LAG.multipliedBy(2)).judge(Pairs.of("A", "12", "10"), sighting);
        assertThat(other.as()).as("another side").isEqualTo(DriftClass.TRANSIENT);
        assertThat(at(Pairs.LAG.multipliedBy(3))
                        .judge(Pairs.of("A", "10", "10"), second.sighting())
                        .sighting())
                .as("equal again")
                .isNull();
    }

    private static Drift at(Duration later) {
        return new Drift(Pairs.TERMS, Pairs.NOW.plus(later), null);
    }

    @Test
    void whatIsInFlightExplainsADifferenceAndNeverMakesOne() {
        InFlight flight = new InFlight(new BigDecimal(2), new BigDecimal(3));
        assertThat(Pairs.judged(Pairs.of("TEE", "A", "13", "10", null, flight), null)
                        .drift())
                .as("three that left are still there for the system")
                .isEqualByComparingTo("0");
        assertThat(Pairs.judged(Pairs.of("TEE", "A", "15", "10", null, flight), null)
                        .drift())
                .isEqualByComparingTo("2");
        assertThat(Pairs.judged(Pairs.of("TEE", "A", "7", "10", null, flight), null)
                        .drift())
                .as("two that came are not yet there")
                .isEqualByComparingTo("-1");
        assertThat(Pairs.judged(Pairs.of("TEE", "A", "10", "10", null, flight), null)
                        .as())
                .as("taken up already")
                .isEqualTo(DriftClass.OK);
    }

    @Test
    void anOldWordIsStaleAndWhatOneSideDoesNotSayIsMissingAndNeverZero() {
        Drift later = at(Duration.ofDays(1).plusSeconds(1));
        assertThat(later.judge(Pairs.of("A", "8", "10"), null).as()).isEqualTo(DriftClass.STALE);
        assertThat(at(Duration.ofDays(1)).judge(Pairs.of("A", "10", "10"), null).as())
                .isEqualTo(DriftClass.OK);

        for (Compared one : new Compared[] {Pairs.of("A", null, "0"), Pairs.of("A", "0", null)}) {
            Judged judged = Pairs.judged(one, null);
            assertThat(judged.as()).isEqualTo(DriftClass.MISSING);
            assertThat(judged.drift()).isNull();
            assertThat(judged.isCompared()).isFalse();
        }
    }

    @Test
    void aFigureIsWhatIsSellableOrThatLessItsClaimsOrTheNearer() {
        assertThat(drift(Figure.SELLABLE, "8", "10", "2")).isEqualByComparingTo("-2");
        assertThat(drift(Figure.AVAILABLE, "8", "10", "2")).isEqualByComparingTo("0");
        assertThat(drift(Figure.EITHER, "8", "10", "2")).isEqualByComparingTo("0");
        assertThat(drift(Figure.EITHER, "11", "10", "2")).isEqualByComparingTo("1");
        assertThat(drift(Figure.SELLABLE, "0", "-3", "0"))
                .as("nothing is shown below zero")
                .isEqualByComparingTo("0");
    }

    @Test
    void theWatermarkIsTheSystemsOwnTimeOrThatOfTheFetchLessTheLag() {
        assertThat(Pairs.TERMS.behind()).isZero();
        Terms fetched =
                new Terms(Figure.SELLABLE, true, Pairs.LAG, Duration.ZERO, Duration.ofDays(1), Tolerances.USUAL);
        assertThat(fetched.behind()).isEqualTo(Duration.ofMinutes(10));
    }
}
