package io.tillbridge.partner;

import java.time.Duration;
import java.util.Map;

/**
 * A destination refused a figure because it holds another one than was told: whatever it did meanwhile shall be polled and
 * posted now. Published in process after the refusal is recorded; answered by {@link Reconciled}, or by nobody.
 *
 * @param flow inbound flow of the connection whose poll takes the arguments
 * @param within nobody waits for the answer any longer
 * @param lane names who waits, for the answer
 */
public record ReconcileRequested(String connection, String flow, Map<String, String> args, Duration within, Lane lane) {

    /** The lane that waits. */
    public record Lane(String destination, String key) {}

    public ReconcileRequested {
        args = Map.copyOf(args);
    }
}
