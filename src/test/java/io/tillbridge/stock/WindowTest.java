package io.tillbridge.stock;

import static io.tillbridge.stock.Figures.BERLIN;
import static io.tillbridge.stock.Figures.berlin;
import static io.tillbridge.stock.Figures.daily;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WindowTest {

    @Test
    void inTheNightThatLosesAnHourAWindowInItEndsAtTheChange() {
        Window night = daily("00:00", "02:30");
        Instant change = Instant.parse("2025-03-30T01:00:00Z");

        assertThat(edges(night, berlin("2025-03-29T12:00"), 2))
                .containsExactly(Instant.parse("2025-03-29T23:00:00Z"), change);
        assertThat(night.holds(change.minusSeconds(1), BERLIN)).isTrue();
        assertThat(night.holds(change, BERLIN)).isFalse();
        assertThat(edges(daily("02:30", "05:00"), berlin("2025-03-29T12:00"), 2))
                .containsExactly(change, Instant.parse("2025-03-30T03:00:00Z"));
    }

    @Test
    void inTheNightThatRepeatsAnHourItStartsAtTheFirstAndEndsAtTheSecond() {
        Window night = daily("02:15", "02:30");

        assertThat(edges(night, berlin("2025-10-25T12:00"), 2))
                .containsExactly(Instant.parse("2025-10-26T00:15:00Z"), Instant.parse("2025-10-26T01:30:00Z"));
        assertThat(night.holds(Instant.parse("2025-10-26T00:45:00Z"), BERLIN)).isTrue();
        assertThat(edges(daily("20:00", "06:00"), berlin("2025-10-25T12:00"), 2))
                .containsExactly(Instant.parse("2025-10-25T18:00:00Z"), Instant.parse("2025-10-26T05:00:00Z"));
    }

    @Test
    void aWindowOverMidnightBelongsToTheDayOnWhichItStarts() {
        Window friday = new Window(null, null, Set.of(DayOfWeek.FRIDAY), LocalTime.of(22, 0), LocalTime.of(2, 0));

        assertThat(friday.holds(berlin("2025-11-21T23:00"), BERLIN)).isTrue();
        assertThat(friday.holds(berlin("2025-11-22T01:59"), BERLIN)).isTrue();
        assertThat(friday.holds(berlin("2025-11-21T01:00"), BERLIN)).isFalse();
        assertThat(edges(friday, berlin("2025-11-18T12:00"), 3))
                .containsExactly(berlin("2025-11-21T22:00"), berlin("2025-11-22T02:00"), berlin("2025-11-28T22:00"));
    }

    @Test
    void wholeDaysInARowHaveTwoEdges() {
        Window days = new Window(
                LocalDate.parse("2025-12-20"),
                LocalDate.parse("2025-12-24"),
                Set.of(),
                LocalTime.MIDNIGHT,
                LocalTime.MIDNIGHT);

        assertThat(edges(days, berlin("2025-11-18T12:00"), 3))
                .containsExactly(berlin("2025-12-20T00:00"), berlin("2025-12-25T00:00"));
        assertThat(Window.ALWAYS.next(berlin("2025-11-18T12:00"), BERLIN)).isNull();
        assertThat(Window.ALWAYS.holds(berlin("2025-11-18T12:00"), BERLIN)).isTrue();
    }

    @Test
    void daysThatEndInWeeksEndThen() {
        Window december = new Window(
                LocalDate.parse("2025-12-01"),
                LocalDate.parse("2025-12-31"),
                Set.of(),
                LocalTime.MIDNIGHT,
                LocalTime.MIDNIGHT);

        assertThat(edges(december, berlin("2025-12-02T12:00"), 2)).containsExactly(berlin("2026-01-01T00:00"));
    }

    @Test
    void aSeasonComesEveryYearAndOverTheNewYear() {
        Window season = new Window(
                null,
                null,
                new Season(MonthDay.of(12, 1), MonthDay.of(1, 15)),
                Set.of(),
                LocalTime.MIDNIGHT,
                LocalTime.MIDNIGHT);

        assertThat(edges(season, berlin("2025-07-01T12:00"), 4))
                .containsExactly(
                        berlin("2025-12-01T00:00"),
                        berlin("2026-01-16T00:00"),
                        berlin("2026-12-01T00:00"),
                        berlin("2027-01-16T00:00"));
        assertThat(season.holds(berlin("2025-12-31T12:00"), BERLIN)).isTrue();
        assertThat(season.holds(berlin("2026-01-15T23:59"), BERLIN)).isTrue();
        assertThat(season.holds(berlin("2026-02-01T12:00"), BERLIN)).isFalse();
    }

    @Test
    void saturdaysOfASeasonAreItsSaturdays() {
        Window saturdays = new Window(
                null,
                null,
                new Season(MonthDay.of(2, 29), MonthDay.of(3, 10)),
                Set.of(DayOfWeek.SATURDAY),
                LocalTime.of(10, 0),
                LocalTime.of(18, 0));

        assertThat(edges(saturdays, berlin("2025-06-01T12:00"), 4))
                .as("7 March 2026 and 6 March 2027; 29 February is no day of theirs")
                .containsExactly(
                        berlin("2026-03-07T10:00"),
                        berlin("2026-03-07T18:00"),
                        berlin("2027-03-06T10:00"),
                        berlin("2027-03-06T18:00"));
    }

    private static List<Instant> edges(Window window, Instant after, int most) {
        List<Instant> edges = new ArrayList<>();
        for (Instant next = window.next(after, BERLIN); next != null && edges.size() < most; ) {
            edges.add(next);
            next = window.next(next, BERLIN);
        }
        return edges;
    }
}
