package io.tillbridge.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promises are made, goods are lost and come back, at random. The victims are those of a model that takes one piece after the
 * other from whoever a chain of plain comparisons finds first, and every piece that is missing is somebody's.
 */
class TieSimulationTest {

    private static final int STEPS = 120;

    private final TreeMap<String, Contender> claims = new TreeMap<>();
    private final Map<String, Integer> atRisk = new HashMap<>();
    private int sellable;
    private long position;

    static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>();
        for (long seed = 1; seed <= 300; seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void victimsAreThoseOfThePlainModel(long seed) {
        Random random = new Random(seed);
        sellable = 10 + random.nextInt(10);
        for (int step = 0; step < STEPS; step++) {
            String at = "seed " + seed + ", step " + step;
            int what = random.nextInt(10);
            if (what < 4 && claimed() < sellable) {
                promise(random);
            } else if (what < 6) {
                lose(1 + random.nextInt(4), at);
            } else if (what < 8) {
                comeBack(1 + random.nextInt(4), at);
            } else if (!claims.isEmpty()) {
                giveUp(random, at);
            }
            int missing = Math.max(0, claimed() - Math.max(0, sellable));
            assertThat(sum()).as(at).isEqualTo(missing);
            atRisk.forEach((key, quantity) -> assertThat(quantity)
                    .as(at + " " + key)
                    .isBetween(1, claim(key).open().intValueExact()));
        }
    }

    private void promise(Random random) {
        String key = "claim-" + ++position;
        int most = Math.min(4, sellable - claimed());
        claims.put(
                key,
                new Contender(
                        key,
                        BigDecimal.valueOf(1 + random.nextInt(most)),
                        random.nextBoolean(),
                        random.nextInt(4) == 0 ? null : Instant.ofEpochSecond(random.nextInt(3)),
                        random.nextBoolean(),
                        random.nextInt(3),
                        random.nextInt(4)));
    }

    private void lose(int quantity, String at) {
        sellable -= quantity;
        settle(at);
    }

    private void settle(String at) {
        int missing = claimed() - Math.max(0, sellable) - sum();
        if (missing <= 0) {
            return;
        }
        List<Contender> free = free();
        Map<String, Integer> expected = new TreeMap<>(plainly(free, missing));
        Map<String, Integer> chosen = new TreeMap<>();
        for (Victims.Victim victim : Victims.of(free, BigDecimal.valueOf(missing))) {
            chosen.put(victim.promise().key(), victim.quantity().intValueExact());
        }
        assertThat(chosen).as(at).isEqualTo(expected);
        chosen.forEach((key, quantity) -> atRisk.merge(key, quantity, Integer::sum));
    }

    private void comeBack(int quantity, String at) {
        sellable += quantity;
        good(at);
    }

    private void good(String at) {
        int back = sum() - Math.max(0, claimed() - Math.max(0, sellable));
        if (back <= 0) {
            return;
        }
        List<Contender> broken = new ArrayList<>();
        atRisk.forEach((key, quantity) -> broken.add(with(claim(key), quantity)));
        Map<String, BigDecimal> good = Victims.good(broken, BigDecimal.valueOf(back));
        int kept = sum() - back;
        Map<String, Integer> stays = new TreeMap<>(plainly(broken, kept));
        good.forEach((key, quantity) -> atRisk.merge(key, -quantity.intValueExact(), Integer::sum));
        atRisk.values().removeIf(quantity -> quantity == 0);
        assertThat(new TreeMap<>(atRisk))
                .as(at + ": who loses first is good last")
                .isEqualTo(stays);
    }

    private void giveUp(Random random, String at) {
        String key = new ArrayList<>(claims.keySet()).get(random.nextInt(claims.size()));
        claims.remove(key);
        atRisk.remove(key);
        good(at);
    }

    private Contender claim(String key) {
        return Objects.requireNonNull(claims.get(key));
    }

    private int claimed() {
        return claims.values().stream()
                .mapToInt(claim -> claim.open().intValueExact())
                .sum();
    }

    private int sum() {
        return atRisk.values().stream().mapToInt(Integer::intValue).sum();
    }

    private List<Contender> free() {
        List<Contender> free = new ArrayList<>();
        claims.forEach((key, claim) -> {
            int left = claim.open().intValueExact() - atRisk.getOrDefault(key, 0);
            if (left > 0) {
                free.add(with(claim, left));
            }
        });
        return free;
    }

    private static Contender with(Contender claim, int open) {
        return new Contender(
                claim.key(),
                BigDecimal.valueOf(open),
                claim.paid(),
                claim.promisedAt(),
                claim.elsewhere(),
                claim.penalty(),
                claim.position());
    }

    /** One piece after the other from whoever loses against all others. */
    private static Map<String, Integer> plainly(List<Contender> promises, int pieces) {
        Map<String, Integer> taken = new HashMap<>();
        for (int piece = 0; piece < pieces; piece++) {
            Contender loser = null;
            for (Contender one : promises) {
                boolean left = taken.getOrDefault(one.key(), 0) < one.open().intValueExact();
                if (left && (loser == null || loses(one, loser))) {
                    loser = one;
                }
            }
            if (loser == null) {
                return taken;
            }
            taken.merge(loser.key(), 1, Integer::sum);
        }
        return taken;
    }

    private static boolean loses(Contender one, Contender other) {
        if (one.paid() != other.paid()) {
            return !one.paid();
        }
        Instant mine = one.promisedAt();
        Instant his = other.promisedAt();
        if (mine == null ? his != null : !mine.equals(his)) {
            return mine == null || (his != null && mine.isAfter(his));
        }
        if (one.elsewhere() != other.elsewhere()) {
            return one.elsewhere();
        }
        if (one.penalty() != other.penalty()) {
            return one.penalty() < other.penalty();
        }
        if (one.position() != other.position()) {
            return one.position() > other.position();
        }
        return one.hash().compareTo(other.hash()) < 0;
    }
}
