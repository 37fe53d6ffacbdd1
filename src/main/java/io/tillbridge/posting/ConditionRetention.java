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

/** Forgets conditions that ended long ago, and what was said long ago of others and was said anew since. */
@Configuration(proxyBeanMethods = false)
class ConditionRetention {

    private static final String ENDED = """
            delete from availability_condition where (name, location) in (
                select name, location from availability_condition
                 where changed_at < ? and (not active or to_at < ?)
                 limit 1000 for update skip locked)
            """;

    private static final String CHANGES = """
            delete from availability_condition_change where change_id in (
                select c.change_id from availability_condition_change c
                  left join availability_condition f on (f.name, f.location) = (c.name, c.location)
                 where c.recorded_at < ? and (f.name is null or f.changed_at > c.changed_at)
                 limit 1000)
            """;

    @Bean
    static Forgetting endedConditions(JdbcClient sql, Clock clock, RetentionProperties keep) {
        return new Forgetting("availability_condition", () -> {
            OffsetDateTime before = before(clock, keep.tasks());
            return sql.sql(ENDED).params(before, before).update();
        });
    }

    @Bean
    static Forgetting oldConditionChanges(JdbcClient sql, Clock clock, RetentionProperties keep) {
        return new Forgetting(
                "availability_condition_change",
                () -> sql.sql(CHANGES).param(before(clock, keep.tasks())).update());
    }

    private static OffsetDateTime before(Clock clock, Duration kept) {
        return SqlTimes.of(clock.instant().minus(kept));
    }
}
