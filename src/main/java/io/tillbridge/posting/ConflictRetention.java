package io.tillbridge.posting;

import io.tillbridge.platform.Forgetting;
import io.tillbridge.platform.RetentionProperties;
import io.tillbridge.platform.SqlTimes;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Forgets what was over long ago, as done tasks are; what is open is never forgotten. */
@Configuration(proxyBeanMethods = false)
class ConflictRetention {

    private static final String FORGET = """
            delete from conflict where conflict_id in (
                select conflict_id from conflict where resolved_at < ?
                 order by resolved_at limit 1000 for update skip locked)
            """;

    @Bean
    static Forgetting endedConflicts(JdbcClient sql, Clock clock, RetentionProperties keep) {
        return new Forgetting(
                "conflict",
                () -> sql.sql(FORGET)
                        .param(SqlTimes.of(clock.instant().minus(keep.tasks())))
                        .update());
    }
}
