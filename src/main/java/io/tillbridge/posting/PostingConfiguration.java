package io.tillbridge.posting;

import io.tillbridge.catalog.Ownership;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.reservation.FulfilmentRules;
import io.tillbridge.sourcing.SourcingFile;
import io.tillbridge.sourcing.SourcingRules;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.CountLimits;
import io.tillbridge.stock.SafetyStock;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
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
        Set<String> connections = plans.all().stream().map(ConnectionPlan::id).collect(Collectors.toSet());
        return read(problems -> AvailabilityRules.read(home, connections, fulfilment.served(), problems))
                .with(CapacityRules.read(home, fulfilment));
    }

    @Bean
    SafetyStock safetyStock(AvailabilityPolicy policy) {
        return policy.safetyStock();
    }

    @Bean
    CountRules countRules(HomeFiles home) {
        return read(problems -> CountRules.read(home, problems));
    }

    @Bean
    CountLimits countLimits(CountRules rules) {
        return rules.limits();
    }

    @Bean
    ReturnRules returnRules(HomeFiles home) {
        return read(problems -> ReturnRules.read(home, problems));
    }

    @Bean
    AdjustmentRules adjustmentRules(HomeFiles home) {
        return read(problems -> AdjustmentRules.read(home, problems));
    }

    @Bean
    SourcingRules sourcingRules(
            HomeFiles home, ConnectionPlans plans, AvailabilityPolicy policy, FulfilmentRules fulfilment) {
        Set<String> connections = plans.all().stream().map(ConnectionPlan::id).collect(Collectors.toSet());
        Set<String> channels = new TreeSet<>(connections);
        channels.addAll(policy.channels().ids());
        return read(problems -> {
            NamedSystems.check(home, connections, channels, problems);
            return SourcingFile.read(home, connections, channels, fulfilment.routed(), policy.locations(), problems);
        });
    }

    @Bean
    Ownership itemOwnership(HomeFiles home, ConnectionPlans plans) {
        return read(problems -> FieldOwners.read(home, plans, problems));
    }

    /** Rules of files without a problem; a start with one is refused with all of them. */
    private static <T> T read(Function<Problems, T> file) {
        Problems problems = new Problems();
        T rules = file.apply(problems);
        problems.refuse();
        return rules;
    }
}
