package io.tillbridge.console;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.deadletter.DryRunReplays;
import io.tillbridge.deadletter.Replay;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Posts what flows translated while they ran dry. */
@Component
final class DryRuns {

    private final ConnectionPlans plans;
    private final KnownConnections known;
    private final DryRunReplays replays;

    DryRuns(ConnectionPlans plans, KnownConnections known, DryRunReplays replays) {
        this.plans = plans;
        this.known = known;
        this.replays = replays;
    }

    /**
     * Messages that ran dry.
     *
     * @param flow as messages name it, such as {@code orders} or {@code fetch:order}; absent for all that run dry no more
     */
    record Messages(@Nullable String connection, @Nullable String flow) {}

    Replay replay(Messages messages, String actor, String why) {
        String connection = messages.connection();
        if (connection == null || connection.isEmpty()) {
            throw ApiProblem.badRequest("invalid_set", "'dryRun' names no connection");
        }
        known.check(connection);
        ConnectionPlan plan = plans.find(connection);
        String flow = messages.flow();
        if (plan != null && flow != null && plan.runsDry(flow)) {
            throw ApiProblem.conflict(
                    "still_dry_run",
                    "flow " + flow + " of " + connection
                            + " runs dry still, so its messages would be skipped again; take it"
                            + " out of dryRun first");
        }
        return replays.start(connection, flow, plan == null ? Set.of() : plan.dryRun(), actor, why);
    }
}
