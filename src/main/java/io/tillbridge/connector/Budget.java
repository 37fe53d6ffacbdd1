package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How many calls a destination allows; live traffic and replay share it, and so do all nodes. */
public sealed interface Budget {

    /** Calls in flight at once on all nodes together; 0 for no limit of its own. */
    int concurrency();

    /**
     * Names what the budget is of, such as {@code settings.realmId=913}: connections of one connector with the same name
     * share it. Null when every client of every connection has its own.
     */
    @Nullable
    String share();

    /** So many calls in any stretch of time as long as {@code per}. */
    static Budget fixed(long calls, Duration per, int concurrency) {
        return new Fixed(calls, per, concurrency, null);
    }

    /**
     * A rate. The partner counts from moments that nobody knows, so it holds for every stretch of its period.
     *
     * @param calls permitted per period; 0 for no limit but {@code concurrency}
     */
    record Fixed(
            long calls,
            Duration per,
            int concurrency,
            @Nullable String share) implements Budget {}

    /** So many calls within a moving window of any length. */
    record Window(
            long limit,
            Duration per,
            int concurrency,
            @Nullable String share) implements Budget {}

    /**
     * A bucket of points that the partner tells with every answer.
     *
     * @param available where an answer says how many points are left
     * @param restorePerSecond where it says how many come back in a second
     * @param reserve points that are left alone, for other users of the account and calls whose answer is still to come
     * @param maximum points of the full bucket; null for the most that was ever told
     */
    record BucketFromResponse(
            JsonPointer available,
            JsonPointer restorePerSecond,
            Reserve reserve,
            @Nullable BigDecimal maximum,
            int concurrency,
            @Nullable String share)
            implements Budget {}

    /**
     * A part of a bucket.
     *
     * @param amount points, or hundredths of the full bucket
     */
    record Reserve(BigDecimal amount, boolean percent) {

        /** The points that are left alone of a bucket of the given size. */
        public BigDecimal of(BigDecimal maximum) {
            return percent ? maximum.multiply(amount).movePointLeft(2) : amount;
        }
    }

    /**
     * A quota that the partner tells by three headers with every answer.
     *
     * @param limit header that names the calls of a whole period
     * @param remaining header that names those left
     * @param reset header that says when the quota is whole again
     */
    record Headers(
            String limit,
            String remaining,
            String reset,
            Reset semantics,
            int concurrency,
            @Nullable String share) implements Budget {}

    /** What the header {@code reset} holds. */
    enum Reset {
        /** Seconds from the answer on. */
        SECONDS,
        /** Seconds since 1970. */
        EPOCH
    }
}
