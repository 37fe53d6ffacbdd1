package io.tillbridge.reconciliation;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.platform.Forgetting;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.RetentionProperties;
import io.tillbridge.platform.SqlTimes;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads which connections are compared, once at start; forgets old runs, but never the last of a connection. */
@Configuration(proxyBeanMethods = false)
class ReconciliationConfiguration {

    private static final String FORGET = """
            delete from recon_run where run_id in (
                select run_id from recon_run r
                 where finished_at < ?
                   and exists (select from recon_run later where later.connection = r.connection and later.run_id > r.run_id)
                 order by finished_at limit 1000 for update skip locked)
            """;

    @Bean
    ReconciliationRules reconciliationRules(HomeFiles home, ConnectionPlans plans) {
        Set<String> connections = plans.all().stream().map(ConnectionPlan::id).collect(Collectors.toSet());
        Problems problems = new Problems();
        ReconciliationRules rules = ReconciliationRules.read(home, connections, problems);
        problems.refuse();
        return rules;
    }

    @Bean
    static Forgetting oldReconciliations(JdbcClient sql, Clock clock, RetentionProperties keep) {
        return new Forgetting(
                "recon_run",
                () -> sql.sql(FORGET)
                        .param(SqlTimes.of(clock.instant().minus(keep.tasks())))
                        .update());
    }
}
