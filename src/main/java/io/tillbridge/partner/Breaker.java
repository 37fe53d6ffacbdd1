package io.tillbridge.partner;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Stops calling a partner that is down: opens when half of the last 20 calls (at least 5) failed, lets one probe through
 * after 5 seconds, then after ever longer waits of at most 2 minutes.
 */
public final class Breaker {

    /** How soon to ask again while the breaker is open; asking is cheap and holds nothing. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private final CircuitBreaker breaker;
    private final List<Consumer<Boolean>> listeners = new CopyOnWriteArrayList<>();

    Breaker(String name, Clock clock) {
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .slidingWindowSize(20)
                .minimumNumberOfCalls(5)
                .failureRateThreshold(50)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitIntervalFunctionInOpenState(
                        IntervalFunction.ofExponentialBackoff(Duration.ofSeconds(5), 2, Duration.ofMinutes(2)))
                .clock(clock)
                .currentTimestampFunction(Clock::millis, TimeUnit.MILLISECONDS)
                .writableStackTraceEnabled(false)
                .build();
        this.breaker = CircuitBreaker.of(name, config);
        breaker.getEventPublisher().onStateTransition(event -> {
            switch (event.getStateTransition()) {
                case CLOSED_TO_OPEN, HALF_OPEN_TO_OPEN -> listeners.forEach(listener -> listener.accept(true));
                case HALF_OPEN_TO_CLOSED, OPEN_TO_CLOSED -> listeners.forEach(listener -> listener.accept(false));
                default -> {}
            }
        });
    }

    boolean allows() {
        return breaker.tryAcquirePermission();
    }

    void notCalled() {
        breaker.releasePermission();
    }

    /** Counts the answer: only a partner that does not answer, fails or rejects our credentials counts as down. */
    void count(Answer answer) {
        if (answer instanceof Answer.Transient
                || answer instanceof Answer.Unknown
                || answer instanceof Answer.AuthFailed) {
            breaker.onError(0, TimeUnit.MILLISECONDS, new IOException("partner unavailable"));
        } else {
            breaker.onSuccess(0, TimeUnit.MILLISECONDS);
        }
    }

    /** {@code closed}, {@code open} or {@code half_open}. */
    public String state() {
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> "open";
            case HALF_OPEN -> "half_open";
            default -> "closed";
        };
    }

    /**
     * Tells when the breaker opens or a probe leaves it open (true), and when it closes (false).
     *
     * @return ends it: a breaker outlives the routes that listen to it
     */
    public Runnable onChange(Consumer<Boolean> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
