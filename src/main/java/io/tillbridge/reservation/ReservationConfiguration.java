package io.tillbridge.reservation;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rules of reservations, read once at start. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReservationProperties.class)
class ReservationConfiguration {

    @Bean
    FulfilmentRules fulfilmentRules(HomeFiles home) {
        Problems problems = new Problems();
        FulfilmentRules rules = FulfilmentFile.read(home, problems);
        problems.refuse();
        return rules;
    }
}
