package io.tillbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.HubProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong setting in the environment of the real hub. */
class SettingsIT {

    @TempDir
    private Path temporary = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "TILLBRIDGE_POSTING_BATCH, -4, tillbridge.posting.batch is -4, [setting_invalid]",
        "TILLBRIDGE_POSTING_BATCH, abc, TILLBRIDGE_POSTING_BATCH, [setting_invalid]",
        "TILLBRIDGE_BROKER_URL, garbage, tillbridge.broker.url is garbage, [broker_url_invalid]",
    })
    void isToldInOneLine(String variable, String value, String said, String code) {
        try (HubProcess hub = HubProcess.on(temporary.resolve("data")).with(variable, value)) {
            assertThat(hub.startAndFail()).isEqualTo(1);
            assertThat(hub.output().strip().lines()).as(hub.output()).hasSize(1);
            assertThat(hub.output()).startsWith("tillbridge: ").contains(said, code);
        }
    }
}
