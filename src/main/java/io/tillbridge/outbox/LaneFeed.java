package io.tillbridge.outbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of one destination that changed and that no worker has looked at yet: a bounded set of hints. What does not fit is not
 * remembered; instead the lanes are walked once, so a destination that is down for hours costs no heap. Thread-safe.
 */
public final class LaneFeed {

    private final int limit;
    private final Set<String> keys = new LinkedHashSet<>();
    private boolean walkWanted = true;
    private int most;
    private volatile @Nullable Runnable listener;

    LaneFeed(int limit) {
        this.limit = limit;
    }

    /** Who is told that something is due; must return at once. */
    public void listen(Runnable wake) {
        listener = wake;
    }

    /** Nobody listens any more. */
    public void ignore() {
        listener = null;
    }

    /** Adds hints; beyond the limit they are dropped and a walk is asked for. */
    public void add(Collection<String> due) {
        synchronized (this) {
            most = Math.max(most, due.size());
            for (String key : due) {
                if (keys.size() >= limit && !keys.contains(key)) {
                    walkWanted = true;
                    break;
                }
                keys.add(key);
            }
        }
        Runnable told = listener;
        if (told != null) {
            told.run();
        }
    }

    /** Takes the oldest hints, at most {@code max}. */
    public synchronized List<String> take(int max) {
        List<String> taken = new ArrayList<>(Math.min(max, keys.size()));
        Iterator<String> iterator = keys.iterator();
        while (taken.size() < max && iterator.hasNext()) {
            taken.add(iterator.next());
            iterator.remove();
        }
        return taken;
    }

    /** The most hints that came together since this was asked last. */
    public synchronized int takeMost() {
        int taken = most;
        most = 0;
        return taken;
    }

    /** Whether a walk over all lanes is needed; asking takes the request. What is added from now on is kept again. */
    public synchronized boolean takeWalk() {
        boolean wanted = walkWanted;
        walkWanted = false;
        return wanted;
    }

    /** Asks for a walk: hints were lost. */
    public synchronized void wantWalk() {
        walkWanted = true;
    }

    /** Hints held now. */
    public synchronized int size() {
        return keys.size();
    }
}
