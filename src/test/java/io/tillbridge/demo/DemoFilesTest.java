package io.tillbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.connector.ConnectorCatalog;
import io.tillbridge.platform.HomeFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFilesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    Path data;

    @Test
    void theLayerNamesTheHubTheSystemsAndTheSecrets() throws IOException {
        Path layer = DemoHome.write(data, URI.create("http://127.0.0.1:8080"), DemoPorts.from(20_001), NOW);
        Path connections = layer.resolve("config/connections");
        String pos = Files.readString(connections.resolve("demo-pos.connection.yaml"));
        assertThat(pos)
                .contains("http://127.0.0.1:8080/hooks/demo-pos/events")
                .contains("http://127.0.0.1:20001")
                .contains("2026-03-01T10:00:00Z")
                .doesNotContain("@POS@");
        try (var files = Files.list(connections)) {
            assertThat(files).hasSize(5);
        }
        for (String name : DemoHome.secrets(data).byFile().keySet()) {
            assertThat(data.resolve("secrets").resolve(name)).isNotEmptyFile();
        }
    }

    @Test
    void theRegisterIsAskedForWhatItKnowsAndToldNothing() throws IOException {
        Path layer = DemoHome.write(data, URI.create("http://127.0.0.1:8080"), DemoPorts.from(20_001), NOW);

        ConnectorCatalog.Loaded loaded = ConnectorCatalog.load(HomeFiles.at(null, List.of(layer)));

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.plans().get("demo-pos")).satisfies(pos -> {
            assertThat(pos.inbound()).containsOnlyKeys("events", "catalog", "orders_reconcile");
            assertThat(pos.outbound()).isEmpty();
        });
    }

    @Test
    void aSecondStartKeepsSecretsAndStartingPoint() throws IOException {
        DemoHome.write(data, URI.create("http://127.0.0.1:8080"), DemoPorts.from(20_001), NOW);
        DemoSecrets first = DemoHome.secrets(data);
        Path layer = DemoHome.write(
                data, URI.create("http://127.0.0.1:8080"), DemoPorts.from(20_001), NOW.plusSeconds(9_000));
        assertThat(DemoHome.secrets(data).byFile()).isEqualTo(first.byFile());
        assertThat(Files.readString(layer.resolve("config/connections/demo-shop.connection.yaml")))
                .contains("2026-03-01T10:00:00Z");
        assertThat(first.toString()).doesNotContain(first.posToken());
    }

    @Test
    void theStateComesBackAndAKilledDemoSkipsAhead() {
        Path file = data.resolve("demo/state.json");
        RegisterSale sale = new RegisterSale(7, "STORE1", NOW, Assortment.all().get(3), 2, true);
        ShopOrder order = ShopOrder.placed(
                        10_007,
                        NOW,
                        List.of(Assortment.all().get(0), Assortment.all().get(1)),
                        2)
                .become(ShopOrder.State.FULFILLED, NOW.plusSeconds(30));
        DemoState state = new DemoState(7, List.of(sale), List.of(order), Map.of("shop", Map.of("k", 4)));
        state.write(file, true);
        assertThat(DemoState.read(file)).isEqualTo(state);
        state.write(file, false);
        assertThat(DemoState.read(file).tick()).isEqualTo(1_007);
        assertThat(DemoState.read(data.resolve("none.json")).tick()).isZero();
    }
}
