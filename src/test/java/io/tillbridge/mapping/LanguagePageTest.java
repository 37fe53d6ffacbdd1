package io.tillbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tillbridge.canonical.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of the language names everything that can be written: what it leaves out, nobody finds. */
class LanguagePageTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void everyFunctionTypeAndEventIsNamed() throws IOException {
        Set<String> words = new TreeSet<>();
        Stream.of(TextFunctions.ALL, NumberFunctions.ALL, ListFunctions.ALL, TimeFunctions.ALL, TableFunctions.ALL)
                .map(Map::keySet)
                .forEach(words::addAll);
        words.addAll(CellType.words().keySet());
        words.remove(CellType.REVISION.word());
        Arrays.stream(EventType.values()).map(EventType::word).forEach(words::add);

        String page = page();
        assertThat(words).filteredOn(word -> !named(page, word)).isEmpty();
    }

    /** The schemas are held against the readers, so this holds the page against them too. */
    @ParameterizedTest
    @ValueSource(strings = {"activations", "connection", "connector", "context", "mapping", "mappingtest", "valuemap"})
    void everyKeyAndWordOfTheSchemasIsNamed(String schema) throws IOException {
        Set<String> words = new TreeSet<>();
        collect(
                JSON.readTree(
                        Path.of("config/schemas/" + schema + ".schema.json").toFile()),
                words);

        String page = page();
        assertThat(words).filteredOn(word -> !named(page, word)).isEmpty();
    }

    private static void collect(JsonNode schema, Set<String> words) {
        schema.path("properties").properties().forEach(property -> {
            words.add(property.getKey());
            collect(property.getValue(), words);
        });
        schema.path("enum").forEach(word -> words.add(word.asText()));
        if (schema.has("const")) {
            words.add(schema.get("const").asText());
        }
        schema.properties().stream()
                .filter(part -> !part.getKey().equals("properties"))
                .forEach(part -> collect(part.getValue(), words));
        if (schema.isArray()) {
            schema.forEach(part -> collect(part, words));
        }
    }

    /** As a word of its own. */
    private static boolean named(String page, String word) {
        return Pattern.compile("(?<![\\w.-])" + Pattern.quote(word) + "(?![\\w-])")
                .matcher(page)
                .find();
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("src/docs/language.md"));
    }
}
