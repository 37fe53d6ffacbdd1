package io.tillbridge.intake;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The webhook flows that are open now: by address, and by plan id for a request that is still on its way through an older
 * generation's route.
 */
final class HookFlows {

    private final Map<String, HookFlow> byAddress = new ConcurrentHashMap<>();
    private final Map<String, HookFlow> byPlan = new ConcurrentHashMap<>();
    private volatile boolean open;

    /** The running flow at {@code /hooks/{connection}/{flow}}; null when there is none. */
    @Nullable
    HookFlow at(String connection, String flow) {
        return byAddress.get(connection + "/" + flow);
    }

    /** A flow by its plan id; null when its generation has been removed. */
    @Nullable
    HookFlow planned(String planId) {
        return byPlan.get(planId);
    }

    /** From now on the address leads to this flow. */
    void put(HookFlow flow) {
        byPlan.put(flow.planId(), flow);
        byAddress.put(address(flow), flow);
    }

    /** Forgets a generation once its route is drained; its address only when no newer one took it. */
    void remove(String planId) {
        HookFlow flow = byPlan.remove(planId);
        if (flow != null) {
            byAddress.remove(address(flow), flow);
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
