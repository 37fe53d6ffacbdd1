package io.tillbridge.posting;

import io.tillbridge.platform.Forgetting;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.Quota;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Forgets demand of before the first quota that still counts or will. */
@Configuration(proxyBeanMethods = false)
class DemandRetention {

    private static final String FORGET = """
            delete from channel_demand where (connection, sku, placed_at) in (
                select connection, sku, placed_at from channel_demand where placed_at < ? limit 1000)
            """;

    @Bean
    static Forgetting oldDemand(JdbcClient sql, AvailabilityPolicy policy, Clock clock) {
        return new Forgetting(
                "channel_demand",
                () -> sql.sql(FORGET).param(first(policy, clock.instant())).update());
    }

    private static OffsetDateTime first(AvailabilityPolicy policy, Instant now) {
        return SqlTimes.of(policy.quotas().all().stream()
                .filter(quota -> quota.to() == null || quota.to().isAfter(now))
                .map(Quota::from)
                .min(Comparator.naturalOrder())
                .orElse(now));
    }
}
