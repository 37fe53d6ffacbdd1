package io.tillbridge.posting;

import io.tillbridge.catalog.Ownership;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.reservation.FulfilmentRules;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.CountLimits;
import io.tillbridge.stock.SafetyStock;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Policies that posting applies, read once at start. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties({AvailabilityProperties.class, ReceiptProperties.class})
class PostingConfiguration {

    @Bean
    AvailabilityPolicy availabilityPolicy(HomeFiles home, ConnectionPlans plans, FulfilmentRules fulfilment) {
        Problems problems = new Problems();
        AvailabilityPolicy policy = AvailabilityRules.read(
                home,
                plans.all().stream().map(ConnectionPlan::id).collect(Collectors.toSet()),
                Set.copyOf(fulfilment.names()),
                problems);
        problems.refuse();
        return policy;
    }

    @Bean
    SafetyStock safetyStock(AvailabilityPolicy policy) {
        return policy.safetyStock();
    }

    @Bean
    CountRules countRules(HomeFiles home) {
        Problems problems = new Problems();
        CountRules rules = CountRules.read(home, problems);
        problems.refuse();
        return rules;
    }

    @Bean
    CountLimits countLimits(CountRules rules) {
        return rules.limits();
    }

    @Bean
    ReturnRules returnRules(HomeFiles home) {
        Problems problems = new Problems();
        ReturnRules rules = ReturnRules.read(home, problems);
        problems.refuse();
        return rules;
    }

    @Bean
    Ownership itemOwnership(HomeFiles home, ConnectionPlans plans) {
        Problems problems = new Problems();
        Ownership owners = FieldOwners.read(home, plans, problems);
        problems.refuse();
        return owners;
    }
}
