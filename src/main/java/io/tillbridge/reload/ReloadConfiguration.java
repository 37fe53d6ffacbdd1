package io.tillbridge.reload;

import io.micrometer.core.instrument.MeterRegistry;
import io.tillbridge.audit.AuditLog;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.connector.ConnectorCatalog;
import io.tillbridge.connector.GenerationRoutes;
import io.tillbridge.connector.Generations;
import io.tillbridge.mapping.MappingImport;
import io.tillbridge.mapping.RunningMappings;
import io.tillbridge.platform.DataProperties;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.NodeId;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Reloads of this node. */
@Configuration(proxyBeanMethods = false)
class ReloadConfiguration {

    @Bean
    ReloadRecord reloadRecord(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            AuditLog audit,
            NodeId node,
            MeterRegistry meters) {
        return new ReloadRecord(jdbc, new TransactionTemplate(transactions), audit, node, meters);
    }

    /** Told where the hub is started by its command. */
    @Bean
    @ConditionalOnMissingBean
    LeftOut leftOut() {
        return LeftOut.NOTHING;
    }

    @Bean
    Reload reload(
            DataProperties directories,
            HomeFiles home,
            LeftOut leftOut,
            ConnectorCatalog connectors,
            RunningMappings mappings,
            List<GenerationRoutes> stages,
            ReloadRecord record,
            MappingImport imports,
            JdbcClient jdbc,
            ApplicationEventPublisher events,
            Clock clock) {
        return new Reload(
                directories::files,
                home.hashes(),
                leftOut.problems(),
                connectors,
                mappings,
                imports,
                new Generations(jdbc, clock),
                stages,
                record,
                events,
                clock);
    }

    @Bean
    HomeWatch homeWatch(DataProperties directories, ReloadProperties properties, Reload reload) {
        return new HomeWatch(directories, properties, reload);
    }

    @Bean("configuration")
    ReloadHealth reloadHealth(Reload reload, ReloadRecord record, ConnectionPlans plans) {
        return new ReloadHealth(reload, record, plans);
    }
}
