package io.tillbridge.partner;

import io.tillbridge.connector.Budget;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a limit that the partner tells: its last word, less what was granted since. Before the first word, and
 * when it says nothing for long, one call a second asks. Times are microseconds.
 */
final class ReportedShare {

    private static final long SECOND = 1_000_000;
    private static final Duration PROBE = Duration.ofSeconds(1);

    /**
     * The limit as it was at a moment.
     *
     * @param restore points a second; zero of a quota and as long as it is not known
     * @param maximum the whole bucket or quota; zero as long as it is not known
     * @param hold what a call is expected to cost
     * @param resetsAt when a quota is whole again; null of a bucket and when not told
     */
    record Pool(
            BigDecimal available,
            long at,
            BigDecimal restore,
            BigDecimal maximum,
            BigDecimal hold,
            @Nullable Long resetsAt) {

        /** The same at a later moment: with what came back meanwhile. */
        Pool at(long now) {
            if (resetsAt != null && resetsAt <= now) {
                return new Pool(maximum.max(BigDecimal.ONE), now, restore, maximum, hold, null);
            }
            BigDecimal back = restore.multiply(BigDecimal.valueOf(Math.max(0, now - at), 6));
            BigDecimal full = maximum.signum() > 0 && restore.signum() > 0
                    ? available.add(back).min(maximum)
                    : available.add(back);
            return new Pool(full, Math.max(at, now), restore, maximum, hold, resetsAt);
        }

        Pool less(BigDecimal points) {
            return new Pool(available.subtract(points), at, restore, maximum, hold, resetsAt);
        }
    }

    private @Nullable Pool pool;

    ReportedShare(@Nullable Pool pool) {
        this.pool = pool;
    }

    @Nullable
    Pool pool() {
        return pool;
    }

    /** Takes at most {@code wanted} calls of a bucket or quota. */
    BudgetGrant take(Budget budget, int wanted, long now) {
        Pool known = pool == null ? start(budget, now) : pool;
        known = known.at(now);
        BigDecimal reserve = budget instanceof Budget.BucketFromResponse bucket
                ? bucket.reserve().of(known.maximum())
                : BigDecimal.ZERO;
        BigDecimal room = known.available().subtract(reserve);
        int most = Math.min(wanted, atOnce(known));
        int granted = room.signum() <= 0
                ? 0
                : room.divide(known.hold(), 0, RoundingMode.DOWN)
                        .min(BigDecimal.valueOf(most))
                        .intValue();
        pool = known.less(known.hold().multiply(BigDecimal.valueOf(granted)));
        Duration wait = granted > 0 ? Duration.ZERO : wait(known, known.hold().subtract(room), now);
        long left = room.max(BigDecimal.ZERO)
                        .divide(known.hold(), 0, RoundingMode.DOWN)
                        .longValue()
                - granted;
        return new BudgetGrant(granted, now, wait, 0, 0, Math.max(0, left));
    }

    /** Nothing was told yet: the full bucket if its size is known, else one call. */
    private static Pool start(Budget budget, long now) {
        BigDecimal maximum = budget instanceof Budget.BucketFromResponse bucket && bucket.maximum() != null
                ? bucket.maximum()
                : BigDecimal.ZERO;
        return new Pool(maximum.max(BigDecimal.ONE), now, BigDecimal.ZERO, maximum, BigDecimal.ONE, null);
    }

    /** Calls that a caller may keep in hand: a tenth of a second's worth, or of what is left of a quota. */
    private static int atOnce(Pool known) {
        BigDecimal worth = known.restore().signum() > 0 ? known.restore() : known.available();
        return worth.movePointLeft(1)
                .divide(known.hold(), 0, RoundingMode.DOWN)
                .min(BigDecimal.TEN)
                .max(BigDecimal.ONE)
                .intValue();
    }

    private Duration wait(Pool known, BigDecimal missing, long now) {
        Long resets = known.resetsAt();
        if (resets != null) {
            return Duration.ofNanos((resets - now) * 1_000);
        }
        if (known.restore().signum() > 0) {
            return Duration.ofMillis(missing.movePointRight(3)
                    .divide(known.restore(), 0, RoundingMode.UP)
                    .max(BigDecimal.ONE)
                    .longValue());
        }
        pool = new Pool(known.available(), now, BigDecimal.ZERO, known.maximum(), known.hold(), now + SECOND);
        return PROBE;
    }

    /** Permits that were not used leave their points where they were. */
    void giveBack(int unused) {
        Pool known = pool;
        if (known != null) {
            pool = known.less(known.hold().multiply(BigDecimal.valueOf(-unused)));
        }
    }

    /**
     * The partner's word, less what it cannot know yet.
     *
     * @param since permits granted to anybody since the caller that brings it was granted some
     */
    void told(Budget budget, BudgetReading reading, long since, long now) {
        Pool known = pool == null ? null : pool.at(now);
        BigDecimal hold = known == null ? BigDecimal.ONE : known.hold();
        BigDecimal most = reading.available();
        if (reading.limit() != null) {
            most = reading.limit();
        } else if (budget instanceof Budget.BucketFromResponse bucket && bucket.maximum() != null) {
            most = bucket.maximum();
        } else if (known != null) {
            most = most.max(known.maximum());
        }
        boolean bucket = reading.restore() != null;
        if (known != null && bucket && known.restore().signum() > 0) {
            hold = learned(hold, known.available().add(hold).subtract(reading.available()), most);
        }
        BigDecimal unseen = hold.multiply(BigDecimal.valueOf(since + reading.outstanding()));
        BigDecimal available = reading.available().subtract(unseen);
        Long resetsAt =
                reading.resetsIn() == null ? null : now + reading.resetsIn().toNanos() / 1_000;
        if (known != null && sameQuota(known.resetsAt(), resetsAt)) {
            available = available.min(known.available());
        }
        BigDecimal restore = reading.restore() == null ? BigDecimal.ZERO : reading.restore();
        pool = new Pool(available, now, restore, most, hold, bucket ? null : resetsAt);
    }

    /** A quota only falls until it is whole again, so that an answer that was overtaken tells nothing. */
    private static boolean sameQuota(@Nullable Long one, @Nullable Long other) {
        return one != null && other != null && Math.abs(one - other) < 2 * SECOND;
    }

    /** Rises at once to what a call was seen to cost and falls by an eighth of the difference. */
    private static BigDecimal learned(BigDecimal hold, BigDecimal seen, BigDecimal maximum) {
        BigDecimal cost = seen.max(BigDecimal.ONE);
        BigDecimal next = cost.compareTo(hold) > 0
                ? cost
                : hold.subtract(hold.subtract(cost).divide(BigDecimal.valueOf(8), 3, RoundingMode.DOWN));
        BigDecimal half =
                maximum.divide(BigDecimal.valueOf(2), 3, RoundingMode.UP).max(BigDecimal.ONE);
        return next.min(half);
    }
}
