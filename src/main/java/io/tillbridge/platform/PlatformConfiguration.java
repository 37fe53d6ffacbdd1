package io.tillbridge.platform;

import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What every package is given: the clock, the data directory, the node's name. */
@Configuration(proxyBeanMethods = false)
class PlatformConfiguration {

    /** UTC, in microseconds: PostgreSQL keeps no more, and a value read back must equal the one written. */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), java.time.Duration.ofNanos(1_000));
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    DataDirectory dataDirectory(DataProperties properties) {
        return DataDirectory.open(properties.data(), properties.minimumFree().toBytes());
    }

    @Bean
    @ConditionalOnMissingBean
    HomeFiles homeFiles(DataProperties properties) {
        return HomeFiles.at(properties.home(), properties.layers());
    }

    @Bean
    NodeId nodeId() {
        return NodeId.ofThisProcess();
    }
}
