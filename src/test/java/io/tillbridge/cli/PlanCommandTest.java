package io.tillbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.WrittenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code plan} says of two homes. */
class PlanCommandTest {

    private static final Path TOY = Path.of("src/test/resources/toy");

    @TempDir
    private Path homes = Path.of("");

    @BeforeEach
    void write() throws IOException {
        try (Stream<Path> files = Files.walk(TOY)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                for (String home : List.of("live", "dry", "none")) {
                    WrittenFile.write(
                            homes.resolve(home).resolve(TOY.relativize(file).toString()), Files.readString(file));
                }
            }
        }
        connection("live", "");
        connection("dry", "dryRun: [shelves, tickets]\n");
    }

    private void connection(String home, String dryRun) {
        WrittenFile.write(homes.resolve(home + "/config/connections/toy-main.connection.yaml"), """
                apiVersion: tillbridge/v1
                kind: Connection
                id: toy-main
                connector: "toy"
                timezone: Europe/Berlin
                startAt: "2026-01-01T00:00:00Z"
                settings: {baseUrl: "https://toys.example.com"}
                secrets: {token: {kind: file, name: toy-token}, webhookSecrets: {kind: file, name: toy-secrets}}
                """ + dryRun);
    }

    private List<String> plan(String from, String to) {
        CommandRun run = CommandRun.of(
                "plan",
                "--home",
                homes.resolve(to).toString(),
                "--against",
                homes.resolve(from).toString());
        assertThat(run.code()).as(run.toString()).isZero();
        return run.lines();
    }

    @Test
    void flowsThatTurnDryOrLiveAreNamed() {
        assertThat(plan("live", "dry"))
                .contains(
                        "dry       toy-main.shelves: shown from now on, neither posted nor sent",
                        "dry       toy-main.tickets: shown from now on, neither posted nor sent")
                .noneMatch(line -> line.contains("dry       toy-main.deliveries"));
        assertThat(plan("dry", "live"))
                .contains(
                        "live      toy-main.shelves: posts or sends from now on",
                        "live      toy-main.tickets: posts or sends from now on");
        assertThat(plan("none", "dry")).anyMatch(line -> line.startsWith("dry       toy-main.shelves"));
        assertThat(plan("none", "live")).noneMatch(line -> line.startsWith("live"));
        assertThat(plan("dry", "none")).noneMatch(line -> line.startsWith("live"));
        assertThat(plan("dry", "dry")).containsExactly("nothing changes");
    }

    @Test
    void aLayerIsLaidOverBothHomes() {
        CommandRun run = CommandRun.of(
                "plan",
                "--home",
                homes.resolve("none").toString(),
                "--against",
                homes.resolve("live").toString(),
                "--layer",
                homes.resolve("live").toString());

        assertThat(run.lines()).containsExactly("nothing changes");
        assertThat(plan("live", "none")).contains("removes   toy-main");
    }
}
