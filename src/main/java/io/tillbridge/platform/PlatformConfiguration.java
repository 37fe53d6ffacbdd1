package io.tillbridge.platform;

import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What every package is given: the clock, the data directory, the node's name. */
@Configuration(proxyBeanMethods = false)
class PlatformConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return SystemClock.utc();
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    DataDirectory dataDirectory(DataProperties properties) {
        return DataDirectory.open(
                properties.data().path(), properties.minimumFree().toBytes());
    }

    @Bean
    @ConditionalOnMissingBean
    HomeFiles homeFiles(DataProperties properties) {
        return properties.files();
    }

    @Bean
    NodeId nodeId() {
        return NodeId.ofThisProcess();
    }
}
