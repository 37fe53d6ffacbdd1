package io.tillbridge.console;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells a misspelt connection or destination from one that has nothing to show. Those of the past are known: what they
 * left stays readable.
 */
@Component
final class KnownConnections {

    private final ConnectionPlans plans;
    private final JdbcClient sql;

    KnownConnections(ConnectionPlans plans, JdbcClient sql) {
        this.plans = plans;
        this.sql = sql;
    }

    /**
     * Refuses a connection that neither runs nor ever ran.
     *
     * @param id null for any; empty for documents that the hub could not assign to a connection
     * @throws ApiProblem 404 with the running ones
     */
    void check(@Nullable String id) {
        if (id == null
                || id.isEmpty()
                || plans.find(id) != null
                || known("select exists(select 1 from generation where connection = ?)", id)) {
            return;
        }
        throw ApiProblem.notFound("connection_unknown", "no connection '" + id + "'; there are " + list(ids()));
    }

    /**
     * Refuses a destination that neither is told now nor has a lane.
     *
     * @param destination {@code connection.flow}; null for any
     * @throws ApiProblem 404 with those of the running connections
     */
    void checkDestination(@Nullable String destination) {
        if (destination == null
                || destinations().anyMatch(destination::equals)
                || known("select exists(select 1 from lane_wanted where destination = ?)", destination)) {
            return;
        }
        throw ApiProblem.notFound(
                "destination_unknown", "no destination '" + destination + "'; there are " + list(destinations()));
    }

    private Stream<String> ids() {
        return plans.all().stream().map(ConnectionPlan::id);
    }

    private Stream<String> destinations() {
        return plans.all().stream()
                .flatMap(plan -> plan.outbound().keySet().stream().map(flow -> plan.id() + "." + flow));
    }

    private boolean known(String question, String name) {
        return sql.sql(question).param(name).query(Boolean.class).single();
    }

    private static String list(Stream<String> names) {
        return names.sorted()
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(", "), all -> all.isEmpty() ? "none yet" : all));
    }
}
