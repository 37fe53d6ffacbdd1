package io.tillbridge.intake;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The webhook flows that are open now: by address, and by plan id for a request that is still on its way through an older
 * generation's route. A request is counted with the generation it found, so that a route is closed behind the last one.
 */
final class HookFlows {

    /** Longer than a webhook may take; one that hangs is then answered 503 by the end of its route. */
    private static final Duration DRAIN = Duration.ofSeconds(10);

    /** A flow, and the requests that are on their way to its route; the flow itself is the phaser's first party. */
    private record Open(HookFlow flow, Phaser requests) {}

    private final Map<String, Open> byAddress = new ConcurrentHashMap<>();
    private final Map<String, Open> byPlan = new ConcurrentHashMap<>();
    private volatile boolean open;

    /** The running flow at {@code /hooks/{connection}/{flow}}; null when there is none. */
    @Nullable
    HookFlow at(String connection, String flow) {
        Open found = byAddress.get(connection + "/" + flow);
        return found == null ? null : found.flow();
    }

    /** As {@link #at}, and its route stays until {@link #left} is called once. */
    @Nullable
    HookFlow enter(String connection, String flow) {
        while (true) {
            Open found = byAddress.get(connection + "/" + flow);
            if (found == null) {
                return null;
            }
            if (found.requests().register() >= 0) {
                return found.flow();
            }
        }
    }

    /** A request that entered has its answer. */
    void left(String planId) {
        Open found = byPlan.get(planId);
        if (found != null) {
            found.requests().arriveAndDeregister();
        }
    }

    /** A flow by its plan id; null when its generation has been removed. */
    @Nullable
    HookFlow planned(String planId) {
        Open found = byPlan.get(planId);
        return found == null ? null : found.flow();
    }

    /** From now on the address leads to this flow. */
    void put(HookFlow flow) {
        Open fresh = new Open(flow, new Phaser(1));
        byPlan.put(flow.planId(), fresh);
        byAddress.put(address(flow), fresh);
    }

    /** The address leads to this generation no more; returns when the requests that found it have their answer. */
    void retire(String planId) {
        Open retired = byPlan.get(planId);
        if (retired == null) {
            return;
        }
        byAddress.remove(address(retired.flow()), retired);
        int phase = retired.requests().arriveAndDeregister();
        try {
            retired.requests().awaitAdvanceInterruptibly(phase, DRAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            return; // The route's own end waits for what is in it
        }
    }

    /** Forgets a generation once its route is drained; its address only when no newer one took it. */
    void remove(String planId) {
        Open removed = byPlan.remove(planId);
        if (removed != null) {
            byAddress.remove(address(removed.flow()), removed);
        }
    }

    /** Whether routes run at all: a request before that is answered 503, never 404. */
    boolean open() {
        return open;
    }

    void open(boolean open) {
        this.open = open;
    }

    private static String address(HookFlow flow) {
        return flow.connection().id() + "/" + flow.flow().name();
    }
}
