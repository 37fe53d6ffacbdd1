package io.tillbridge.platform;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Forgets the names of requests that nobody repeats any more. */
@Configuration(proxyBeanMethods = false)
class DoneRequestRetention {

    private static final String FORGET = """
            delete from done_request where name in (select name from done_request where done_at < ? limit 1000)
            """;

    @Bean
    static Forgetting oldDoneRequests(JdbcClient sql, Clock clock, RetentionProperties keep) {
        return new Forgetting(
                "done_request",
                () -> sql.sql(FORGET)
                        .param(SqlTimes.of(clock.instant().minus(keep.tasks())))
                        .update());
    }
}
