package io.tillbridge.partner;

import io.tillbridge.connector.Budget;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one caller asks of a shared budget, and what it gives back and tells with the same stroke.
 *
 * @param name of the budget
 * @param holder names the caller: this process and client
 * @param permits calls wanted now; 0 for none
 * @param usable how long the permits may be used
 * @param slots calls that shall be in flight at once, those under way included; 0 for none
 * @param underWay calls in flight, each admitted by a slot that is still held
 * @param slotLease how long the slots are held
 * @param block the lease that unused permits are of
 * @param unused permits that were not used and never will be
 * @param reading what the partner told; null when it told nothing new
 */
record BudgetAsk(
        String name,
        String holder,
        Budget budget,
        int permits,
        Duration usable,
        int slots,
        int underWay,
        Duration slotLease,
        long block,
        int unused,
        @Nullable BudgetReading reading) {}
