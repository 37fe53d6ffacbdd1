package io.tillbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.HubProcess;
import io.tillbridge.support.WrittenFile;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The home directory at the start of the real hub: which one it is, and what is said when it cannot be used. */
class HomeIT {

    private static final String BROKEN = "config/connections/till.connection.yaml";

    @TempDir
    private Path temporary = Path.of("");

    private Path home() {
        return temporary.resolve("home");
    }

    private Path data() {
        return temporary.resolve("data");
    }

    private void write(String name, String text) {
        WrittenFile.write(home().resolve(name), text);
    }

    private void breakHome() throws IOException {
        write(BROKEN, "apiVersion: tillbridge/v1\nkind: Nonsense\n");
    }

    static Stream<List<String>> waysToSayHere() {
        return Stream.of(List.of(), List.of("--home", "."), List.of("--home", "./"), List.of("--home", "../home"));
    }

    @ParameterizedTest
    @MethodSource("waysToSayHere")
    void theHomeIsFoundFromTheCurrentDirectory(List<String> options) throws IOException {
        breakHome();
        try (HubProcess hub =
                HubProcess.on(data(), options.toArray(String[]::new)).in(home())) {
            assertThat(hub.startAndFail()).isEqualTo(1);
            assertThat(hub.output()).contains(BROKEN + ":2:");
        }
    }

    @Test
    void theHomeOfTheEnvironmentIsFoundFromTheCurrentDirectory() throws IOException {
        breakHome();
        try (HubProcess hub = HubProcess.on(data()).in(home()).with("TILLBRIDGE_HOME", "../home")) {
            assertThat(hub.startAndFail()).isEqualTo(1);
            assertThat(hub.output()).contains(BROKEN + ":2:");
        }
    }

    @Test
    void everyMistakeOfAHomeIsToldOnceAndNothingElse() throws IOException {
        breakHome();
        write("mappings/acme/order/V001__orders.mapping.yaml", "apiVersion: tillbridge/v1\nkind: Nonsense\n");
        try (HubProcess hub = HubProcess.on(data(), "--home", home().toString())) {
            assertThat(hub.startAndFail()).isEqualTo(1);

            List<String> lines = hub.output().strip().lines().toList();
            assertThat(lines)
                    .filteredOn(line -> line.startsWith(BROKEN + ":2:"))
                    .hasSize(1);
            assertThat(lines).anyMatch(line -> line.startsWith("mappings/acme/order/V001__orders.mapping.yaml:"));
            assertThat(lines).doesNotHaveDuplicates();
            assertThat(lines.subList(0, lines.size() - 1))
                    .allMatch(line -> line.matches("(config|mappings)/.*:\\d+:\\d+ .*"));
            assertThat(lines.get(lines.size() - 1)).startsWith("tillbridge: ").endsWith("[files_invalid]");
            assertThat(data().resolve("postgres")).doesNotExist();
        }
    }

    @Test
    void aChangedReleasedMappingIsToldAsLintTellsIt() throws IOException {
        String shipped = "mappings/shopify/order/V001__orders.mapping.yaml";
        write(shipped, Files.readString(Path.of(shipped)) + "\n# changed\n");
        try (HubProcess hub = HubProcess.on(data(), "--home", home().toString())) {
            assertThat(hub.startAndFail()).isEqualTo(1);
            assertThat(hub.output()).startsWith(shipped + ":").contains("released_file_changed");
            assertThat(hub.output().strip().lines()).hasSize(2);
        }
    }

    @Test
    void aHomeThatDoesNotExistIsToldInOneLine() {
        try (HubProcess hub = HubProcess.on(data(), "--home", home().toString())) {
            assertThat(hub.startAndFail()).isEqualTo(1);
            assertOneLine(hub, home().toString(), "--home DIR", "[home_missing]");
        }
    }

    @Test
    void aLayerThatDoesNotExistIsToldInOneLine() {
        try (HubProcess hub = HubProcess.on(data(), "--tillbridge.layers=" + home())) {
            assertThat(hub.startAndFail()).isEqualTo(1);
            assertOneLine(hub, home().toString(), "tillbridge.layers", "[layer_missing]");
        }
    }

    @Test
    void aHubInItsHomeHasItsConnectionsAndLeavesNothingInTheTemporaryDirectory() throws Exception {
        acme();
        try (HubProcess hub = HubProcess.on(data()).in(home())) {
            hub.start();
            assertThat(hub.get("/api/connections").body()).contains("acme-us");
            try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
                assertThat(left)
                        .noneMatch(file -> file.getFileName().toString().matches("tomcat.*\\." + hub.port() + "\\..*"));
            }
        }
    }

    private static HttpResponse<String> reload(HubProcess hub) throws Exception {
        return hub.post(
                "/api/reload", "{}", "Idempotency-Key", UUID.randomUUID().toString());
    }

    private void acme() {
        write("config/connections/acme-us.connection.yaml", """
                apiVersion: tillbridge/v1
                kind: Connection
                id: acme-us
                connector: shopify
                timezone: America/New_York
                startAt: "2026-01-01T00:00:00Z"
                settings: {shop: acme-us.myshopify.com, baseUrl: https://acme-us.myshopify.com, defaultLocation: DC1}
                secrets:
                  accessToken: {kind: env, name: ACME_US_SHOPIFY_TOKEN}
                  webhookSecrets: {kind: file, name: acme-us-webhook-secrets}
                """);
    }

    @Test
    void aLenientStartLeavesOutWhatHasMistakesAndRunsItOnceTheyAreMended() throws Exception {
        String draft = "mappings/shopify/order/V099__draft.mapping.yaml";
        acme();
        breakHome();
        write(draft, "kind: Mapping\n");
        try (HubProcess hub = HubProcess.on(data(), "--lenient", "--tillbridge.reload.every=PT0S")
                .in(home())) {
            hub.start();
            assertThat(hub.output()).contains(BROKEN + ":2:", draft + ":", "[files_left_out]");
            assertThat(hub.get("/api/connections").body())
                    .contains("\"id\":\"acme-us\"", "\"outcome\":\"refused\"")
                    .doesNotContain("\"id\":\"till\"");
            assertThat(reload(hub).body()).contains("files_invalid");

            Files.delete(home().resolve(BROKEN));
            assertThat(reload(hub).body()).contains("files_invalid", draft);
            Files.delete(home().resolve(draft));
            assertThat(reload(hub).body()).doesNotContain("files_invalid");
            assertThat(hub.get("/api/connections").body()).doesNotContain("\"outcome\":\"refused\"");
        }
    }

    @Test
    void aLenientStartIsRefusedWhenWhatWasReleasedHasMistakes() throws IOException {
        String shipped = "mappings/shopify/order/V001__orders.mapping.yaml";
        breakHome();
        write(shipped, Files.readString(Path.of(shipped)).replace("rows:", "rowz:"));
        try (HubProcess hub = HubProcess.on(data(), "--lenient").in(home())) {
            assertThat(hub.startAndFail()).isEqualTo(1);
            assertThat(hub.output()).startsWith(shipped + ":").endsWith("[files_invalid]\n");
        }
    }

    private static void assertOneLine(HubProcess hub, String... parts) {
        assertThat(hub.output().strip().lines()).as(hub.output()).hasSize(1);
        assertThat(hub.output()).startsWith("tillbridge: ").contains(parts);
    }
}
