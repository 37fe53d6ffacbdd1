package io.tillbridge.partner;

import io.tillbridge.connector.Budget;
import io.tillbridge.connector.ClientPlan;
import io.tillbridge.connector.ConnectionPlan;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gates of all clients, one per connection and client; those with one budget share it within and between nodes. */
final class CallGates {

    private static final Logger LOG = LoggerFactory.getLogger(CallGates.class);

    private final BudgetBook book;
    private final String node;
    private final Clock clock;
    private final Map<String, CallGate> gates = new ConcurrentHashMap<>();

    /**
     * No gate yet.
     *
     * @param node names this process among those that share the book
     */
    CallGates(BudgetBook book, String node, Clock clock) {
        this.book = book;
        this.node = node;
        this.clock = clock;
    }

    /**
     * A new gate for a client; one made before for the same client is forgotten.
     *
     * @param callEnds how long after its beginning a call has ended everywhere
     */
    CallGate gate(ConnectionPlan connection, ClientPlan client, Duration callEnds) {
        String id = connection.id() + "." + client.name();
        Budget plan = client.budget();
        String share = plan == null || plan.share() == null
                ? id
                : connection.connector() + "." + client.name() + " " + plan.share();
        CallBudget budget = new CallBudget(book, share, node + " " + id, plan, callEnds);
        CallGate gate = new CallGate(id, share, budget, book, clock);
        gates.put(id, gate);
        return gate;
    }

    /** Gives back what was leased and not used, and learns which partners asked other nodes not to be called. */
    void round() {
        try {
            Map<String, Duration> closed = gates.isEmpty() ? Map.of() : book.closed();
            for (CallGate gate : gates.values()) {
                Duration pause = closed.get(gate.share());
                if (pause != null) {
                    gate.closedFor(pause);
                }
                gate.budget().round();
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warn("budget.round_failed cause={}", e.toString());
        }
    }
}
