package io.tillbridge.connector;

import java.time.Duration;

/**
 * How many calls a destination allows; live traffic and replay share it.
 *
 * @param calls permitted per period
 * @param concurrency calls in flight at once; 0 for no limit of its own
 */
public record Budget(long calls, Duration per, int concurrency) {}
