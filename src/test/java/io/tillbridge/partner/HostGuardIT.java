package io.tillbridge.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.tillbridge.connector.Auth;
import io.tillbridge.connector.JmsClientPlan;
import io.tillbridge.connector.KafkaClientPlan;
import io.tillbridge.connector.SecretReference;
import io.tillbridge.connector.SftpClientPlan;
import io.tillbridge.connector.Template;
import io.tillbridge.partner.network.AddressRules;
import io.tillbridge.support.PartnerBroker;
import io.tillbridge.support.Plans;
import io.tillbridge.support.TestSftp;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers of files, brokers and clusters are connected to only where the installation allows it. */
class HostGuardIT {

    private static final HostGuard PUBLIC = new HostGuard(AddressRules.publicAnd(List.of()));
    private static final HostGuard LOCAL = new HostGuard(AddressRules.publicAnd(List.of("127.0.0.1", "::1")));
    private static final HostGuard ALL = new HostGuard(AddressRules.publicAnd(List.of("0.0.0.0/0", "::/0")));
    private static final String METADATA = "169.254.169.254";

    @TempDir
    private Path root;

    private FileSession files(HostGuard hosts, String host, TestSftp server) throws IOException {
        SftpClientPlan plan = new SftpClientPlan(
                "drop",
                host,
                server.port(),
                Template.parse("till"),
                null,
                null,
                new SecretReference("env", "DROP", false),
                server.hostKey(),
                null,
                Duration.ofSeconds(5));
        return new FileStores(root, reference -> List.of("hush"), hosts).open(FileStoresIT.connection(plan), "drop");
    }

    @Test
    void aServerOfFilesInAPrivateNetworkIsConnectedToOnlyWhenItIsNamed() throws Exception {
        try (TestSftp server = new TestSftp(root)) {
            for (String host : List.of("127.0.0.1", "localhost")) {
                assertThatExceptionOfType(FileRefused.class)
                        .isThrownBy(() -> files(PUBLIC, host, server))
                        .satisfies(refused -> assertThat(refused.code()).isEqualTo("address_refused"))
                        .withMessageContaining("tillbridge.partners.private-addresses");
            }
            try (FileSession open = files(LOCAL, "localhost", server)) {
                assertThat(open.list("")).isEmpty();
            }
            assertThatExceptionOfType(FileRefused.class)
                    .isThrownBy(() -> files(ALL, METADATA, server))
                    .withMessageContaining("never called");
        }
    }

    private static Connection broker(HostGuard hosts, String url) throws JMSException {
        JmsClientPlan plan = new JmsClientPlan(
                "mq",
                url,
                new Auth.Basic(Template.parse("wms"), Template.parse("$(secrets.token)")),
                null,
                Duration.ofSeconds(5));
        return new JmsConnections(
                        hosts,
                        new PlanSecrets(reference -> List.of(PartnerBroker.PASSWORD)),
                        Plans.connection(plan, Map.of()),
                        plan)
                .createConnection();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:1", "(tcp://8.8.8.8:1,tcp://10.0.0.1:1)?ha=true", "vm://0"})
    void aBrokerInAPrivateNetworkIsRefusedBeforeAnyIsConnectedTo(String url) {
        assertThatExceptionOfType(JMSException.class)
                .isThrownBy(() -> broker(PUBLIC, url))
                .withCauseInstanceOf(HostRefused.class)
                .withMessageContaining("tillbridge.partners.private-addresses")
                .satisfies(refused -> assertThat(SendFailure.read(refused, Duration.ofSeconds(1)))
                        .isInstanceOfSatisfying(Answer.Transient.class, answer -> {
                            assertThat(answer.code()).isEqualTo("address_refused");
                            assertThat(answer.sent()).isFalse();
                        }));
    }

    @Test
    void aBrokerThatIsNamedIsConnectedTo() throws Exception {
        try (PartnerBroker partner = new PartnerBroker(root)) {
            broker(LOCAL, partner.url()).close();
        }
        assertThatExceptionOfType(JMSException.class)
                .isThrownBy(() -> broker(ALL, "tcp://" + METADATA + ":61616"))
                .withMessageContaining("never called");
    }

    private static void cluster(HostGuard hosts, String bootstrap) {
        KafkaClientPlan plan = new KafkaClientPlan(
                "bus", bootstrap, true, false, "PLAIN", new Auth.None(), Map.of(), null, Duration.ofSeconds(5));
        KafkaSettings settings = new KafkaSettings(hosts, new PlanSecrets(reference -> List.of()));
        settings.consumer(Plans.connection(plan, Map.of()), plan);
        settings.producer(Plans.connection(plan, Map.of()), plan);
    }

    @Test
    void aClusterInAPrivateNetworkIsConnectedToOnlyWhenItIsNamed() {
        for (String bootstrap : List.of("127.0.0.1:9092", "8.8.8.8:9092, 10.0.0.1:9092", "[::1]:9092")) {
            assertThatExceptionOfType(HostRefused.class)
                    .as(bootstrap)
                    .isThrownBy(() -> cluster(PUBLIC, bootstrap))
                    .withMessageContaining("tillbridge.partners.private-addresses");
        }
        assertThatNoException().isThrownBy(() -> cluster(LOCAL, "127.0.0.1:9092,[::1]:9092"));
        assertThatExceptionOfType(HostRefused.class)
                .isThrownBy(() -> cluster(ALL, METADATA + ":9092"))
                .withMessageContaining("never called");
    }
}
