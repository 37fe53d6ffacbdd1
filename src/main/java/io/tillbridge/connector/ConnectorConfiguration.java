package io.tillbridge.connector;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.InvalidFilesException;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The connections of the home directory; the hub does not start on a file with a problem. */
@Configuration(proxyBeanMethods = false)
class ConnectorConfiguration {

    @Bean
    ConnectorCatalog connectorCatalog(HomeFiles home, JdbcClient jdbc, Clock clock) {
        ConnectorCatalog.Loaded loaded = ConnectorCatalog.load(home);
        if (!loaded.problems().isEmpty()) {
            throw new InvalidFilesException(loaded.problems());
        }
        return new ConnectorCatalog(
                loaded, new Generations(jdbc, clock).record(loaded.plans().values()));
    }
}
