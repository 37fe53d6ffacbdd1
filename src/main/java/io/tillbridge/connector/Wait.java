package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** How long to wait before the next call. */
public sealed interface Wait {

    /**
     * As a header says (seconds or an HTTP date), at most {@code max}; {@code orElse} when it is absent. What
     * {@code Retry-After} asks for is never cut short, whatever {@code max} says.
     */
    record Header(String name, Duration max, Wait orElse) implements Wait {}

    /** {@code base * 2^n} up to {@code max}, with full jitter. */
    record Exponential(Duration base, Duration max) implements Wait {}

    /** As a number in the body says, at most {@code max}; {@code orElse} when there is none. */
    record Body(JsonPointer pointer, ChronoUnit unit, Duration max, Wait orElse) implements Wait {}

    record Fixed(Duration duration) implements Wait {}

    /** Until the client's budget has room again. */
    record ForBudget() implements Wait {}
}
