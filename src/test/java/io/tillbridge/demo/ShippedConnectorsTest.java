package io.tillbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.connector.ConnectorCatalog;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.Keys;
import io.tillbridge.connector.MappingUse;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connectors that ship and the demo's connections have no lint finding and name mappings that exist. */
class ShippedConnectorsTest {

    /** No flow names it any more, but messages that it translated are replayed by it. */
    private static final String SUPERSEDED = "wms_edi.inventory_advice";

    @TempDir
    Path data;

    @Test
    void theShippedConnectorsAndTheDemosConnectionsLintClean() throws IOException {
        HomeFiles home = home();
        ConnectorCatalog.Loaded loaded = ConnectorCatalog.load(home);
        assertThat(loaded.problems()).isEmpty();
        Problems problems = new Problems();
        List<String> mappings = MappingCatalog.load(home, problems).subjects().stream()
                .filter(subject -> !subject.equals(SUPERSEDED))
                .toList();
        assertThat(problems.list()).isEmpty();
        assertThat(loaded.uses())
                .as("every mapping is used and every one used exists")
                .extracting(MappingUse::subject)
                .containsOnly(mappings.toArray(String[]::new));
    }

    @Test
    void accountingIsToldTwoStatesOfOneRevisionUnderDifferentKeys() throws IOException {
        KeyRule rule = ConnectorCatalog.load(home()).plans().values().stream()
                .flatMap(plan -> plan.outbound().values().stream())
                .filter(flow -> flow.name().equals("order_status"))
                .map(flow -> flow.idempotency().key())
                .findFirst()
                .orElseThrow();

        assertThat(key(rule, 1)).isNotNull().isNotEqualTo(key(rule, 2));
    }

    private static @Nullable String key(KeyRule rule, int sequence) {
        return Keys.of(
                rule,
                Json.object()
                        .put("system", "shop")
                        .put("id", "1001")
                        .put("revision", "7")
                        .put("sequence", sequence),
                header -> null,
                scope -> scope.equals("connection.id") ? TextNode.valueOf("accounting") : null);
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
