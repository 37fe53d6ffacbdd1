package io.tillbridge.posting;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.deadletter.DeadLetterEvents;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.stock.SafetyStock;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How posting tells of dead letters, for tests of other packages. */
public final class DeadLetterTelling {

    private DeadLetterTelling() {}

    /** Tells the destinations of one connection. */
    public static DeadLetterEvents to(ConnectionPlan connection) {
        return new DeadLetterLanes(new Lanes(new OnePlan(connection), SafetyStock.of(List.of())), new Outbox());
    }

    private record OnePlan(ConnectionPlan plan) implements ConnectionPlans {
        @Override
        public @Nullable ConnectionPlan find(String connection) {
            return plan.id().equals(connection) ? plan : null;
        }

        @Override
        public Collection<ConnectionPlan> all() {
            return List.of(plan);
        }

        @Override
        public int generation(String connection) {
            return 1;
        }
    }
}
