package io.tillbridge.intake;

import io.tillbridge.connector.Conditions;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.connector.MappedCodes;
import io.tillbridge.connector.MappedPlaces;
import io.tillbridge.message.FetchFailures;
import io.tillbridge.message.FetchQueue;
import io.tillbridge.message.FullReads;
import io.tillbridge.message.MessageStore;
import io.tillbridge.message.PulledDocuments;
import io.tillbridge.message.Receipts;
import io.tillbridge.message.Refusals;
import io.tillbridge.partner.FileStores;
import io.tillbridge.partner.HostGuard;
import io.tillbridge.partner.Partners;
import io.tillbridge.partner.PlanSecrets;
import io.tillbridge.platform.BrokerProperties;
import io.tillbridge.platform.DataDirectory;
import io.tillbridge.platform.DataProperties;
import io.tillbridge.platform.Directory;
import io.tillbridge.platform.Leases;
import io.tillbridge.platform.NodeId;
import io.tillbridge.security.MissingSecretException;
import io.tillbridge.support.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.jms.JmsAutoConfiguration;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.util.unit.DataSize;

/** A running intake: web server, Camel with the shipped routes, a broker with its journal on disk, PostgreSQL. */
final class IntakeBed implements AutoCloseable {

    static final String QUEUE = "tillbridge.intake";

    private final EmbeddedActiveMQ broker;
    private final ConfigurableApplicationContext context;
    private static int serverIds = 900;

    private final String url;

    private IntakeBed(EmbeddedActiveMQ broker, ConfigurableApplicationContext context, String url) {
        this.broker = broker;
        this.context = context;
        this.url = url;
    }

    /** How the context reaches the broker. */
    record BrokerUrl(String text) {}

    @EnableAutoConfiguration(exclude = {ArtemisAutoConfiguration.class, JmsAutoConfiguration.class})
    @Import({
        FilesConfiguration.class,
        IntakeConfiguration.class,
        MessagingSources.class,
        MessageStore.class,
        Receipts.class,
        PulledDocuments.class,
        FetchQueue.class,
        FullReads.class,
        Leases.class
    })
    static class Wiring {
        @Bean
        SecretLookup secretLookup() {
            return reference -> {
                if (reference.equals(Plans.SECRET)) {
                    return List.of(
                            "new-secret".getBytes(StandardCharsets.UTF_8), "hush".getBytes(StandardCharsets.UTF_8));
                }
                throw new MissingSecretException("Secret " + reference.name() + " is not set");
            };
        }

        @Bean
        NodeId nodeId() {
            return NodeId.ofThisProcess();
        }

        @Bean(destroyMethod = "close")
        DataDirectory dataDirectory() throws IOException {
            return DataDirectory.open(Files.createTempDirectory("tillbridge-intake"), 1);
        }

        @Bean
        DataProperties dataProperties() {
            return new DataProperties(
                    Directory.of("none"), Directory.of("none"), List.of(), DataSize.ofBytes(1), false);
        }

        @Bean
        MappedPlaces mappedPlaces() {
            return dispatch -> Set.of();
        }

        @Bean
        MappedCodes mappedCodes() {
            return (valueMap, column, day) -> Optional.empty();
        }

        @Bean
        Refusals refusals() {
            return (tx, refused) -> {};
        }

        @Bean
        FileStores fileStores(DataDirectory data) {
            return new FileStores(data.root(), reference -> List.of("secret"));
        }

        @Bean
        FetchFailures fetchFailures() {
            return (message, attempt, failure) -> {};
        }

        @Bean
        HostGuard hostGuard() {
            return HostGuard.everywhere();
        }

        @Bean
        PlanSecrets planSecrets() {
            return new PlanSecrets(reference -> List.of("secret"));
        }

