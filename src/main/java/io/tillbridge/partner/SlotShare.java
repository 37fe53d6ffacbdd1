package io.tillbridge.partner;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may have how many calls in flight. A holder has its slots until it gives them up or its lease ends, which is after
 * every call that they admitted. One that was refused is remembered, and the others shrink to their part as their calls
 * end. Times are microseconds.
 */
final class SlotShare {

    private static final Duration WISH = Duration.ofSeconds(2);

    private final Map<String, Holding> holders;

    /**
     * One holder's part.
     *
     * @param wants it was refused some
     * @param until end of the lease
     */
    record Holding(int slots, boolean wants, long until) {}

    SlotShare(Map<String, Holding> holders) {
        this.holders = holders;
    }

    /** The slots that the asking holder has from now on. */
    int take(BudgetAsk ask, int concurrency, long now) {
        holders.values().removeIf(holding -> holding.until() <= now);
        Holding mine = holders.remove(ask.holder());
        int others = holders.values().stream().mapToInt(Holding::slots).sum();
        boolean contended = holders.values().stream().anyMatch(Holding::wants);
        int part = contended ? part(concurrency, holders.size() + 1, mine) : concurrency;
        int room = Math.min(Math.min(ask.slots(), part), concurrency - others);
        int granted = Math.max(ask.underWay(), Math.max(0, room));
        boolean wants = granted < ask.slots();
        if (granted > 0 || wants) {
            Duration length = granted > 0 ? ask.slotLease() : WISH;
            holders.put(ask.holder(), new Holding(granted, wants, now + length.toNanos() / 1_000));
        }
        return granted;
    }

    /** An equal part; where there are more holders than slots, those that have one make room for those that have none. */
    private static int part(int concurrency, int live, @Nullable Holding mine) {
        if (concurrency >= live) {
            return (concurrency + live - 1) / live;
        }
        return mine != null && mine.slots() > 0 ? 0 : 1;
    }
}
