package io.tillbridge.connector;

import io.tillbridge.platform.HomeFiles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The connections of the home directory; the hub does not start on a file with a problem. */
@Configuration(proxyBeanMethods = false)
class ConnectorConfiguration {

    @Bean
    ConnectorCatalog connectorCatalog(HomeFiles home) {
        return ConnectorCatalog.strict(home);
    }
}
