package io.tillbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.Sha256;
import io.tillbridge.support.WrittenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mapping rollback} in files: what it prints leaves no connection unsaid. */
class MappingRollbackCommandTest {

    private static final String FOLDER = "mappings/tiny/receipt/";

    @TempDir
    private Path home = Path.of("");

    @BeforeEach
    void write() {
        WrittenFile.write(home.resolve("mappings/mappings.lock"), version(1) + version(2));
        WrittenFile.write(home.resolve(FOLDER + "activations.yaml"), """
                apiVersion: tillbridge/v1
                kind: Activations
                subject: tiny.receipt
                basis: event_time
                rows:
                  - {version: 1, from: "2000-01-01T00:00:00Z", at: "2026-01-01T00:00:00Z", by: ana, why: first}
                  - {version: 2, from: "2027-01-01T00:00:00Z", at: "2026-01-02T00:00:00Z", by: ana, why: x, connections: [a]}
                  - {version: 2, from: "2027-02-01T00:00:00Z", at: "2026-01-02T00:00:00Z", by: ana, why: x, connections: [b]}
                """);
    }

    private String version(int number) {
        String text = """
                apiVersion: tillbridge/v1
                kind: Mapping
                subject: tiny.receipt
                version: %d
                from: a
                to: tiny/x
                rows: [{to: x, type: int, from: a}]
                """.formatted(number);
        WrittenFile.write(home.resolve(FOLDER + "V00" + number + "__x.mapping.yaml"), text);
        return Sha256.hex(text) + "  tiny.receipt V" + number + "\n";
    }

    private CommandRun rollBack(String... more) {
        String[] command = {
            "mapping", "rollback", "tiny.receipt", "--of", "2", "--to", "1", "--why", "wrong", "--home", home.toString()
        };
        String[] all = java.util.Arrays.copyOf(command, command.length + more.length);
        System.arraycopy(more, 0, all, command.length, more.length);
        return CommandRun.of(all);
    }

    @Test
    void everyRowIsWithdrawnAndNamed() throws IOException {
        CommandRun run = rollBack();

        assertThat(run.lines())
                .as(run.toString())
                .containsExactly(
                        "rolled back: tiny.receipt V2 to V1 from 2027-01-01T00:00:00Z for a, in " + FOLDER
                                + "activations.yaml",
                        "rolled back: tiny.receipt V2 to V1 from 2027-02-01T00:00:00Z for b, in " + FOLDER
                                + "activations.yaml",
                        "tiny.receipt V2 counts for no connection now");
        assertThat(Files.readAllLines(home.resolve(FOLDER + "activations.yaml")))
                .filteredOn(line -> line.contains("rollbackOf: 2"))
                .hasSize(2);
        assertThat(rollBack().code()).isEqualTo(4);
    }

    @Test
    void whereItStillCountsIsSaid() {
        assertThat(rollBack("--connections", "b").lines())
                .endsWith("tiny.receipt V2 still counts from 2027-01-01T00:00:00Z for a");
    }

    @Test
    void whatWasAppendedIsToldAsJsonToo() {
        CommandRun run = rollBack("--connections", "b", "--json");

        assertThat(run.json().at("/outcome").asText()).isEqualTo("Withdrawn");
        assertThat(run.json().at("/detail").asText()).contains("connections=[b]", "left=[Counting[", "connections=[a]");
    }
}
