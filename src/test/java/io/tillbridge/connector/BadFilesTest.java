package io.tillbridge.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.support.WrittenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file below {@code connector/bad} says in comments, {@code # expect RULE FIELD}, what is wrong on its line. Exactly
 * these problems are reported, all at once.
 */
class BadFilesTest {

    private static final Path BAD = Path.of("src/test/resources/connector/bad");
    private static final Pattern EXPECTED = Pattern.compile("# expect (.+)");
    private static final Pattern NAME = Pattern.compile("(?m)^(?:name|id): *(\\S+)");

    @TempDir
    private Path folder;

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(BAD)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void everyProblemIsReportedWithItsLineAndField(Path file) throws IOException {
        String text = Files.readString(file);
        HomeFiles home = home(file, text);

        List<String> found = ConnectorCatalog.load(home).problems().stream()
                .map(problem -> problem.line() + " " + problem.rule() + " " + problem.field())
                .distinct()
                .sorted()
                .toList();

        assertThat(found).containsExactlyElementsOf(expected(text));
    }

    private static List<String> expected(String text) {
        List<String> expected = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher marker = EXPECTED.matcher(lines.get(i));
            if (marker.find()) {
                for (String problem : marker.group(1).split(" and ", -1)) {
                    expected.add((i + 1) + " " + problem);
                }
            }
        }
        assertThat(expected).as("a bad file says what is wrong").isNotEmpty();
        return expected.stream().sorted().toList();
    }

    private HomeFiles home(Path file, String text) throws IOException {
        Matcher name = NAME.matcher(text);
        assertThat(name.find()).isTrue();
        boolean connection = file.toString().endsWith(".connection.yaml");
        String target = connection
                ? "config/connections/" + name.group(1) + ".connection.yaml"
                : "config/connectors/%1$s/%1$s.connector.yaml".formatted(name.group(1));
        put(target, text);
        put(
                "config/canonical/order.v1.schema.json",
                Files.readString(Path.of("config/canonical/order.v1.schema.json")));
        put(
                "config/canonical/availability.v1.schema.json",
                Files.readString(Path.of("config/canonical/availability.v1.schema.json")));
        if (connection) {
            String shopify = "config/connectors/shopify/";
            for (String each : List.of(
                    "shopify.connector.yaml", "graphql/orders_updated.graphql", "graphql/set_available.graphql")) {
                put(shopify + each, Files.readString(Path.of("src/test/resources/connector/home", shopify + each)));
            }
        }
        return HomeFiles.only(folder);
    }

    private void put(String name, String text) {
        WrittenFile.write(folder.resolve(name), text);
    }
}
