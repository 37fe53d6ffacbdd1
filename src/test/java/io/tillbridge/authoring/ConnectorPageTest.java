package io.tillbridge.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.HomeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of the shipped connectors say what their files say; what is written by hand stays. */
class ConnectorPageTest {

    private static final HomeFiles HOME = HomeFiles.only(Path.of("."));

    /** Every shipped connector but those of the demo, which share a page. */
    static Stream<String> connectors() {
        return HOME.list("config/connectors", ".connector.yaml").stream()
                .map(file -> file.replaceAll(".*/|\\.connector\\.yaml$", ""))
                .filter(name ->
                        !Set.of("accounting", "marketplace", "warehouse").contains(name));
    }

    /** Regenerate with {@code mvn test -Dtest=ConnectorPageTest -Dtillbridge.write=true}. */
    @ParameterizedTest
    @MethodSource("connectors")
    void thePageSaysWhatTheFilesSay(String connector) throws IOException {
        Path file = Path.of("src/docs/connectors/" + connector + ".md");
        String page = Files.readString(file);
        String expected = ConnectorPage.of(HOME, connector, page);
        if (Boolean.getBoolean("tillbridge.write")) {
            Files.writeString(file, expected);
        }

        assertThat(Files.readString(file))
                .as("regenerate with: mvn test -Dtest=ConnectorPageTest -Dtillbridge.write=true")
                .isEqualTo(expected);
    }

    @Test
    void renewingKeepsWhatStandsAroundTheMarkers() {
        String first = ConnectorPage.of(HOME, "warehouse", "# Warehouse\n\nClick here.\n") + "\nAsk Ana.\n";

        String again = ConnectorPage.of(HOME, "warehouse", first);

        assertThat(again)
                .isEqualTo(first)
                .startsWith("# Warehouse\n\nClick here.\n")
                .endsWith("\nAsk Ana.\n");
        assertThat(again)
                .contains("| `webhookSecrets` | secret_list | required |")
                .contains("Mapping `warehouse.receipt` V1");
    }
}
