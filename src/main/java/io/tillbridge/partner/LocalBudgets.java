package io.tillbridge.partner;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Budgets of one process alone, by its clock: for a command that calls without a database. */
final class LocalBudgets implements BudgetBook {

    private final Clock clock;
    private final Map<String, BudgetLedger> ledgers = new HashMap<>();

    LocalBudgets(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized BudgetGrant settle(BudgetAsk ask) {
        return ledgers.computeIfAbsent(ask.name(), name -> BudgetLedger.empty()).settle(ask, clock.instant());
    }

    @Override
    public void close(String name, Duration pause) {
        // whoever was told is the only one who calls
    }

    @Override
    public Map<String, Duration> closed() {
        return Map.of();
    }

    @Override
    public Duration usable(Duration per) {
        return Duration.ZERO;
    }

    @Override
    public long nanoTime() {
        Instant now = clock.instant();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }
}
