package io.tillbridge.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;
import org.snakeyaml.engine.v2.schema.Schema;

/** The schemas that editors use accept what lint accepts, whether a scalar is read as text or as a typed value. */
class EditorSchemasTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path HOME = Path.of("src/test/resources/connector/home/config");

    static Stream<Path> samples() throws IOException {
        Stream<Path> shipped = Stream.of(Path.of("config/connectors"), Path.of("config/connections"))
                .filter(Files::isDirectory)
                .flatMap(EditorSchemasTest::files);
        return Stream.of(files(HOME), files(Path.of("src/test/resources/connector/files")), shipped)
                .flatMap(all -> all);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void aFileThatLintsCleanIsValid(Path file) throws IOException {
        String text = Files.readString(file);

        assertThat(problems(file, text, new FailsafeSchema())).isEmpty();
        assertThat(problems(file, text, new CoreSchema())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s/pages:/page:/",
                "s/encoding: base64/encoding: hax/",
                "s/do: rebuild/do: rebuilt/",
                "s/every: PT15M/every: 15m/",
                "s/pointer: /pointer: x/"
            })
    void aMistakeIsSeenInTheEditor(String mistake) throws IOException {
        Path file = HOME.resolve("connectors/shopify/shopify.connector.yaml");
        String[] parts = mistake.split("/", -1);
        String text = Files.readString(file).replace(parts[1], parts[2]);

        assertThat(problems(file, text, new FailsafeSchema())).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void everyKeyIsExplained(Path schema) throws IOException {
        List<String> unexplained = new ArrayList<>();
        collectUnexplained(JSON.readTree(schema.toFile()), "", unexplained);

        assertThat(unexplained).isEmpty();
    }

    static Stream<Path> schemas() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("config/schemas"))) {
            return files.toList().stream();
        }
    }

    /** Places of properties whose own description is missing; what a reference leads to does not explain a key. */
    private static void collectUnexplained(JsonNode schema, String at, List<String> unexplained) {
        schema.path("properties").properties().forEach(property -> {
            String place = at + "/" + property.getKey();
            if (property.getValue().path("description").asText().isBlank()) {
                unexplained.add(place);
            }
            collectUnexplained(property.getValue(), place, unexplained);
        });
        schema.properties().stream()
                .filter(part -> !part.getKey().equals("properties"))
                .forEach(part -> collectUnexplained(part.getValue(), at + "/" + part.getKey(), unexplained));
        for (int i = 0; schema.isArray() && i < schema.size(); i++) {
            collectUnexplained(schema.get(i), at + "/" + i, unexplained);
        }
    }

    private static Set<ValidationMessage> problems(Path file, String text, Schema yaml) throws IOException {
        String kind = file.toString().endsWith(".connection.yaml") ? "connection" : "connector";
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("config/schemas/" + kind + ".schema.json")));
        Object tree = new Load(LoadSettings.builder().setSchema(yaml).build()).loadFromString(text);
        JsonNode document = JSON.valueToTree(tree);
        return schema.validate(document);
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().matches(".*\\.(connector|connection)\\.yaml"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
