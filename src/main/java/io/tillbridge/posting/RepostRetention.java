package io.tillbridge.posting;

import io.tillbridge.platform.Forgetting;
import io.tillbridge.platform.RetentionProperties;
import io.tillbridge.platform.SqlTimes;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Forgets runs with their lists of messages, a run per transaction. What a repost did stays: the movements, the stamps, and
 * {@code fact_repost} with who, when, why and the run's id.
 */
@Configuration(proxyBeanMethods = false)
class RepostRetention {

    /** A run that somebody confirms at this moment is locked, and passed by. */
    private static final String FORGET = """
            with old as (
                select repost_id from repost_run
                 where state in ('finished', 'cancelled', 'failed') and finished_at < ?
                    or state = 'previewed' and created_at < ?
                 order by repost_id limit 1 for update skip locked),
            items as (delete from repost_item where repost_id in (select repost_id from old))
            delete from repost_run where repost_id in (select repost_id from old)
            """;

    @Bean
    static Forgetting oldReposts(JdbcClient sql, Clock clock, RetentionProperties keep) {
        return new Forgetting(
                "repost_run",
                () -> sql.sql(FORGET)
                        .params(before(clock, keep.reposts()), before(clock, keep.previews()))
                        .update());
    }

    private static OffsetDateTime before(Clock clock, Duration kept) {
        return SqlTimes.of(clock.instant().minus(kept));
    }
}
