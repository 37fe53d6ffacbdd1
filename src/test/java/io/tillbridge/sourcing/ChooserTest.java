package io.tillbridge.sourcing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.sourcing.SourcingRule.Preference;
import io.tillbridge.sourcing.SourcingRule.Split;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From which location an order is served: fewest parcels first, then tier, distance and stock; nothing is invented. */
class ChooserTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static SourcingRule rule(Split split, int most, Preference... prefer) {
        return new SourcingRule(
                "web",
                Set.of(),
                Set.of(),
                Set.of(),
                List.of(Set.of("WH1", "WH2"), Set.of("S1", "S2", "S3")),
                split,
                most,
                null,
                prefer.length == 0 ? SourcingRule.USUAL : List.of(prefer),
                null);
    }

    private static SourcingRule rule(Split split) {
        return rule(split, SourcingRule.ANY_NUMBER);
    }

    private static Demand demand(String... lines) {
        return demand(false, lines);
    }

    /** Lines such as {@code TEE 2}, numbered from L1. */
    private static Demand demand(boolean draws, String... lines) {
        List<Demand.Line> all = new ArrayList<>();
        for (String line : lines) {
            String[] parts = line.split(" ", -1);
            all.add(new Demand.Line("L" + (all.size() + 1), parts[0], new BigDecimal(parts[1]), Set.of()));
        }
        return new Demand(all, Set.of(), draws);
    }

    private static Candidate at(String location, int tier, @Nullable Integer band, String... stock) {
        return new Candidate(location, tier, band, false, null, stock(stock));
    }

    private static Candidate out(String location, String why) {
        return new Candidate(location, 0, 0, false, why, stock("TEE 9"));
    }

    /** Stock such as {@code TEE 5}, or {@code TEE 2/5}: two free of five. */
    private static Map<String, Candidate.Stock> stock(String... stock) {
        Map<String, Candidate.Stock> has = new HashMap<>();
        for (String one : stock) {
            String[] parts = one.split("[ /]", -1);
            has.put(parts[0], new Candidate.Stock(new BigDecimal(parts[1]), new BigDecimal(parts[parts.length - 1])));
        }
        return has;
    }

    private static List<String> placed(SourcingRule rule, Demand demand, Candidate... candidates) {
        return chosen(Chooser.choose(rule, demand, List.of(candidates)));
    }

    private static List<String> chosen(Choice choice) {
        List<String> placed = new ArrayList<>();
        choice.placed().forEach(one -> placed.add(one.line() + " " + one.location() + " " + one.quantity()));
        choice.unplaced().forEach(one -> placed.add(one.line() + " nowhere " + one.quantity()));
        return placed;
    }

    private static String why(Choice choice, String location) {
        return choice.considered().stream()
                .filter(one -> one.location().equals(location))
                .map(Choice.Considered::why)
                .findFirst()
                .orElse("not considered");
    }

    @Test
    void oneLocationThatHasAllComesBeforeANearerOneThatHasPart() {
        assertThat(placed(
                        rule(Split.LINES),
                        demand("TEE 2", "MUG 1"),
                        at("WH1", 0, 0, "TEE 9"),
                        at("S1", 1, 3, "TEE 2", "MUG 1")))
                .containsExactly("L1 S1 2", "L2 S1 1");
    }

    @Test
    void tierThenBandThenStockDecideBetweenThoseThatHaveAll() {
        Demand demand = demand("TEE 2");
        assertThat(placed(rule(Split.LINES), demand, at("S1", 1, 0, "TEE 9"), at("WH1", 0, 5, "TEE 2")))
                .containsExactly("L1 WH1 2");
        assertThat(placed(rule(Split.LINES), demand, at("WH2", 0, 1, "TEE 2"), at("WH1", 0, null, "TEE 9")))
                .containsExactly("L1 WH2 2");
        assertThat(placed(rule(Split.LINES), demand, at("WH1", 0, 1, "TEE 2"), at("WH2", 0, 1, "TEE 9")))
                .containsExactly("L1 WH2 2");
    }

    @Test
    void aRuleMayPreferDistance() {
        assertThat(placed(
                        rule(Split.LINES, 9, Preference.BAND),
                        demand("TEE 2", "MUG 1"),
                        at("WH1", 0, 4, "TEE 2", "MUG 1"),
                        at("S1", 1, 0, "TEE 2"),
                        at("S2", 1, 1, "MUG 1")))
                .containsExactly("L1 S1 2", "L2 S2 1");
    }

    /** Three items, no place has all: the warehouse that has two of them and the store that has the third. */
    @Test
    void linesAreSplitOverAsFewLocationsAsItTakes() {
        Choice choice = Chooser.choose(
                rule(Split.LINES),
                demand("TEE 2", "MUG 1", "CAP 1"),
                List.of(
                        at("S1", 1, 0, "CAP 4"),
                        at("S2", 1, 0, "TEE 2"),
                        at("S3", 1, 0, "MUG 1"),
                        at("WH1", 0, 3, "TEE 2", "MUG 1")));

        assertThat(chosen(choice)).containsExactly("L1 WH1 2", "L2 WH1 1", "L3 S1 1");
        assertThat(why(choice, "WH1")).isEqualTo("whole_line: tier 1, band 3");
        assertThat(why(choice, "S1")).isEqualTo("all_lines: tier 2, band 0");
        assertThat(why(choice, "S2")).isEqualTo("not_needed");
    }

    @Test
    void anOrderThatMayNotBeSplitIsServedByOneOrByNone() {
        Candidate[] some = {at("WH1", 0, 0, "TEE 2"), at("S1", 1, 0, "MUG 1")};
        Choice choice = Chooser.choose(rule(Split.NEVER), demand("TEE 2", "MUG 1"), List.of(some));

        assertThat(chosen(choice)).containsExactly("L1 nowhere 2", "L2 nowhere 1");
        assertThat(why(choice, "WH1")).isEqualTo("not_whole");
    }

    @Test
    void piecesOfALineAreTakenOnlyWhereTheRuleSaysSo() {
        Candidate[] some = {at("WH1", 0, 0, "TEE 2"), at("WH2", 0, 0, "TEE 3"), at("S1", 1, 0, "TEE 4")};

        assertThat(placed(rule(Split.LINES), demand("TEE 6"), some)).containsExactly("L1 nowhere 6");
        assertThat(placed(rule(Split.PIECES), demand("TEE 6"), some)).containsExactly("L1 S1 4", "L1 WH2 2");
        assertThat(placed(rule(Split.PIECES), demand("TEE 12"), some))
                .containsExactly("L1 S1 4", "L1 WH2 3", "L1 WH1 2", "L1 nowhere 3");
    }

    @Test
    void twoLinesOfOneItemDoNotTakeTheSamePieces() {
        assertThat(placed(rule(Split.PIECES), demand("TEE 2", "TEE 2"), at("WH1", 0, 0, "TEE 3")))
                .containsExactly("L1 WH1 2", "L2 WH1 1", "L2 nowhere 1");
    }

    @Test
    void anOrderGoesNoFurtherThanTheMostLocations() {
        Choice choice = Chooser.choose(
                rule(Split.LINES, 1),
                demand("TEE 2", "MUG 1"),
                List.of(at("WH1", 0, 0, "TEE 2"), at("S1", 1, 0, "MUG 1")));

        assertThat(chosen(choice)).containsExactly("L1 WH1 2", "L2 nowhere 1");
        assertThat(why(choice, "S1")).isEqualTo("too_many_places");
    }

    @Test
    void aLocationThatServesTheOrderAlreadyIsNoFurtherParcel() {
        Demand more = new Demand(List.of(new Demand.Line("L2", "MUG", BigDecimal.ONE, Set.of())), Set.of("S1"), false);

        assertThat(placed(rule(Split.LINES, 1), more, at("WH1", 0, 0, "MUG 9"), at("S1", 1, 5, "MUG 1")))
                .containsExactly("L2 S1 1");
    }

    @Test
    void whoIsClosedFullOrTooLateIsLeftWithItsReason() {
        Choice choice = Chooser.choose(
                rule(Split.LINES),
                demand("TEE 1"),
                List.of(
                        out("WH1", "closed"),
                        out("WH2", "over_capacity"),
                        out("S1", "past_cut_off"),
                        at("S2", 1, 0, "MUG 9"),
                        at("S3", 1, 9, "TEE 1")));

        assertThat(chosen(choice)).containsExactly("L1 S3 1");
        assertThat(List.of(why(choice, "WH1"), why(choice, "WH2"), why(choice, "S1"), why(choice, "S2")))
                .containsExactly("closed", "over_capacity", "past_cut_off", "no_stock");
    }

    @Test
    void whereItWasNotFoundIsNotAskedAgain() {
        Demand again = new Demand(List.of(new Demand.Line("L1", "TEE", BigDecimal.ONE, Set.of("WH1"))), Set.of(), true);
        Choice choice = Chooser.choose(rule(Split.LINES), again, List.of(at("WH1", 0, 0, "TEE 9")));

        assertThat(chosen(choice)).containsExactly("L1 nowhere 1");
        assertThat(why(choice, "WH1")).isEqualTo("not_found_there");
    }

    @Test
    void whatIsKeptBackIsDrawnOnLastAndOnlyNearTheDeadline() {
        Candidate kept = at("WH1", 0, 0, "TEE 0/3");
        Candidate free = at("S1", 1, 9, "TEE 2");

        assertThat(placed(rule(Split.LINES), demand(true, "TEE 2"), kept, free)).containsExactly("L1 S1 2");
        assertThat(placed(rule(Split.LINES), demand(true, "TEE 3"), kept, free)).containsExactly("L1 WH1 3");
        Choice choice = Chooser.choose(rule(Split.LINES), demand("TEE 2"), List.of(kept));
        assertThat(chosen(choice)).containsExactly("L1 nowhere 2");
        assertThat(why(choice, "WH1")).isEqualTo("kept_back");
    }

    @Test
    void theDeadlineIsNearFromTheRulesTimeOn() {
        SourcingRule within = new SourcingRule(
                "web",
                Set.of(),
                Set.of(),
                Set.of(),
                List.of(),
                Split.LINES,
                9,
                null,
                SourcingRule.USUAL,
                Duration.ofHours(4));

        assertThat(within.draws(NOW.plus(Duration.ofHours(5)), NOW)).isFalse();
        assertThat(within.draws(NOW.plus(Duration.ofHours(4)), NOW)).isTrue();
        assertThat(within.draws(null, NOW)).isFalse();
        assertThat(rule(Split.LINES).draws(null, NOW)).isTrue();
    }

    @Test
    void theSameCandidatesGiveTheSameChoiceInAnyOrderAndNothingIsInvented() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            List<Candidate> candidates = new ArrayList<>();
            for (String location : List.of("WH1", "WH2", "S1", "S2", "S3")) {
                candidates.add(at(
                        location,
                        location.startsWith("W") ? 0 : 1,
                        random.nextInt(3),
                        "TEE " + random.nextInt(4),
                        "MUG " + random.nextInt(4)));
            }
            Split split = List.of(Split.NEVER, Split.LINES, Split.PIECES).get(random.nextInt(3));
            Demand demand = demand("TEE " + (1 + random.nextInt(6)), "MUG " + (1 + random.nextInt(6)), "TEE 1");
            Choice choice = Chooser.choose(rule(split), demand, candidates);
            Collections.shuffle(candidates, random);

            assertThat(Chooser.choose(rule(split), demand, candidates)).isEqualTo(choice);
            Map<String, BigDecimal> sums = new HashMap<>();
            choice.placed().forEach(one -> sums.merge(one.line(), one.quantity(), BigDecimal::add));
            choice.unplaced().forEach(one -> sums.merge(one.line(), one.quantity(), BigDecimal::add));
            demand.lines().forEach(line -> assertThat(sums.get(line.id())).isEqualByComparingTo(line.quantity()));
            for (Candidate candidate : candidates) {
                for (String sku : List.of("TEE", "MUG")) {
                    BigDecimal taken = choice.placed().stream()
                            .filter(one -> one.location().equals(candidate.location()))
                            .filter(one -> sku.equals(one.line().equals("L2") ? "MUG" : "TEE"))
                            .map(Choice.Placed::quantity)
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
                    assertThat(taken).isLessThanOrEqualTo(candidate.of(sku).free());
                }
            }
        }
    }
}
