package io.tillbridge.delivery;

import io.tillbridge.outbox.LaneFeed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/** Lanes that wait for the end of their collapse window, in memory and bounded: a forgotten one is found by a walk. */
final class WindowWaits {

    private final int limit;
    private final LaneFeed feed;
    private final Set<String> known = new HashSet<>();
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(Comparator.comparing(Waiting::until));

    private record Waiting(String key, Instant until) {}

    WindowWaits(int limit, LaneFeed feed) {
        this.limit = limit;
        this.feed = feed;
    }

    synchronized void add(Map<String, Instant> lanes) {
        lanes.forEach((key, until) -> {
            if (known.size() >= limit) {
                feed.wantWalk();
            } else if (known.add(key)) {
                waiting.add(new Waiting(key, until));
            }
        });
    }

    /** The lanes whose window has ended. */
    synchronized List<String> take(Instant now, int max) {
        List<String> ready = new ArrayList<>();
        while (ready.size() < max) {
            Waiting next = waiting.peek();
            if (next == null || next.until().isAfter(now)) {
                break;
            }
            waiting.remove();
            known.remove(next.key());
            ready.add(next.key());
        }
        return ready;
    }

    /** Time until the next window ends, at least a millisecond; empty when none is open. */
    synchronized Optional<Duration> next(Instant now) {
        return Optional.ofNullable(waiting.peek())
                .map(next -> Duration.between(now, next.until()))
                .map(left -> left.toMillis() < 1 ? Duration.ofMillis(1) : left);
    }
}
