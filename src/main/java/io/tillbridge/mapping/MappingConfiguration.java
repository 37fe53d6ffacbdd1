package io.tillbridge.mapping;

import io.tillbridge.platform.HomeFiles;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The mappings of the home directory, compared with what PostgreSQL holds as released before anything is translated. */
@Configuration(proxyBeanMethods = false)
class MappingConfiguration {

    /** Read before the engines start where the hub is started by its command. */
    @Bean
    @ConditionalOnMissingBean
    LoadedMappings loadedMappings(HomeFiles home) {
        return new LoadedMappings(MappingCatalog.load(home));
    }

    @Bean
    RunningMappings runningMappings(LoadedMappings loaded, JdbcClient jdbc, Clock clock) {
        new MappingImport(jdbc, clock).importReleased(loaded.catalog());
        return new RunningMappings(loaded.catalog());
    }
}
