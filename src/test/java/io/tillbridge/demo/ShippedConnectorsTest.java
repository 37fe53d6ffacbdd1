package io.tillbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.connector.ConnectorCatalog;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connectors that ship and the demo's connections have no lint finding and name mappings that exist. */
class ShippedConnectorsTest {

    @TempDir
    Path data;

    @Test
    void theShippedConnectorsAndTheDemosConnectionsLintClean() throws IOException {
        HomeFiles home = home();
        ConnectorCatalog.Loaded loaded = ConnectorCatalog.load(home);
        assertThat(loaded.problems()).isEmpty();
        Problems problems = new Problems();
        List<String> mappings = MappingCatalog.load(home, problems).subjects();
        assertThat(problems.list()).isEmpty();
        assertThat(loaded.mappingsUsed())
                .as("every mapping is used and every one used exists")
                .containsExactlyInAnyOrderElementsOf(mappings);
    }

    private HomeFiles home() throws IOException {
        Path layer = DemoHome.write(
                data,
                URI.create("http://127.0.0.1:8080"),
                DemoPorts.from(18_101),
                Instant.parse("2026-03-01T10:00:00Z"));
        for (String folder : List.of("config", "mappings")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path copy = layer.resolve(file);
                    Files.createDirectories(copy.resolve("..").normalize());
                    Files.copy(file, copy);
                }
            }
        }
        return HomeFiles.only(layer);
    }
}
