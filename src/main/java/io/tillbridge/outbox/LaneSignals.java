package io.tillbridge.outbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tells this node's delivery workers which lanes a committed transaction changed. Never blocks, never grows unbounded. */
public final class LaneSignals {

    /** Hints kept per destination: about 5 MB at most. */
    public static final int DEFAULT_LIMIT = 50_000;

    private final int limit;
    private final Map<String, LaneFeed> feeds = new ConcurrentHashMap<>();

    public LaneSignals(int limit) {
        this.limit = limit;
    }

    /** The feed of one destination. */
    public LaneFeed feed(String destination) {
        return feeds.computeIfAbsent(destination, name -> new LaneFeed(limit));
    }

    /** To be called after the commit of the transaction that returned the signals; a call too many does no harm. */
    public void signal(Collection<LaneSignal> signals) {
        if (signals.isEmpty()) {
            return;
        }
        Map<String, List<String>> byDestination = new HashMap<>();
        for (LaneSignal signal : signals) {
            byDestination
                    .computeIfAbsent(signal.destination(), name -> new ArrayList<>())
                    .add(signal.key());
        }
        byDestination.forEach((destination, keys) -> feed(destination).add(keys));
    }
}
