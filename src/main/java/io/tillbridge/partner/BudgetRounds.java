package io.tillbridge.partner;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Four times a second, all gates give back what they leased for nothing and learn what other nodes were told. */
final class BudgetRounds {

    private static final long EVERY_MILLIS = 250;

    private final CallGates gates;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "call-budgets");
        thread.setDaemon(true);
        return thread;
    });

    BudgetRounds(CallGates gates) {
        this.gates = gates;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a round reports its own trouble and never fails
    void start() {
        timer.scheduleWithFixedDelay(gates::round, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    void stop() {
        timer.shutdownNow();
    }
}
