package io.tillbridge.posting;

import io.tillbridge.platform.Forgetting;
import io.tillbridge.platform.RetentionProperties;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Forgets what was said of conditions long ago and was said anew since. */
@Configuration(proxyBeanMethods = false)
class ConditionRetention {

    private static final String FORGET = """
            delete from availability_condition_change where change_id in (
                select c.change_id from availability_condition_change c
                 where c.recorded_at < ?
                   and exists (select from availability_condition f
                                where (f.name, f.location) = (c.name, c.location) and f.changed_at > c.changed_at)
                 limit 1000)
            """;

    @Bean
    static Forgetting oldConditionChanges(JdbcClient sql, Clock clock, RetentionProperties keep) {
        return new Forgetting(
                "availability_condition_change",
                () -> sql.sql(FORGET)
                        .param(OffsetDateTime.ofInstant(clock.instant().minus(keep.tasks()), ZoneOffset.UTC))
                        .update());
    }
}
