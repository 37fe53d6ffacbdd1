package io.tillbridge.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.connector.Auth;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.KafkaClientPlan;
import io.tillbridge.connector.Template;
import io.tillbridge.support.Plans;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {

    private static final String ODD = "a\"b\\c; =' d";

    private static KafkaClientPlan client(boolean tls, boolean login) {
        return new KafkaClientPlan(
                "bus",
                "kafka:9092",
                true,
                tls,
                "SCRAM-SHA-512",
                login ? new Auth.Basic(Template.parse("tills"), Template.parse("$(secrets.token)")) : new Auth.None(),
                Map.of("ssl.truststore.password", Template.parse("$(secrets.token)")),
                null,
                Duration.ofSeconds(5));
    }

    private static Map<String, Object> consumer(KafkaClientPlan client, List<String> secrets) {
        ConnectionPlan connection = Plans.connection(client, Map.of());
        return new KafkaSettings(HostGuard.everywhere(), new PlanSecrets(reference -> secrets))
                .consumer(connection, client);
    }

    @Test
    void aPasswordOfAnyCharactersIsReadAsWritten() {
        Map<String, Object> settings = consumer(client(true, true), List.of(ODD));
        assertThat(settings)
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("ssl.endpoint.identification.algorithm", "https")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry("ssl.truststore.password", ODD);
        Map<String, ?> read = JaasContext.loadClientContext(
                        Map.of("sasl.jaas.config", new Password(String.valueOf(settings.get("sasl.jaas.config")))))
                .configurationEntries()
                .get(0)
                .getOptions();
        assertThat(read.get("username")).isEqualTo("tills");
        assertThat(read.get("password")).isEqualTo(ODD);
    }

    @Test
    void withoutALoginOrTlsNothingIsPromised() {
        assertThat(consumer(client(false, false), List.of("x"))).containsEntry("security.protocol", "PLAINTEXT");
        assertThat(consumer(client(true, false), List.of("x"))).containsEntry("security.protocol", "SSL");
        assertThat(consumer(client(false, true), List.of("x"))).containsEntry("security.protocol", "SASL_PLAINTEXT");
    }

    @Test
    void nothingIsReadThatIsNotCommittedAndAProducerIsConfirmedByAll() {
        KafkaClientPlan client = client(false, true);
        assertThat(consumer(client, List.of("x")))
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("enable.auto.commit", false)
                .containsEntry("auto.offset.reset", "none");
        assertThat(new KafkaSettings(HostGuard.everywhere(), new PlanSecrets(reference -> List.of("x")))
                        .producer(Plans.connection(client, Map.of()), client))
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("delivery.timeout.ms", 5_000);
    }

    @Test
    void aMissingSecretIsNamedAndNeverShown() {
        assertThatThrownBy(() -> consumer(client(true, true), List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("secret 'token' of connection shop is empty");
        assertThat(new PlanSecrets.Login("tills", "hidden").toString()).doesNotContain("hidden");
    }
}
