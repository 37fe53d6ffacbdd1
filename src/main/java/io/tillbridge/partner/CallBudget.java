package io.tillbridge.partner;

import io.tillbridge.connector.Budget;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many calls one client may make now. Permits are leased from the shared budget in small blocks that grow with demand,
 * so that most calls ask nobody; a block is used within its lease or given back. Never waits for budget: it says how long
 * to wait. While a block is being leased, callers wait for that one statement.
 */
public final class CallBudget {

    private static final Logger LOG = LoggerFactory.getLogger(CallBudget.class);
    private static final Duration CONCURRENCY_PAUSE = Duration.ofMillis(100);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
    private static final Duration SLOTS_KEPT = Duration.ofSeconds(10);
    private static final int MOST_IN_HAND = 10;

    private final BudgetBook book;
    private final String name;
    private final String holder;
    private final @Nullable Budget budget;
    private final Duration callEnds;
    private final Duration usable;
    private final boolean rated;
    private final int concurrency;
    private final int most;

    private int permits;
    private int block = 1;
    private int used;
    private int owed;
    private long lease;
    private long usableUntil;
    private int olderUnderWay;
    private int underWay;
    private int peak;
    private int slots;
    private long slotsUntil;
    private long notBefore;
    private long granted;
    private @Nullable Long left;
    private @Nullable BudgetReading reading;

    /**
     * Without a budget every call is allowed.
     *
     * @param name under which the budget is shared
     * @param holder names this caller among those that share it
     * @param callEnds how long after its beginning a call has ended everywhere
     */
    CallBudget(BudgetBook book, String name, String holder, @Nullable Budget budget, Duration callEnds) {
        this.book = book;
        this.name = name;
        this.holder = holder;
        this.budget = budget;
        this.callEnds = callEnds;
        this.concurrency = budget == null ? 0 : budget.concurrency();
        Duration per = Duration.ofSeconds(1);
        long calls = Long.MAX_VALUE;
        if (budget instanceof Budget.Fixed fixed) {
            per = fixed.per();
            calls = fixed.calls();
        } else if (budget instanceof Budget.Window window) {
            per = window.per();
            calls = window.limit();
        }
        this.left = calls == Long.MAX_VALUE || calls <= 0 ? null : calls;
        this.rated = budget != null && calls > 0;
        this.usable = book.usable(per);
        this.most = most(calls, per, usable);
        this.usableUntil = book.nanoTime();
        this.slotsUntil = usableUntil;
        this.notBefore = usableUntil;
    }

    /** As many permits as the budget gives in the time in which a block is used; one where a block is used at once. */
    private static int most(long calls, Duration per, Duration usable) {
        if (usable.isZero()) {
            return 1;
        }
        if (calls == Long.MAX_VALUE) {
            return MOST_IN_HAND;
        }
        return Math.toIntExact(Math.min(1_000, Math.max(1, calls * usable.toMillis() / Math.max(1, per.toMillis()))));
    }

    /** Takes one call: zero when it may be made now, else how long to wait before asking again. */
    public synchronized Duration take() {
        long now = book.nanoTime();
        if (!allowed(now)) {
            if (notBefore - now > 0) {
                return Duration.ofNanos(notBefore - now);
            }
            Duration wait = lease(now);
            // one that is used at once is not held against the time the asking took
            if (!allowed(usable.isZero() ? now : book.nanoTime())) {
                notBefore = now + wait.toNanos();
                return wait;
            }
        }
        permits -= rated ? 1 : 0;
        used++;
        underWay++;
        peak = Math.max(peak, underWay);
        return Duration.ZERO;
    }

    private boolean allowed(long now) {
        return permitted(now) && (concurrency == 0 || (underWay < slots && slotsUntil - now >= callEnds.toNanos()));
    }

    private boolean permitted(long now) {
        return !rated || (permits > 0 && usableUntil - now >= 0);
    }

    /** Asks for what is missing; how long to wait when it was refused. */
    private Duration lease(long now) {
        boolean needsPermits = !permitted(now);
        try {
            BudgetGrant grant = settle(now, needsPermits ? block : 0, Math.max(underWay + 1, peak));
            if (needsPermits && grant.permits() == 0) {
                return grant.pause().isZero() ? CONCURRENCY_PAUSE : grant.pause();
            }
            return CONCURRENCY_PAUSE;
        } catch (SQLException e) {
            LOG.warn("budget.not_leased budget={} cause={}", name, e.toString());
            return AFTER_TROUBLE;
        }
    }

    private BudgetGrant settle(long now, int wanted, int wantedSlots) throws SQLException {
        Budget known = budget;
        if (known == null) {
            throw new IllegalStateException("client " + holder + " has no budget to ask");
        }
        boolean over = wanted > 0 || usableUntil - now < 0;
        int unused = over ? permits : 0;
        BudgetGrant grant = book.settle(new BudgetAsk(
                name,
                holder,
                known,
                wanted,
                usable,
                Math.min(concurrency, wantedSlots),
                underWay,
                callEnds.plus(SLOTS_KEPT),
                lease,
                unused,
                reading));
        reading = null;
        granted = grant.granted();
        left = grant.left();
        slots = grant.slots();
        slotsUntil = now + callEnds.plus(SLOTS_KEPT).toNanos();
        if (over) {
            permits = 0;
        }
        if (wanted > 0) {
            block = Math.min(most, unused > 0 ? Math.max(1, used) : Math.max(block, 2 * used));
            permits = grant.permits();
            lease = grant.block();
            usableUntil = now + usable.toNanos();
            used = 0;
            olderUnderWay = underWay;
            pay();
        }
        return grant;
    }

    /**
     * A call was made beside the one taken, such as for a token. It does not wait, because the one taken cannot be made
     * without it; the next permits pay for it.
     */
    synchronized void charge() {
        owed += rated ? 1 : 0;
        pay();
    }

    private void pay() {
        int paid = Math.min(owed, permits);
        owed -= paid;
        permits -= paid;
        used += paid;
    }

    /** The call taken has ended. */
    public synchronized void ended() {
        underWay--;
        olderUnderWay = Math.max(0, olderUnderWay - 1);
    }

    /** The call taken was not made after all; a permit of an older lease is lost with it. */
    public synchronized void giveBack() {
        underWay--;
        if (olderUnderWay > 0) {
            olderUnderWay--;
        } else if (rated) {
            permits++;
            used--;
            left = left == null ? null : left + 1;
        }
    }

    /** What an answer tells of the limit is kept for the next lease. */
    synchronized void read(Received received, Clock clock) {
        int others = Math.max(0, underWay - 1) + permits;
        BudgetReading told = BudgetReading.of(budget, received, others, granted, clock);
        reading = told == null ? reading : told;
    }

    /** Gives back what was not used in time and tells what an answer told: called a few times a second. */
    synchronized void round() throws SQLException {
        long now = book.nanoTime();
        boolean unused = permits > 0 && usableUntil - now < 0;
        if (budget != null && (unused || slots > 0 || reading != null)) {
            settle(now, 0, peak);
        }
        peak = underWay;
    }

    /** Calls left when it was last asked; null when that is not known. */
    public synchronized @Nullable Long left() {
        return left;
    }

    /** How long until the limit has room again, as an answer tells it; empty when it tells nothing of it. */
    Optional<Duration> roomIn(Received received, Clock clock) {
        return BudgetRoom.in(budget, received, clock);
    }
}
