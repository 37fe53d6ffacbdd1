package io.tillbridge.mapping;

import io.tillbridge.platform.HomeFiles;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The mappings of the home directory, made one with the active set of PostgreSQL before anything is translated. */
@Configuration(proxyBeanMethods = false)
class MappingConfiguration {

    /** Read before the engines start where the hub is started by its command. */
    @Bean
    @ConditionalOnMissingBean
    LoadedMappings loadedMappings(HomeFiles home) {
        return LoadedMappings.of(home);
    }

    @Bean
    MappingImport mappingImport(DataSource database, Clock clock, MappingsProperties settings) {
        return new MappingImport(database, clock, settings.ownReview());
    }

    @Bean
    RunningMappings runningMappings(LoadedMappings loaded, MappingImport imports) {
        return new RunningMappings(imports.importReleased(loaded));
    }

    @Bean
    StampedMappings stampedMappings(RunningMappings mappings, DataSource database) {
        return StampedMappings.of(mappings, database);
    }

    @Bean
    SetChanges setChanges(RunningMappings mappings) {
        return new SetChanges(mappings);
    }

    @Bean
    ValueMapChanges valueMapChanges(RunningMappings mappings, Clock clock) {
        return new ValueMapChanges(mappings, clock);
    }

    @Bean
    MappingRefresh mappingRefresh(
            RunningMappings mappings, MappingImport imports, ApplicationEventPublisher events, Clock clock) {
        return new MappingRefresh(mappings, imports, events, clock);
    }

    @Bean("mappings")
    MappingHealth mappingHealth(RunningMappings mappings, MappingRefresh refresh) {
        return new MappingHealth(mappings, refresh);
    }
}
