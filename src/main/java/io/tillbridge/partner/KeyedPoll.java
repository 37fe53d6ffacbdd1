package io.tillbridge.partner;

import java.time.Duration;
import java.util.Map;

/**
 * Asks a source at once for what it knows of one key, such as the orders of one item that are not received yet. Implemented
 * where polls are run; called where a delivery learns that its figure is out of date.
 */
public interface KeyedPoll {

    /** What came of it. */
    sealed interface Outcome {}

    /**
     * Everything was read and stored as any poll's records are.
     *
     * @param fresh documents that were not known before
     */
    record Done(int fresh) implements Outcome {}

    /**
     * Not everything was read; what was read is stored.
     *
     * @param code stable, such as {@code budget} or {@code too_late}
     * @param pause before it is worth another try
     */
    record NotDone(String code, Duration pause) implements Outcome {}

    /**
     * Runs the {@code forKey} of a polling flow; its own cursor stays. Waits for the source's answers and for nothing else.
     *
     * @param args exactly the flow's {@code forKey.args}
     * @param within after which no further page is asked for
     * @throws IllegalArgumentException when the flow has no {@code forKey} with these arguments
     */
    Outcome run(String connection, String flow, Map<String, String> args, Duration within);
}
