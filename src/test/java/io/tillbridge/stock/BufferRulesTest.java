package io.tillbridge.stock;

import static io.tillbridge.stock.Figures.BERLIN;
import static io.tillbridge.stock.Figures.balance;
import static io.tillbridge.stock.Figures.berlin;
import static io.tillbridge.stock.Figures.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.stock.BufferRule.Combine;
import io.tillbridge.stock.BufferRule.Scope;
import io.tillbridge.stock.BufferRule.Where;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BufferRulesTest {

    private static final Location STORE =
            new Location("B1", BERLIN, Set.of("stores"), false, Set.of("pickup"), null, null);

    private static final BufferRule R1 = rule("R1")
            .channel("web")
            .window(new Window(
                    null,
                    null,
                    EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                    LocalTime.of(9, 0),
                    LocalTime.of(20, 0)))
            .units(2);
    private static final BufferRule R2 = rule("R2")
            .window(new Window(
                    LocalDate.parse("2025-12-20"),
                    LocalDate.parse("2025-12-24"),
                    Set.of(),
                    LocalTime.MIDNIGHT,
                    LocalTime.MIDNIGHT))
            .priority(10)
            .units(5);
    private static final BufferRule R3 =
            rule("R3").channel("marketplace").combine(Combine.SUM).units(3);

    private static final BufferRules RETAIL = new BufferRules(List.of(R1, R2, R3));

    @ParameterizedTest
    @CsvSource({
        "2025-11-18T10:00, 2, 3",
        "2025-11-18T21:00, 0, 3",
        "2025-12-23T10:00, 5, 8",
        "2025-12-23T21:00, 5, 8",
    })
    void theBerlinExampleKeepsBack(String local, String web, String marketplace) {
        assertThat(units(RETAIL, "web", berlin(local))).isEqualByComparingTo(web);
        assertThat(units(RETAIL, "marketplace", berlin(local))).isEqualByComparingTo(marketplace);
    }

    @Test
    void onTheEighteenthOfNovemberOnlyTheWebRuleBeginsAndEnds() {
        Instant midnight = berlin("2025-11-18T00:00");
        List<String> due = new ArrayList<>();
        for (BufferRule rule : RETAIL.all()) {
            for (Instant next = rule.next(midnight, BERLIN);
                    next != null && next.isBefore(berlin("2025-11-19T00:00"));
                    next = rule.next(next, BERLIN)) {
                due.add(rule.id() + " " + next);
            }
        }

        assertThat(due).containsExactly("R1 " + berlin("2025-11-18T09:00"), "R1 " + berlin("2025-11-18T20:00"));
    }

    @Test
    void whatWonAndWhatLostIsNamed() {
        Buffer buffer = RETAIL.of(
                balance("TEE", "B1", 20, 0, 0), STORE, new Offer("web", null), at(berlin("2025-12-23T10:00")));

        assertThat(buffer.counted()).containsExactly(new Buffer.Counted(R2, new BigDecimal(5)));
        assertThat(buffer.lost()).containsExactly(new Buffer.Lost(R1, new BigDecimal(2), "lower_priority"));
    }

    @Test
    void theMostSpecificItemCountsBeforeTheMostSpecificPlace() {
        BufferRule all = rule("all").priority(99).combine(Combine.SUM).units(1);
        BufferRule group = rule("group").at(Where.Reach.GROUP, "stores").units(2);
        BufferRule store = rule("store").at(Where.Reach.LOCATION, "B1").units(3);
        BufferRule abc = rule("abc").of(Scope.Kind.ABC_CLASS, "A").units(4);
        BufferRule category = rule("category").of(Scope.Kind.CATEGORY, "wear").units(5);
        BufferRule sku = rule("sku").of(Scope.Kind.SKU, "TEE").units(6);
        List<BufferRule> rules = List.of(all, group, store, abc, category, sku);

        for (int most = rules.size(); most > 0; most--) {
            Buffer buffer = new BufferRules(rules.subList(0, most))
                    .of(balance("TEE", "B1", 20, 0, 0), STORE, Offer.ANY, at(Figures.NOW));
            assertThat(buffer.units()).isEqualByComparingTo(String.valueOf(most));
            assertThat(buffer.lost())
                    .hasSize(most - 1)
                    .allMatch(lost -> lost.reason().equals("less_specific"));
        }
    }

    @Test
    void theGreatestMaxCountsWhenItIsMoreThanTheOverridingOne() {
        BufferRule two = rule("two").units(2);
        BufferRule three = rule("three").combine(Combine.MAX).units(3);
        BufferRule one = rule("one").combine(Combine.MAX).units(1);
        BufferRule plus = rule("plus").combine(Combine.SUM).units(4);

        Buffer buffer = new BufferRules(List.of(two, three, one, plus))
                .of(balance("TEE", "B1", 20, 0, 0), STORE, Offer.ANY, at(Figures.NOW));

        assertThat(buffer.units()).isEqualByComparingTo("7");
        assertThat(buffer.counted()).extracting(counted -> counted.rule().id()).containsExactly("three", "plus");
        assertThat(buffer.lost())
                .extracting(lost -> lost.rule().id() + " " + lost.reason())
                .containsExactlyInAnyOrder("two smaller", "one smaller");
    }

    @Test
    void aShareIsRoundedUpAndBounded() {
        BufferAmount tenth = new BufferAmount(BigDecimal.TEN, BufferAmount.Measure.PERCENT, null, null);
        BufferAmount bounded =
                new BufferAmount(BigDecimal.TEN, BufferAmount.Measure.PERCENT, new BigDecimal(2), new BigDecimal(3));

        BufferAmount cover =
                new BufferAmount(new BigDecimal(3), BufferAmount.Measure.DAYS_OF_COVER, null, new BigDecimal(9));
        assertThat(cover.of(BigDecimal.TEN, new BigDecimal("1.4"))).isEqualByComparingTo("5");
        assertThat(cover.of(BigDecimal.TEN, new BigDecimal("7"))).isEqualByComparingTo("9");
        assertThat(tenth.of(new BigDecimal("11"), BigDecimal.ZERO)).isEqualByComparingTo("2");
        assertThat(tenth.of(new BigDecimal("-11"), BigDecimal.ZERO)).isEqualByComparingTo("0");
        assertThat(bounded.of(new BigDecimal("5"), BigDecimal.ZERO)).isEqualByComparingTo("2");
        assertThat(bounded.of(new BigDecimal("500"), BigDecimal.ZERO)).isEqualByComparingTo("3");
    }

    @Test
    void conditionsFulfilmentAndValidityMustAllHold() {
        BufferRule storm = rule("storm")
                .conditions("storm")
                .fulfilment("pickup")
                .valid(berlin("2025-11-01T00:00"), berlin("2025-12-01T00:00"))
                .units(4);
        BufferRules rules = new BufferRules(List.of(storm));
        Moment stormy = new Moment(Figures.NOW, Set.of("storm"), Map.of(), Map.of());
        Balance balance = balance("TEE", "B1", 20, 0, 0);
        Offer pickup = new Offer("web", "pickup");

        assertThat(rules.of(balance, STORE, pickup, stormy).units()).isEqualByComparingTo("4");
        assertThat(rules.of(balance, STORE, pickup, Moment.plain(Figures.NOW))).isEqualTo(Buffer.NONE);
        assertThat(rules.of(balance, STORE, new Offer("web", "ship"), stormy)).isEqualTo(Buffer.NONE);
        assertThat(rules.of(
                        balance,
                        STORE,
                        pickup,
                        new Moment(berlin("2025-12-01T00:00"), Set.of("storm"), Map.of(), Map.of())))
                .isEqualTo(Buffer.NONE);
        assertThat(storm.next(berlin("2025-10-01T00:00"), BERLIN)).isEqualTo(berlin("2025-11-01T00:00"));
        assertThat(storm.next(berlin("2025-11-01T00:00"), BERLIN)).isEqualTo(berlin("2025-12-01T00:00"));
        assertThat(storm.next(berlin("2025-12-01T00:00"), BERLIN)).isNull();
    }

    @Test
    void aRuleThatIsValidLaterBeginsInsideItsWindow() {
        BufferRule later = rule("later")
                .window(Figures.daily("09:00", "20:00"))
                .valid(berlin("2026-03-02T12:00"), null)
                .units(1);

        assertThat(later.next(berlin("2025-11-18T00:00"), BERLIN)).isEqualTo(berlin("2026-03-02T12:00"));
        assertThat(later.next(berlin("2026-03-02T12:00"), BERLIN)).isEqualTo(berlin("2026-03-02T20:00"));
    }

    private static BigDecimal units(BufferRules rules, String channel, Instant at) {
        return rules.of(balance("TEE", "B1", 20, 0, 0), STORE, new Offer(channel, null), at(at))
                .units();
    }

    private static Moment at(Instant at) {
        return new Moment(at, Set.of(), Map.of("TEE", new Traits("wear", "A")), Map.of());
    }
}
