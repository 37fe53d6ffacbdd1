package io.tillbridge.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.support.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretVaultTest {

    @TempDir
    private Path folder = Path.of("");

    private final ManualClock clock = ManualClock.at("2026-11-20T09:00:00Z");

    private SecretVault vault() {
        return new SecretVault(
                List.of(folder.resolve("first"), folder),
                Duration.ofSeconds(30),
                clock,
                Map.of("SHOP_TOKEN", "from-environment")::get);
    }

    @Test
    void aSecretPrintsAsStars() {
        assertThat(new Secret("hunter2").toString()).isEqualTo("***");
        assertThat(List.of(new Secret("hunter2")).toString()).doesNotContain("hunter2");
    }

    @Test
    void aFileIsReadWithoutItsLineEndAndAListLineByLine() throws IOException {
        Files.writeString(folder.resolve("shop"), "new-secret\nold-secret, older-secret\n");
        assertThat(vault().read("file", "shop", true))
                .extracting(Secret::reveal)
                .containsExactly("new-secret", "old-secret", "older-secret");
        Files.writeString(folder.resolve("single"), "a,b\n");
        assertThat(vault().readOne("file", "single").reveal()).isEqualTo("a,b");
        assertThat(vault().readOne("env", "SHOP_TOKEN").reveal()).isEqualTo("from-environment");
    }

    @Test
    void aRotatedFileIsReadAgainAfterTheReloadTimeAndNotBefore() throws IOException {
        Files.writeString(folder.resolve("shop"), "old");
        SecretVault vault = vault();
        assertThat(vault.readOne("file", "shop").reveal()).isEqualTo("old");
        Files.writeString(folder.resolve("shop"), "new");
        clock.advance(Duration.ofSeconds(29));
        assertThat(vault.readOne("file", "shop").reveal()).isEqualTo("old");
        clock.advance(Duration.ofSeconds(2));
        assertThat(vault.readOne("file", "shop").reveal()).isEqualTo("new");
    }

    @Test
    void aFileMissingDuringARotationKeepsItsLastValue() throws IOException {
        Files.writeString(folder.resolve("shop"), "old");
        SecretVault vault = vault();
        vault.readOne("file", "shop");
        Files.delete(folder.resolve("shop"));
        clock.advance(Duration.ofMinutes(5));
        assertThat(vault.readOne("file", "shop").reveal()).isEqualTo("old");
    }

    @Test
    void aMissingSecretSaysWhereItWasLookedFor() {
        assertThatThrownBy(() -> vault().readOne("file", "absent"))
                .isInstanceOf(MissingSecretException.class)
                .hasMessageContaining(folder.toString());
        assertThatThrownBy(() -> vault().readOne("env", "ABSENT"))
                .isInstanceOf(MissingSecretException.class)
                .hasMessageContaining("ABSENT");
    }

    @Test
    void aNameThatLeavesTheFolderIsRefused() {
        assertThatThrownBy(() -> vault().readOne("file", "../../etc/passwd"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
