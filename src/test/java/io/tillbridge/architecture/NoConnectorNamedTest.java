package io.tillbridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.HomeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Connectors are files: no class of the product knows one by its name. */
class NoConnectorNamedTest {

    private static final Path MAIN = Path.of("src/main/java");

    /** Connectors that are named for what the language itself speaks of. */
    private static final Set<String> WORDS_OF_THE_LANGUAGE = Set.of("kafka", "standard_webhooks");

    /** What the demo's simulated systems are is their own business. */
    private static final Path DEMO = MAIN.resolve("io/tillbridge/demo");

    @Test
    void noClassNamesAConnectorThatIsShippedOrTheToyOfTheTests() throws IOException {
        Set<String> names = connectors(Path.of(""));
        names.addAll(connectors(Path.of("src/test/resources/toy")));
        names.removeAll(WORDS_OF_THE_LANGUAGE);
        assertThat(names).contains("shopify", "square", "toy");
        // A text that is the name, or a subject, kind or path of it; not one that merely gives it as an example
        Pattern named =
                Pattern.compile("\"(config/connectors/|mappings/)?(" + String.join("|", names) + ")([./][^\"\\s]*)?\"");
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(MAIN)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".java"))
                    .filter(one -> !one.startsWith(DEMO))
                    .toList()) {
                Matcher matcher = named.matcher(Files.readString(file));
                while (matcher.find()) {
                    found.add(file + " " + matcher.group());
                }
            }
        }

        assertThat(found)
                .as("classes that know a connector by its name; say it in the connector's YAML instead")
                .isEmpty();
    }

    private static Set<String> connectors(Path home) {
        return HomeFiles.only(home.toAbsolutePath()).list("config/connectors", ".connector.yaml").stream()
                .map(file -> file.replaceAll(".*/|\\.connector\\.yaml$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
