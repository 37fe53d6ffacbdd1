package io.tillbridge.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A word of the language that stands where it does not belong is refused as such, and not promised for another version. */
class KnownWordsTest {

    private static final Path SCHEMA = Path.of("config/schemas/connector.schema.json");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void noWordThatSomeReaderKnowsIsPromisedForALaterVersion() throws IOException {
        Set<String> words = new TreeSet<>();
        collect(new ObjectMapper().readTree(SCHEMA.toFile()), words);
        words.remove("kind");
        assertThat(words).contains("column", "jwt", "mtls", "pages");
        String keys = words.stream().map(word -> "'" + word + "': x").collect(Collectors.joining(", "));

        ConnectorCatalog.Loaded loaded = new TestHome(folder)
                .connector(
                        "acme",
                        "spec: {}\nclients: {api: {kind: http, baseUrl: 'https://a.example', auth: {kind: none, %s}}}\n"
                                .formatted(keys))
                .load();

        assertThat(loaded.problems())
                .filteredOn(problem -> problem.field().startsWith("clients.api.auth."))
                .hasSize(words.size())
                .allMatch(problem -> problem.rule().equals("unknown_key"))
                .noneMatch(problem -> problem.fix().contains("later version"));
    }

    /** Keys of all objects, and the words of all closed lists. */
    private static void collect(JsonNode schema, Set<String> words) {
        schema.path("properties").fieldNames().forEachRemaining(words::add);
        for (JsonNode word : schema.path("enum")) {
            words.add(word.asText());
        }
        if (schema.path("const").isTextual()) {
            words.add(schema.path("const").asText());
        }
        schema.forEach(inner -> collect(inner, words));
    }
}
