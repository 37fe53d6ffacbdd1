package io.tillbridge.partner;

import io.tillbridge.connector.Conditions;
import io.tillbridge.partner.auth.Authentications;
import io.tillbridge.partner.auth.TokenTable;
import io.tillbridge.platform.DataDirectory;
import io.tillbridge.platform.NodeId;
import io.tillbridge.security.SealingKey;
import io.tillbridge.security.Secret;
import io.tillbridge.security.SecretVault;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The clients of all partners' APIs; secrets are read from the vault when a call is made. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FileProperties.class)
class PartnerConfiguration {

    private static CallSecrets secrets(SecretVault vault) {
        return reference -> vault.read(reference.kind(), reference.name(), reference.list()).stream()
                .map(Secret::reveal)
                .toList();
    }

    @Bean
    CallGates callGates(DataSource database, NodeId node, Clock clock) {
        return new CallGates(new PostgresBudgets(database), node.value(), clock);
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    BudgetRounds budgetRounds(CallGates gates) {
        return new BudgetRounds(gates);
    }

    @Bean
    PlanSecrets planSecrets(SecretVault vault) {
        return new PlanSecrets(secrets(vault));
    }

    @Bean
    HostGuard hostGuard(PartnersProperties properties) {
        return new HostGuard(properties.addresses());
    }

    @Bean
    FileStores fileStores(FileProperties properties, DataDirectory data, SecretVault vault, HostGuard hosts)
            throws IOException {
        return new FileStores(Files.createDirectories(properties.rootIn(data.root())), secrets(vault), hosts);
    }

    @Bean
    Partners partners(
            CamelContext camel,
            SecretVault vault,
            FileStores files,
            PlanSecrets planSecrets,
            HostGuard hosts,
            Clock clock,
            CallGates gates,
            PartnersProperties properties,
            DataSource database,
            SealingKey key,
            ApplicationEventPublisher events) {
        CallSecrets secrets = secrets(vault);
        RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
        AnswerRules rules = new AnswerRules(
                (condition, status, headers, document) -> Conditions.holds(
                        condition, document, name -> headers.get(name.toLowerCase(Locale.ROOT)), status),
                clock,
                random);
        Authentications authentications =
                new Authentications(properties.addresses(), new TokenTable(database, key), clock);
        return new Partners(
                List.of(
                        new HttpPartners(
                                camel, secrets, rules, clock, random, gates, authentications, events::publishEvent),
                        new FilePartners(camel, files, rules, gates, random),
                        new MessagePartners(camel, hosts, planSecrets, rules, gates, random)),
                clock);
    }
}