        @Bean
        Partners partners(CamelContext camel, Clock clock) {
            return new Partners(
                    camel,
                    reference -> List.of("secret"),
                    (condition, status, headers, document) ->
                            Conditions.holds(condition, document, headers::get, status),
                    clock,
                    new Random(1));
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean(destroyMethod = "close")
        ActiveMQConnectionFactory journalConnectionFactory(BrokerUrl url) {
            ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url.text());
            factory.setBlockOnDurableSend(false);
            factory.setCallTimeout(5_000);
            return factory;
        }

        @Bean
        BrokerProperties brokerProperties() {
            DataSize size = DataSize.ofMegabytes(64);
            return new BrokerProperties(null, "", "", null, size, size, 99, Duration.ofSeconds(5), 4);
        }
    }

    static IntakeBed start(Path directory, Plans plans, long queueBytes) throws Exception {
        return start(directory, plans, queueBytes, DataSize.ofMegabytes(1));
    }

    static IntakeBed start(Path directory, Plans plans, long queueBytes, DataSize bodyMemory) throws Exception {
        int id = serverIds++;
        EmbeddedActiveMQ broker = broker(directory, id, queueBytes);
        DataSource database = TestDatabase.fresh();
        String url = "vm://" + id;
        ConfigurableApplicationContext context = new SpringApplicationBuilder(Wiring.class)
                .initializers(fresh -> {
                    GenericApplicationContext generic = (GenericApplicationContext) fresh;
                    generic.registerBean(ConnectionPlans.class, () -> plans);
                    generic.registerBean(DataSource.class, () -> database);
                    generic.registerBean(BrokerUrl.class, () -> new BrokerUrl(url));
                })
                .properties(Map.of(
                        "server.port", "0",
                        "tillbridge.intake.body-memory", bodyMemory.toBytes() + "B",
                        "spring.flyway.enabled", "false",
                        "spring.config.location", "optional:classpath:/none/",
                        "channel.intake", QUEUE,
                        "camel.main.routes-include-pattern",
                                "file:routes/hooks.camel.yaml,file:routes/webhook-in.camel.yaml,file:routes/poll-http.camel.yaml,file:routes/intake-errors.camel.yaml,file:routes/fetch.camel.yaml,file:routes/files-in.camel.yaml,file:routes/j*-in.camel.yaml,file:routes/kafka-in.camel.yaml",
                        "logging.level.root", "WARN"))
                .run();
        return new IntakeBed(broker, context, url);
    }

    private static EmbeddedActiveMQ broker(Path directory, int id, long queueBytes) throws Exception {
        AddressSettings settings = new AddressSettings().setMaxDeliveryAttempts(-1);
        if (queueBytes > 0) {
            settings.setMaxSizeBytes(queueBytes).setAddressFullMessagePolicy(AddressFullMessagePolicy.FAIL);
        }
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(true)
                .setJournalDirectory(directory.resolve("journal").toString())
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setLargeMessagesDirectory(directory.resolve("large").toString())
                .setJournalType(JournalType.NIO)
                .setJournalBufferTimeout_NIO(500_000)
                .setJournalBufferSize_NIO(1024 * 1024)
                .setMaxDiskUsage(99)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration("in-vm", "vm://" + id)
                .addAddressSetting("#", settings)
                .addAddressConfiguration(new CoreAddressConfiguration()
                        .setName(QUEUE)
                        .addRoutingType(RoutingType.ANYCAST)
                        .addQueueConfig(QueueConfiguration.of(QUEUE)
                                .setAddress(QUEUE)
                                .setRoutingType(RoutingType.ANYCAST)
                                .setDurable(true)));
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(configuration);
        broker.start();
        return broker;
    }

    int port() {
        return Objects.requireNonNull(((ServletWebServerApplicationContext) context).getWebServer())
                .getPort();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    String url() {
        return url;
    }

    EmbeddedActiveMQ broker() {
        return broker;
    }

    @Override
    public void close() {
        context.close();
        try {
            broker.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the broker did not stop", e);
        }
    }
}
