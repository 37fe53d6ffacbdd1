package io.tillbridge.partner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.connector.Budget;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What several callers are granted of one budget, whatever they ask and give back, checked against the obvious rule. */
class BudgetLedgerTest {

    private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");
    private static final Duration USABLE = Duration.ofMillis(50);
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Budget BUCKET = new Budget.BucketFromResponse(
            JsonPointer.compile("/left"),
            JsonPointer.compile("/rate"),
            new Budget.Reserve(BigDecimal.TEN, true),
            null,
            0,
            null);
    private static final Budget QUOTA = new Budget.Headers("l", "r", "t", Budget.Reset.SECONDS, 0, null);

    private BudgetLedger ledger = BudgetLedger.empty();

    /** Writes the ledger and reads it back, as between two nodes. */
    private BudgetGrant settle(BudgetAsk ask, Instant at) {
        ledger = BudgetLedger.of(ledger.json());
        return ledger.settle(ask, at);
    }

    private BudgetGrant take(Budget budget, int permits, @Nullable BudgetReading reading, Duration at) {
        return settle(new BudgetAsk("b", "one", budget, permits, USABLE, 0, 0, LEASE, 0, 0, reading), START.plus(at));
    }

    private int slots(String holder, int wanted, int underWay, Duration at) {
        Budget budget = Budget.fixed(0, LEASE, 4);
        return settle(
                        new BudgetAsk("b", holder, budget, 0, USABLE, wanted, underWay, LEASE, 0, 0, null),
                        START.plus(at))
                .slots();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void callsNeverExceedTheLimitInAnyWindow(long seed) {
        Random random = new Random(seed);
        long limit = 1L + random.nextInt(30);
        Duration per = Duration.ofMillis(200 + random.nextInt(2_000));
        Budget budget = new Budget.Window(limit, per, 0, null);
        List<Long> calls = new ArrayList<>();
        long now = 0;
        for (int step = 0; step < 4_000; step++) {
            now += random.nextInt(20_000);
            int wanted = 1 + random.nextInt(5);
            BudgetAsk ask = new BudgetAsk("b", "n", budget, wanted, USABLE, 0, 0, LEASE, 0, 0, null);
            BudgetGrant grant = settle(ask, START.plusNanos(now * 1_000));
            int used = random.nextInt(grant.permits() + 1);
            for (int i = 0; i < used; i++) {
                calls.add(now + random.nextInt(50_000));
            }
            if (used < grant.permits()) {
                settle(
                        new BudgetAsk(
                                "b", "n", budget, 0, USABLE, 0, 0, LEASE, grant.block(), grant.permits() - used, null),
                        START.plusNanos(now * 1_000));
            }
        }
        Collections.sort(calls);
        int first = 0;
        for (int last = 0; last < calls.size(); last++) {
            while (calls.get(last) - calls.get(first) >= per.toNanos() / 1_000) {
                first++;
            }
            assertThat((long) last - first + 1)
                    .as("seed %s, calls up to the one at %s", seed, calls.get(last))
                    .isLessThanOrEqualTo(limit);
        }
        long possible = now / (per.toNanos() / 1_000) * limit;
        assertThat(calls.size()).as("seed %s: the budget is used", seed).isGreaterThan(Math.toIntExact(possible / 4));
    }

    @Test
    void aRefusalSaysWhenTheOldestPermitCountsNoLonger() {
        Budget budget = new Budget.Window(1, Duration.ofSeconds(10), 0, null);
        take(budget, 1, null, Duration.ZERO);
        BudgetGrant second = take(budget, 1, null, Duration.ofSeconds(4));
        assertThat(second.permits()).isZero();
        assertThat(second.pause()).isBetween(Duration.ofMillis(6_050), Duration.ofMillis(6_100));
        assertThat(take(budget, 1, null, Duration.ofSeconds(4).plus(second.pause()))
                        .permits())
                .isOne();
    }

    @Test
    void aBucketIsProbedUntilItIsToldAndThenUsedDownToItsReserve() {
        assertThat(take(BUCKET, 5, null, Duration.ZERO).permits()).isOne();
        assertThat(take(BUCKET, 5, null, Duration.ZERO).pause()).isEqualTo(Duration.ofSeconds(1));

        BudgetReading told = new BudgetReading(new BigDecimal("13"), new BigDecimal("50"), null, null, 0, 1);
        Budget reserve = new Budget.BucketFromResponse(
                JsonPointer.empty(), JsonPointer.empty(), new Budget.Reserve(BigDecimal.TEN, false), null, 0, null);
        assertThat(take(reserve, 5, told, Duration.ofMillis(500)).permits()).isEqualTo(3);
        BudgetGrant none = take(reserve, 5, null, Duration.ofMillis(500));
        assertThat(none.permits()).isZero();
        assertThat(none.pause()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void whatACallWasSeenToCostIsExpectedOfTheNext() {
        take(BUCKET, 1, null, Duration.ZERO);
        take(BUCKET, 1, told("1000", "100", 1), Duration.ofSeconds(2));
        BudgetGrant after = take(BUCKET, 10, told("700", "100", 2), Duration.ofSeconds(2));
        assertThat(after.permits()).as("a call costs 300").isOne();
        assertThat(take(BUCKET, 10, null, Duration.ofSeconds(2)).permits()).isOne();
        assertThat(take(BUCKET, 10, null, Duration.ofSeconds(2)).permits()).isZero();
    }

    private static BudgetReading told(String left, String rate, long granted) {
        return new BudgetReading(new BigDecimal(left), new BigDecimal(rate), null, null, 0, granted);
    }

    @Test
    void aQuotaIsUsedUpAndWaitsForItsReset() {
        take(QUOTA, 1, null, Duration.ZERO);
        BudgetReading told =
                new BudgetReading(BigDecimal.valueOf(2), null, BigDecimal.TEN, Duration.ofSeconds(30), 0, 1);
        assertThat(take(QUOTA, 1, told, Duration.ofSeconds(1)).permits()).isOne();
        assertThat(take(QUOTA, 1, null, Duration.ofSeconds(1)).permits()).isOne();
        BudgetGrant none = take(QUOTA, 1, null, Duration.ofSeconds(2));
        assertThat(none.permits()).isZero();
        assertThat(none.pause()).isEqualTo(Duration.ofSeconds(29));
        assertThat(take(QUOTA, 1, null, Duration.ofSeconds(31)).permits()).isOne();
    }

    @Test
    void anAnswerThatWasOvertakenDoesNotRaiseAQuota() {
        take(QUOTA, 1, null, Duration.ZERO);
        Duration reset = Duration.ofSeconds(30);
        take(QUOTA, 0, new BudgetReading(BigDecimal.ONE, null, BigDecimal.TEN, reset, 0, 1), Duration.ZERO);
        take(QUOTA, 0, new BudgetReading(BigDecimal.valueOf(2), null, BigDecimal.TEN, reset, 0, 1), Duration.ZERO);
        assertThat(take(QUOTA, 1, null, Duration.ZERO).permits()).isOne();
        assertThat(take(QUOTA, 1, null, Duration.ZERO).permits()).isZero();
    }

    @Test
    void slotsAreSharedAndThoseOfADeadHolderAreFreeWhenItsLeaseEnds() {
        assertThat(slots("dead", 3, 0, Duration.ZERO)).isEqualTo(3);
        assertThat(slots("two", 3, 0, Duration.ZERO)).isEqualTo(1);
        assertThat(slots("two", 3, 1, Duration.ofMillis(9_999))).isEqualTo(1);
        assertThat(slots("two", 3, 1, Duration.ofSeconds(10))).isEqualTo(3);
    }

    @Test
    void aBusyHolderShrinksToItsPartAsItsCallsEnd() {
        assertThat(slots("busy", 4, 4, Duration.ZERO)).isEqualTo(4);
        assertThat(slots("late", 4, 0, Duration.ZERO)).isZero();
        assertThat(slots("busy", 4, 3, Duration.ofSeconds(1))).isEqualTo(3);
        assertThat(slots("late", 4, 0, Duration.ofSeconds(1))).isEqualTo(1);
        assertThat(slots("busy", 4, 2, Duration.ofSeconds(1))).isEqualTo(2);
        assertThat(slots("late", 4, 1, Duration.ofSeconds(1))).isEqualTo(2);
    }

    @Test
    void withMoreHoldersThanSlotsTheyTakeTurns() {
        for (int i = 0; i < 4; i++) {
            slots("h" + i, 1, 1, Duration.ZERO);
        }
        assertThat(slots("fifth", 1, 0, Duration.ZERO)).isZero();
        assertThat(slots("h0", 1, 0, Duration.ofMillis(1))).isZero();
        assertThat(slots("fifth", 1, 0, Duration.ofMillis(2))).isEqualTo(1);
    }
}
