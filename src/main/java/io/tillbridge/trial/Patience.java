package io.tillbridge.trial;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Sits out, for one command, what a budget or a partner asks for before the next call: two minutes in all. */
final class Patience {

    private static final Duration LONG = Duration.ofSeconds(5);

    private final Consumer<String> told;
    private Duration left = Duration.ofMinutes(2);

    /**
     * Patience of one command.
     *
     * @param told receives a line before each wait that people would notice
     */
    Patience(Consumer<String> told) {
        this.told = told;
    }

    /** Waits for so long; false, at once, when that is more than is left. */
    boolean sitOut(Duration pause, String why) {
        if (pause.compareTo(left) > 0) {
            return false;
        }
        left = left.minus(pause);
        if (pause.compareTo(LONG) >= 0) {
            told.accept("waiting " + Duration.ofSeconds(pause.toSeconds()) + ": " + why);
        }
        new CompletableFuture<Void>()
                .completeOnTimeout(null, Math.max(pause.toMillis(), 1), TimeUnit.MILLISECONDS)
                .join();
        return true;
    }
}
