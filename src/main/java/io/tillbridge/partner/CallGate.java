package io.tillbridge.partner;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether one partner may be called now: by budget, breaker and what it asked for itself. Never waits. */
public final class CallGate {

    private static final Logger LOG = LoggerFactory.getLogger(CallGate.class);

    private final String id;
    private final CallBudget budget;
    private final Breaker breaker;
    private final Clock clock;
    private final BudgetBook book;
    private final String share;
    private volatile Instant closedUntil = Instant.EPOCH;

    /** A gate that shares its budget, and what the partner asks for, with others under a name. */
    CallGate(String id, String share, CallBudget budget, BudgetBook book, Clock clock) {
        this.id = id;
        this.share = share;
        this.clock = clock;
        this.book = book;
        this.budget = budget;
        this.breaker = new Breaker(id, clock);
    }

    /** {@code connection.client}. */
    public String id() {
        return id;
    }

    public Breaker breaker() {
        return breaker;
    }

    public CallBudget budget() {
        return budget;
    }

    /** The partner asked not to be called before this moment; in the past when it did not. */
    public Instant closedUntil() {
        return closedUntil;
    }

    /** Asks for one call, without waiting. */
    public Admission admit() {
        Duration closed = Duration.between(clock.instant(), closedUntil);
        if (closed.toMillis() > 0) {
            return new Admission.NotYet(closed, "rate_limited");
        }
        Duration wait = budget.take();
        if (!wait.isZero()) {
            return new Admission.NotYet(wait, "budget");
        }
        if (!breaker.allows()) {
            budget.giveBack();
            return new Admission.NotYet(Breaker.PAUSE, "breaker_open");
        }
        return new Admission.Admitted();
    }

    /** The admitted call was not made after all. */
    public void giveBack() {
        budget.giveBack();
        breaker.notCalled();
    }

    /** The admitted call needed another one, for a token or after a refused one: it counts in the budget. */
    void charge() {
        budget.charge();
    }

    /** The admitted call has ended, whatever came of it; before {@link #count}. */
    void ended() {
        budget.ended();
    }

    /** What the call brought: opens and closes the breaker, and the gate for as long as the partner asked. */
    void count(Answer answer) {
        breaker.count(answer);
        closes(answer).ifPresent(this::close);
    }

    /** What an answer tells of the partner's limit, whatever else it says. */
    void read(Received received) {
        budget.read(received, clock);
    }

    /** Under which its budget is shared. */
    String share() {
        return share;
    }

    /** For how long the partner asks by this answer not to be called; empty when it does not ask. */
    public static Optional<Duration> closes(Answer answer) {
        if (answer instanceof Answer.RateLimited limited) {
            return Optional.of(limited.pause());
        }
        if (answer instanceof Answer.Transient later
                && later.received() != null
                && later.received().headers().containsKey("retry-after")) {
            return Optional.of(later.pause());
        }
        String limit = answer instanceof Answer.Ok ok ? ok.received().headers().get("ratelimit") : null;
        return limit == null ? Optional.empty() : RateLimitHeader.exhaustedFor(limit);
    }

    private void close(Duration pause) {
        if (closedFor(pause)) {
            try {
                book.close(share, pause);
            } catch (SQLException e) {
                LOG.warn("budget.not_closed budget={} for={} cause={}", share, pause, e.toString());
            }
        }
    }

    /** Closed for so long from now on, as this or another node was told; false when it is closed for longer already. */
    synchronized boolean closedFor(Duration pause) {
        Instant until = clock.instant().plus(pause);
        boolean later = until.isAfter(closedUntil);
        closedUntil = later ? until : closedUntil;
        return later;
    }
}
