package io.tillbridge.reload;

import io.tillbridge.connector.ConnectionPlans;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.dao.DataAccessException;

/**
 * Health part {@code configuration}: {@code OUTDATED} while this node does not run what its files say, or another node runs
 * other generations. Neither is a reason to send no traffic, so it is no part of readiness.
 */
final class ReloadHealth implements HealthIndicator {

    private static final Status OUTDATED = new Status("OUTDATED");

    private final Reload reload;
    private final ReloadRecord record;
    private final ConnectionPlans plans;

    ReloadHealth(Reload reload, ReloadRecord record, ConnectionPlans plans) {
        this.reload = reload;
        this.record = record;
        this.plans = plans;
    }

    @Override
    public Health health() {
        ReloadOutcome last = reload.last();
        Map<String, Integer> own = new TreeMap<>();
        plans.all().forEach(plan -> own.put(plan.id(), plans.generation(plan.id())));
        Map<String, String> others = others(own);
        Health.Builder health = Health.status(last.current() && others.isEmpty() ? Status.UP : OUTDATED)
                .withDetail("outcome", last.outcome())
                .withDetail("at", last.at());
        if (last.detail() != null) {
            health.withDetail("reason", last.code() + ": " + last.detail());
        }
        if (!others.isEmpty()) {
            health.withDetail("own", own).withDetail("otherNodes", others);
        }
        return health.build();
    }

    private Map<String, String> others(Map<String, Integer> own) {
        try {
            return record.others(own);
        } catch (DataAccessException e) {
            return Map.of(); // The part postgresql tells of it
        }
    }
}
