package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A node notices by itself what changed in its files. */
class HomeWatchIT {

    @TempDir(cleanup = CleanupMode.NEVER)
    private Path directory;

    private static int generation(ReloadingHub hub) {
        return hub.get("/api/connections/warehouse").path("generation").asInt();
    }

    @Test
    void aFileOfTheSameTimeAndLengthIsNoticedAndAMistakeIsRefusedAndMended() throws Exception {
        try (ReloadingHub hub = new ReloadingHub(directory, "PT0.3S")) {
            Path file = hub.connection("warehouse");
            FileTime time = Files.getLastModifiedTime(file);
            String before = hub.text(file);
            hub.write(file, before.replace("value: PT2S", "value: PT3S"));
            Files.setLastModifiedTime(file, time);
            Eventually.holds(() -> assertThat(generation(hub)).isEqualTo(2));

            hub.write(file, before.replace("timezone:", "timezoned:"));
            Eventually.holds(() ->
                    assertThat(hub.get("/api/reload").path("outcome").asText()).isEqualTo("refused"));
            assertThat(generation(hub)).isEqualTo(2);

            hub.write(file, before);
            Eventually.holds(() -> assertThat(generation(hub)).isEqualTo(3));
            assertThat(hub.get("/api/reload").path("by").asText()).isEqualTo("files");
            assertThat(hub.count("select count(*) from audit_entry where action = 'configuration.refused'"))
                    .as("told once")
                    .isEqualTo(1);
        }
    }
}
