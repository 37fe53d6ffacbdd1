package io.tillbridge.tasks;

import io.tillbridge.platform.Forgetting;
import io.tillbridge.platform.RetentionProperties;
import io.tillbridge.platform.SqlTimes;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Forgets what was done long ago; what is open is never forgotten. */
@Configuration(proxyBeanMethods = false)
class TaskRetention {

    private static final String FORGET = """
            delete from task where task_id in (
                select task_id from task where state = 'done' and done_at < ?
                 order by done_at limit 1000 for update skip locked)
            """;

    @Bean
    static Forgetting doneTasks(JdbcClient sql, Clock clock, RetentionProperties keep) {
        return new Forgetting(
                "task",
                () -> sql.sql(FORGET)
                        .param(SqlTimes.of(clock.instant().minus(keep.tasks())))
                        .update());
    }
}
