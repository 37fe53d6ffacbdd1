package io.tillbridge.reservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tillbridge.reservation.Victims.Victim;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** RETAIL.md 1.9: which promises are broken, level by level, and why. */
class VictimsTest {

    private static final Instant EARLY = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant LATE = Instant.parse("2026-11-24T10:00:00Z");

    /** Would be broken last by every rule but the one named. */
    private static Contender loserBy(TieRule rule) {
        return switch (rule) {
            case NOT_PAID -> of("a", false, EARLY, false, 9, 1);
            case LATER_PROMISE -> of("a", true, LATE, false, 9, 1);
            case SERVED_ELSEWHERE -> of("a", true, EARLY, true, 9, 1);
            case LOWER_PENALTY -> of("a", true, EARLY, false, 1, 1);
            case LATER_HOLD -> of("a", true, EARLY, false, 5, 9);
            case KEY_HASH -> of("a", true, EARLY, false, 5, 5);
            case NO_OTHER -> throw new IllegalArgumentException("tells nobody apart");
        };
    }

    /** Equal to the loser by all rules before the named one, and broken before it by all rules behind. */
    private static Contender survivorBy(TieRule rule) {
        return switch (rule) {
            case NOT_PAID -> of("b", true, LATE, true, 0, 9);
            case LATER_PROMISE -> of("b", true, EARLY, true, 0, 9);
            case SERVED_ELSEWHERE -> of("b", true, EARLY, false, 0, 9);
            case LOWER_PENALTY -> of("b", true, EARLY, false, 2, 9);
            case LATER_HOLD -> of("b", true, EARLY, false, 5, 2);
            case KEY_HASH -> of("b", true, EARLY, false, 5, 5);
            case NO_OTHER -> throw new IllegalArgumentException("tells nobody apart");
        };
    }

    private static Contender of(
            String key, boolean paid, Instant promisedAt, boolean elsewhere, int penalty, long position) {
        return new Contender(key, BigDecimal.ONE, paid, promisedAt, elsewhere, penalty, position);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NO_OTHER", "KEY_HASH"})
    void theFirstRuleThatTellsThemApartDecides(TieRule rule) {
        List<Victim> victims = Victims.of(List.of(survivorBy(rule), loserBy(rule)), BigDecimal.ONE);

        assertThat(victims).containsExactly(new Victim(loserBy(rule), BigDecimal.ONE, rule, "b"));
    }

    @Test
    void whoIsEqualInAllIsChosenByTheHashOfTheKey() {
        Contender one = loserBy(TieRule.KEY_HASH);
        Contender other = survivorBy(TieRule.KEY_HASH);
        Contender first = one.hash().compareTo(other.hash()) < 0 ? one : other;

        assertThat(Victims.of(List.of(one, other), BigDecimal.ONE))
                .isEqualTo(Victims.of(List.of(other, one), BigDecimal.ONE))
                .singleElement()
                .satisfies(victim -> {
                    assertThat(victim.promise()).isEqualTo(first);
                    assertThat(victim.rule()).isEqualTo(TieRule.KEY_HASH);
                });
    }

    @Test
    void whoWasToldNoDayLosesAgainstWhoWas() {
        Contender without = new Contender("a", BigDecimal.ONE, true, null, false, 0, 1);

        assertThat(Victims.of(List.of(survivorBy(TieRule.LATER_PROMISE), without), BigDecimal.ONE))
                .extracting(victim -> victim.promise().key(), Victim::rule)
                .containsExactly(tuple("a", TieRule.LATER_PROMISE));
    }

    @Test
    void theLastOneIsBrokenInPartAndNoMoreThanIsMissing() {
        Contender unpaid = new Contender("a", new BigDecimal("2"), false, EARLY, false, 0, 1);
        Contender paid = new Contender("b", new BigDecimal("5"), true, EARLY, false, 0, 2);

        assertThat(Victims.of(List.of(paid, unpaid), new BigDecimal("3.5")))
                .containsExactly(
                        new Victim(unpaid, new BigDecimal("2"), TieRule.NO_OTHER, null),
                        new Victim(paid, new BigDecimal("1.5"), TieRule.NO_OTHER, null));
        assertThat(Victims.of(List.of(paid, unpaid), BigDecimal.ZERO)).isEmpty();
        assertThat(Victims.of(List.of(), BigDecimal.TEN)).isEmpty();
    }

    @Test
    void whoWouldBeBrokenLastIsGoodFirst() {
        Contender unpaid = new Contender("a", new BigDecimal("2"), false, EARLY, false, 0, 1);
        Contender paid = new Contender("b", new BigDecimal("5"), true, EARLY, false, 0, 2);

        assertThat(Victims.good(List.of(unpaid, paid), new BigDecimal("6")))
                .isEqualTo(Map.of("a", BigDecimal.ONE, "b", new BigDecimal("5")));
        assertThat(Victims.good(List.of(unpaid, paid), BigDecimal.ZERO)).isEmpty();
    }

    @Test
    void theOrderIsOneOrderHoweverTheyCome() {
        Random random = new Random(7);
        List<Contender> many = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            many.add(new Contender(
                    "claim-" + i,
                    BigDecimal.valueOf(1 + random.nextInt(3)),
                    random.nextBoolean(),
                    random.nextInt(3) == 0 ? null : EARLY.plusSeconds(random.nextInt(3)),
                    random.nextBoolean(),
                    random.nextInt(3),
                    random.nextInt(5)));
        }
        List<Victim> expected = Victims.of(many, BigDecimal.valueOf(100));

        for (int i = 0; i < 20; i++) {
            Collections.shuffle(many, random);
            assertThat(Victims.of(many, BigDecimal.valueOf(100))).isEqualTo(expected);
        }
    }
}
