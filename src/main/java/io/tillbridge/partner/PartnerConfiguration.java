package io.tillbridge.partner;

import io.tillbridge.connector.Conditions;
import io.tillbridge.platform.NodeId;
import io.tillbridge.security.Secret;
import io.tillbridge.security.SecretVault;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The clients of all partners' APIs; secrets are read from the vault when a call is made. */
@Configuration(proxyBeanMethods = false)
class PartnerConfiguration {

    @Bean
    CallGates callGates(DataSource database, NodeId node, Clock clock) {
        return new CallGates(new PostgresBudgets(database), node.value(), clock);
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    BudgetRounds budgetRounds(CallGates gates) {
        return new BudgetRounds(gates);
    }

    @Bean
    Partners partners(CamelContext camel, SecretVault vault, Clock clock, CallGates gates) {
        return new Partners(
                camel,
                reference -> vault.read(reference.kind(), reference.name(), reference.list()).stream()
                        .map(Secret::reveal)
                        .toList(),
                (condition, status, headers, document) -> Conditions.holds(
                        condition, document, name -> headers.get(name.toLowerCase(Locale.ROOT)), status),
                clock,
                () -> ThreadLocalRandom.current().nextLong(),
                gates);
    }
}
