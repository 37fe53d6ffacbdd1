package io.tillbridge.connector;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.InvalidFilesException;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The connections of the home directory; the hub does not start on a file with a problem. */
@Configuration(proxyBeanMethods = false)
class ConnectorConfiguration {

    /** Read before the engines start where the hub is started by its command. */
    @Bean
    @ConditionalOnMissingBean
    ConnectorCatalog.Loaded loadedConnectors(HomeFiles home) {
        return ConnectorCatalog.load(home);
    }

    @Bean
    ConnectorCatalog connectorCatalog(ConnectorCatalog.Loaded loaded, JdbcClient jdbc, Clock clock) {
        if (!loaded.problems().isEmpty()) {
            throw new InvalidFilesException(loaded.problems());
        }
        return new ConnectorCatalog(
                loaded, new Generations(jdbc, clock).record(loaded.plans().values()));
    }
}
