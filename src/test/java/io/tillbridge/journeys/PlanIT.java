package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.cli.Main;
import io.tillbridge.security.ApiToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running hub would do with files that it does not have yet. */
class PlanIT {

    @TempDir
    private Path directory;

    private record Printed(int exit, String text) {}

    private static Printed run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Printed(process.waitFor(), text);
    }

    private static void change(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    @Test
    void sayWhatWouldStopStartAndBeginAnewAndChangeNothing() throws Exception {
        try (ReloadingHub hub = new ReloadingHub(directory, "PT0S")) {
            String token = hub.bean(ApiToken.class).value().reveal();
            Path shop = hub.connection("shop");
            assertThat(run("plan", "--url", hub.url, "--token", token, "--home", layer(hub)))
                    .isEqualTo(new Printed(0, "nothing changes\n"));

            change(
                    shop,
                    "overlay:\n",
                    "overlay:\n  - {target: $.inbound.orders_reconcile.source.cursor.field, do: update, value: /createdAt}\n");
            Files.writeString(shop, Files.readString(shop) + "dryRun: [availability]\n");
            Files.delete(hub.connection("outlet"));
            Printed plan = run("plan", "--url", hub.url, "--token", token, "--home", layer(hub));

            assertThat(plan.exit()).as(plan.text()).isZero();
            assertThat(plan.text())
                    .contains(
                            "removes   outlet\n",
                            "stops     outlet.availability\n",
                            "changes   shop\n",
                            "starts    shop.orders\n",
                            "dry       shop.availability: shown from now on, neither posted nor sent\n",
                            "overlay   shop: in config/connections/shop.connection.yaml\n",
                            "resets    shop.orders_reconcile: its place was /updatedAt instant and would be"
                                    + " /createdAt instant")
                    .doesNotContain("warehouse", "activates");
            assertThat(hub.get("/api/connections/shop").path("generation").asInt())
                    .isEqualTo(1);
            assertThat(run("plan", "--url", "http://localhost:1", "--token", token, "--home", layer(hub))
                            .exit())
                    .isEqualTo(3);
            change(shop, "value: /createdAt", "value: createdAt");
            Printed refused = run("plan", "--url", hub.url, "--token", token, "--home", layer(hub));
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.text())
                    .contains("overlay[0].value", "nothing changes: a hub refuses")
                    .doesNotContain("removes");
        }
    }

    private static String layer(ReloadingHub hub) {
        return hub.file("").toString();
    }
}
