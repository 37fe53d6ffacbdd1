package io.tillbridge.stock;

import static io.tillbridge.stock.Figures.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What may be promised for a day: never what is due later before the goods for it come. */
class DatedPromiseTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-21");

    /** 4 are there, 8 are claimed for the 27th, 10 come on the 25th and 5 on 1 December, of each nine tenths are relied on. */
    private final DatedStock stock = new DatedStock(
            TODAY,
            List.of(incoming("N1", "2026-11-25", "10", "9"), incoming("N2", "2026-12-01", "5", "4")),
            List.of(new DatedClaim("TEE", "S1", LocalDate.parse("2026-11-27"), new BigDecimal(8))));

    private final DatedPromise promise = promise(stock, balance("4", "8"));

    @Test
    void aDayHasWhatIsThereThenAndOnEveryLaterDay() {
        assertThat(figures(stock, balance("4", "8")).values().stream().map(BigDecimal::toPlainString))
                .as("21st, 22nd, 25th, 27th, 1 December")
                .containsExactly("4", "4", "13", "5", "9");
        assertThat(by("2026-11-21")).isEqualTo("4");
        assertThat(by("2026-11-24")).isEqualTo("4");
        assertThat(by("2026-11-25")).isEqualTo("5");
        assertThat(by("2026-11-26")).as("the 27th needs the rest").isEqualTo("5");
        assertThat(by("2026-11-30")).isEqualTo("5");
        assertThat(by("2026-12-01")).isEqualTo("9");
        assertThat(by("2027-06-01")).isEqualTo("9");
    }

    @Test
    void whatIsOwedIsServedFirst() {
        DatedPromise owed = promise(new DatedStock(TODAY, stock.incoming(), List.of()), balance("0", "11"));

        assertThat(owed.by(LocalDate.parse("2026-11-25"))).isEqualByComparingTo("0");
        assertThat(owed.by(LocalDate.parse("2026-12-01"))).isEqualByComparingTo("2");
        assertThat(owed.moreThan(BigDecimal.ZERO)).isEqualTo("2026-12-01");
    }

    @Test
    void theFirstDayWithMoreIsNeverTodayAndMayBeNone() {
        assertThat(promise.moreThan(BigDecimal.ZERO)).isEqualTo("2026-11-22");
        assertThat(promise.moreThan(new BigDecimal(4))).isEqualTo("2026-11-25");
        assertThat(promise.moreThan(new BigDecimal(9))).isNull();
        assertThat(promise(new DatedStock(TODAY, List.of(), List.of()), balance("0", "0"))
                        .moreThan(BigDecimal.ZERO))
                .isNull();
    }

    @Test
    void safetyStockIsFilledBeforeAnythingIsPromised() {
        SafetyStock kept = SafetyStock.of(List.of(new SafetyStock.Row("*", "*", new BigDecimal(6))));
        DatedStock without = new DatedStock(TODAY, stock.incoming(), List.of());

        assertThat(NetworkAvailability.of(
                                without.on(LocalDate.parse("2026-11-25"), "TEE", List.of(balance("0", "0"))), kept)
                        .available())
                .isEqualByComparingTo("3");
    }

    /** 10 come on the 25th; 5 are kept back from 20 to 24 December, and 2 on Saturdays until noon. */
    @Test
    void whatIsKeptBackIsThatOfTheDayThatIsAskedFor() {
        AvailabilityPolicy policy = new AvailabilityPolicy(
                SafetyStock.none(),
                SafetyStock.none(),
                new BufferRules(List.of(
                        rule("christmas")
                                .priority(1)
                                .window(new Window(
                                        LocalDate.parse("2026-12-20"),
                                        LocalDate.parse("2026-12-24"),
                                        Set.of(),
                                        LocalTime.MIDNIGHT,
                                        LocalTime.MIDNIGHT))
                                .units(5),
                        rule("saturdays")
                                .window(new Window(
                                        null, null, Set.of(DayOfWeek.SATURDAY), LocalTime.MIDNIGHT, LocalTime.NOON))
                                .units(2),
                        rule("other").channel("marketplace").units(9))),
                Locations.NONE,
                Channels.PLAIN,
                "");
        DatedStock coming = new DatedStock(TODAY, List.of(incoming("N1", "2026-11-25", "10", "10")), List.of());
        Moment now = Moment.plain(Instant.parse("2026-11-21T18:00:00Z"));
        Offer web = new Offer("web", null);
        SortedSet<LocalDate> days = coming.days();
        days.addAll(policy.buffers().turning(TODAY, Location.plain("S1"), web));
        DatedPromise promised = new DatedPromise(days, day -> {
            TreeMap<LocalDate, BigDecimal> figures = new TreeMap<>();
            Moment then = day.isAfter(TODAY) ? now.ofLaterDay(day) : now;
            coming.days()
                    .forEach(of -> coming.on(of, "TEE", List.of(balance("0", "0")))
                            .forEach(one ->
                                    figures.put(of, policy.of(one, web, then).available())));
            return figures;
        });

        assertThat(promised.by(LocalDate.parse("2026-11-24"))).isEqualByComparingTo("0");
        assertThat(promised.by(LocalDate.parse("2026-11-25")))
                .as("what is kept back at Christmas is kept from promises made for Christmas")
                .isEqualByComparingTo("10");
        assertThat(promised.by(LocalDate.parse("2026-11-28")))
                .as("a Saturday, which has a morning")
                .isEqualByComparingTo("8");
        assertThat(promised.by(LocalDate.parse("2026-12-20"))).isEqualByComparingTo("5");
        assertThat(promised.by(LocalDate.parse("2026-12-24"))).isEqualByComparingTo("5");
        assertThat(promised.by(LocalDate.parse("2026-12-25"))).isEqualByComparingTo("10");
        assertThat(promised.moreThan(BigDecimal.ZERO)).isEqualTo("2026-11-25");
        assertThat(days)
                .contains(LocalDate.parse("2026-12-20"), LocalDate.parse("2026-12-25"))
                .as("after a rule that ends at noon")
                .contains(LocalDate.parse("2026-11-29"));
    }

    private String by(String day) {
        return promise.by(LocalDate.parse(day)).toPlainString();
    }

    private static Incoming incoming(String notice, String on, String quantity, String counted) {
        return new Incoming(
                "notice",
                "shop|" + notice,
                "TEE",
                "S1",
                LocalDate.parse(on),
                new BigDecimal(quantity),
                new BigDecimal(counted));
    }

    private static Balance balance(String sellable, String claimed) {
        return Balance.none("TEE", "S1").with(new BigDecimal(sellable), new BigDecimal(claimed));
    }

    private static DatedPromise promise(DatedStock stock, Balance now) {
        return new DatedPromise(figures(stock, now));
    }

    private static SortedMap<LocalDate, BigDecimal> figures(DatedStock stock, Balance now) {
        TreeMap<LocalDate, BigDecimal> figures = new TreeMap<>();
        stock.days()
                .forEach(day -> figures.put(
                        day,
                        NetworkAvailability.of(stock.on(day, "TEE", List.of(now)), SafetyStock.none())
                                .available()));
        return figures;
    }
}
