package io.tillbridge.reconciliation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What earlier runs saw of a figure that differs or is missing.
 *
 * @param sign of the drift: 1, -1; 0: one side was missing
 * @param times it was seen to that side, as often as counts
 * @param beganAfter the run before the first sight, which did not see it; null: there was none
 */
record Sighting(
        int sign, Instant first, int times, @Nullable Instant beganAfter) {}
