package io.tillbridge.mapping;

import io.tillbridge.platform.HomeFiles;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The mappings of the home directory, compared with what PostgreSQL holds as released before anything is translated. */
@Configuration(proxyBeanMethods = false)
class MappingConfiguration {

    @Bean
    MappingCatalog mappingCatalog(HomeFiles home, JdbcClient jdbc, Clock clock) {
        MappingCatalog catalog = MappingCatalog.load(home);
        new MappingImport(jdbc, clock).importReleased(catalog);
        return catalog;
    }
}
