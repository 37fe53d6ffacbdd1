package io.tillbridge.delivery;

import io.tillbridge.platform.NodeId;
import java.time.Duration;

/**
 * How deliveries run on this node.
 *
 * @param node names this node in what it writes down; the same after a restart
 * @param concurrency calls under way at once per destination whose connector's budget does not say
 * @param gather the least time between two calls of a destination that could have told more at once
 * @param idle how often a destination without hints looks for scheduled, abandoned and overlooked lanes
 * @param margin added to twice the client's timeout to make the lease of an attempt
 * @param walkPage lanes looked at per step of a walk
 * @param walkEvery how often all lanes are walked although no hint was lost: another node's hints die with it
 * @param holdFor how long a lane waits for what it misses before it becomes a dead letter
 */
public record DeliverySettings(
        String node,
        int concurrency,
        Duration gather,
        Duration idle,
        Duration margin,
        int walkPage,
        Duration walkEvery,
        Duration holdFor) {

    /** Named after the machine; one call at a time, 40 ms between calls that are not full, a look every second, a walk every five minutes, holds for seven days. */
    public static DeliverySettings defaults() {
        return new DeliverySettings(
                NodeId.host(),
                1,
                Duration.ofMillis(40),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                1_000,
                Duration.ofMinutes(5),
                Duration.ofDays(7));
    }

    /** The same, with another deadline for holds. */
    DeliverySettings holding(Duration time) {
        return new DeliverySettings(node, concurrency, gather, idle, margin, walkPage, walkEvery, time);
    }

    /** Longer than a call can last, so that after its end the old call must have ended too. */
    Duration lease(Destination destination) {
        return destination.partner().callEnds().plus(margin);
    }

    /** The {@code System.nanoTime()} by which a call claimed now must begin, or it could outlive its lease. */
    long callBefore() {
        return System.nanoTime() + margin.toNanos();
    }
}
