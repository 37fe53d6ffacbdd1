package io.tillbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tillbridge.platform.StartupFailure;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

class HubSettingsTest {

    private static PropertySource<?> shipped() throws IOException {
        return new YamlPropertySourceLoader()
                .load("configuration", new ClassPathResource("home/config/application.yaml"))
                .get(0);
    }

    private static ConfigurableEnvironment with(Map<String, Object> settings) throws IOException {
        ConfigurableEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(shipped());
        environment.getPropertySources().addFirst(new MapPropertySource("given", settings));
        return environment;
    }

    private static StartupFailure refusal(Map<String, Object> settings) throws IOException {
        ConfigurableEnvironment environment = with(settings);
        return catchThrowableOfType(StartupFailure.class, () -> HubSettings.check(environment));
    }

    @Test
    void theKeysAreThoseOfTheShippedFile() throws IOException {
        Set<String> expected = new TreeSet<>(Set.of("tillbridge.broker.listen"));
        Arrays.stream(((EnumerablePropertySource<?>) shipped()).getPropertyNames())
                .filter(name -> name.startsWith("tillbridge."))
                .forEach(expected::add);

        assertThat(HubSettings.keys()).containsExactlyElementsOf(expected);
    }

    @Test
    void theShippedSettingsPass() throws IOException {
        ConfigurableEnvironment environment = with(Map.of());

        assertThatCode(() -> HubSettings.check(environment)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "tillbridge.posting.batch, -4",
        "tillbridge.posting.batch, abc",
        "tillbridge.posting.batch-bytes, 0",
        "tillbridge.posting.workers, 0",
        "tillbridge.posting.gather, -1s",
        "tillbridge.posting.hold-for, soon",
        "tillbridge.posting.pause, 0s",
        "tillbridge.database.pool-size, 0",
        "tillbridge.database.port, 65536",
        "tillbridge.database.connect-timeout, 1ms",
        "tillbridge.broker.memory, much",
        "tillbridge.broker.page-limit, -1",
        "tillbridge.broker.max-disk-usage, 101",
        "tillbridge.broker.send-timeout, 0s",
        "tillbridge.broker.producers, 0",
        "tillbridge.intake.body-memory, -1",
        "tillbridge.secrets.reload, -1s",
        "tillbridge.demo.every, 0s",
    })
    void aSettingOutsideItsRangeIsNamed(String key, String value) throws IOException {
        StartupFailure refusal = refusal(Map.of(key, value));

        assertThat(refusal.code()).isEqualTo("setting_invalid");
        assertThat(refusal).hasMessageContaining(key + " is ").hasMessageContaining("expected ");
    }

    @Test
    void allWrongSettingsAreToldAtOnce() throws IOException {
        StartupFailure refusal = refusal(Map.of(
                "tillbridge.posting.batch", "0",
                "tillbridge.posting.workers", "0",
                "tillbridge.broker.producers", "x",
                "server.port", "99999999"));

        assertThat(refusal)
                .hasMessageContaining("tillbridge.posting.batch is 0, expected 1 to 10000")
                .hasMessageContaining("tillbridge.posting.workers is 0, expected 1 to 64")
                .hasMessageContaining("tillbridge.broker.producers is x")
                .hasMessageContaining("tillbridge.port is 99999999, expected 0 to 65535");
        assertThat(String.valueOf(refusal.getMessage()).lines()).hasSize(1);
    }

    @Test
    void aBrokerUrlThatIsNoneIsRefusedByItsOwnCode() throws IOException {
        assertThat(refusal(Map.of("tillbridge.broker.url", "garbage")).code()).isEqualTo("broker_url_invalid");
    }

    @Test
    void aMisspeltKeyIsRefusedWithTheOneThatWasMeant() throws IOException {
        StartupFailure refusal = refusal(Map.of("tillbridge.posting.bach", "3"));

        assertThat(refusal.code()).isEqualTo("setting_unknown");
        assertThat(refusal).hasMessageContaining("did you mean tillbridge.posting.batch?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tillbridge.posting.batchBytes",
                "tillbridge.posting.batch_bytes",
                "tillbridge.layers[0]",
                "tillbridge.port",
                "spring.main.banner-mode"
            })
    void everyWayToWriteAKeyIsKnown(String key) {
        assertThat(HubSettings.unknown(key)).isEmpty();
    }
}
