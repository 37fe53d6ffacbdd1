package io.tillbridge.rehearsal;

import io.tillbridge.platform.Forgetting;
import io.tillbridge.platform.RetentionProperties;
import io.tillbridge.platform.SqlTimes;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Forgets shadow runs that ended, with what each process found, and reports of diffs; some per transaction. */
@Configuration(proxyBeanMethods = false)
class RehearsalRetention {

    private static final String SHADOWS = """
            with old as (
                select shadow_id from mapping_shadow where coalesce(stopped_at, ends_at) < ?
                 order by shadow_id limit 100 for update skip locked),
            parts as (delete from mapping_shadow_part where shadow_id in (select shadow_id from old))
            delete from mapping_shadow where shadow_id in (select shadow_id from old)
            """;

    /** One whose node ended while it worked has no end, but a lease that nobody keeps. */
    private static final String DIFFS = """
            delete from mapping_diff where diff_id in (
                select diff_id from mapping_diff
                 where finished_at < ? or state = 'running' and lease_until < clock_timestamp() and asked_at < ?
                 limit 100 for update skip locked)
            """;

    @Bean
    static Forgetting oldShadows(JdbcClient sql, Clock clock, RetentionProperties keep) {
        return new Forgetting(
                "mapping_shadow",
                () -> sql.sql(SHADOWS).param(before(clock, keep.shadows())).update());
    }

    @Bean
    static Forgetting oldDiffs(JdbcClient sql, Clock clock, RetentionProperties keep) {
        return new Forgetting(
                "mapping_diff",
                () -> sql.sql(DIFFS)
                        .params(before(clock, keep.diffs()), before(clock, keep.diffs()))
                        .update());
    }

    private static OffsetDateTime before(Clock clock, Duration kept) {
        return SqlTimes.of(clock.instant().minus(kept));
    }
}
