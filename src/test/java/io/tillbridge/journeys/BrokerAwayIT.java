package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.BrokerProperties;
import io.tillbridge.platform.Channels;
import io.tillbridge.platform.LocalBroker;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.FreePort;
import io.tillbridge.support.HubProcess;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** An Artemis that is not the hub's own is stopped while the hub runs. */
class BrokerAwayIT {

    private static final String PASSWORD = "a broker's password";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void theHubSaysThatArtemisIsAwayAndGoesOnWhenItIsBack() throws Exception {
        String url = "tcp://127.0.0.1:" + FreePort.next();
        try (HubProcess hub = hubOf(url)) {
            try (LocalBroker broker = start(url)) {
                hub.start();
                assertThat(broker.depth(Channels.INTAKE)).isZero();
            }
            Health.says(hub, "artemis");
            try (LocalBroker broker = start(url)) {
                Health.isReady(hub);
                hub.stop();
                assertThat(broker.depth(Channels.INTAKE)).isZero();
            }
        }
    }

    @Test
    void aHubThatIsStartedWithoutItsBrokerSaysWhatItWaitsForAndThenThatItIsReady() throws Exception {
        String url = "tcp://127.0.0.1:" + FreePort.next();
        try (HubProcess hub = hubOf(url)) {
            hub.launch();
            Eventually.within(
                    Duration.ofMinutes(2),
                    () -> assertThat(hub.output()).contains("Tillbridge is started and waits for artemis ("));
            assertThat(hub.output()).doesNotContain("is ready");
            try (LocalBroker broker = start(url)) {
                Eventually.holds(() -> assertThat(hub.output()).contains("Tillbridge is ready ("));
                hub.stop();
                assertThat(broker.depth(Channels.INTAKE)).isZero();
            }
        }
    }

    private HubProcess hubOf(String url) {
        return HubProcess.on(
                directory.resolve("data"),
                "--home",
                directory.toString(),
                "--tillbridge.broker.url=" + url,
                "--tillbridge.broker.password=" + PASSWORD);
    }

    private LocalBroker start(String url) {
        return LocalBroker.start(
                directory.resolve("broker"),
                new BrokerProperties(
                        null,
                        "tillbridge",
                        PASSWORD,
                        url,
                        DataSize.ofMegabytes(16),
                        DataSize.ofMegabytes(64),
                        99,
                        Duration.ofSeconds(5),
                        2));
    }
}
