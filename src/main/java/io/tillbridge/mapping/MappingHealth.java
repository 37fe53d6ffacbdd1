package io.tillbridge.mapping;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;

/**
 * Health part {@code mappings}: {@code OUTDATED} while this node cannot run the active set that PostgreSQL has, because its
 * files do not fit to it. It posts nothing then and delivers by the set that it runs; webhooks are accepted all the same, so
 * it is no part of readiness.
 */
final class MappingHealth implements HealthIndicator {

    private static final Status OUTDATED = new Status("OUTDATED");

    private final RunningMappings mappings;
    private final MappingRefresh refresh;

    MappingHealth(RunningMappings mappings, MappingRefresh refresh) {
        this.mappings = mappings;
        this.refresh = refresh;
    }

    @Override
    public Health health() {
        MappingRefresh.NotFollowed behind = refresh.notFollowed();
        if (behind == null) {
            return Health.up().withDetail("set", mappings.set()).build();
        }
        return Health.status(OUTDATED)
                .withDetail("set", behind.set())
                .withDetail("runs", behind.runs())
                .withDetail("since", behind.since())
                .withDetail("reason", "set_not_followed: " + behind.cause())
                .build();
    }
}
