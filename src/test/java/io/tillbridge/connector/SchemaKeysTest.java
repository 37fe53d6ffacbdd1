package io.tillbridge.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.mapping.MappingSamples;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problem;
import io.tillbridge.platform.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * The editor schemas know the keys and words that the readers know, no more and no fewer. The readers are asked: each map
 * of each sample gets a key that nobody knows, and the problem names those that are known. A new word needs a sample below
 * one of the homes here, and its place in the schema.
 */
class SchemaKeysTest {

    private static final String NOBODYS = "zz_nobodys";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<Path> HOMES = List.of(
            Path.of("."), Path.of("src/test/resources/connector/home"), Path.of("src/test/resources/connector/schema"));

    /** A file of a kind that has a schema. */
    record Sample(Path home, String file, String kind) {
        @Override
        public String toString() {
            return file;
        }
    }

    private final IdentityHashMap<JsonNode, Set<String>> asked = new IdentityHashMap<>();
    private final IdentityHashMap<JsonNode, String> places = new IdentityHashMap<>();
    private final List<String> findings = new ArrayList<>();

    static Stream<Sample> samples() {
        return HOMES.stream()
                .flatMap(home -> Stream.of("config", "mappings")
                        .flatMap(folder -> HomeFiles.only(home).list(folder, ".yaml").stream())
                        .flatMap(file -> kind(file).map(kind -> new Sample(home, file, kind)).stream()));
    }

    private static Optional<String> kind(String file) {
        if (file.endsWith("/activations.yaml")) {
            return Optional.of("activations");
        }
        if (file.endsWith("/reviews.yaml")) {
            return Optional.of("reviews");
        }
        if (file.endsWith("/context.yaml")) {
            return Optional.of("context");
        }
        if (file.endsWith(".test.yaml")) {
            return Optional.of(file.startsWith("config/") ? "connectortest" : "mappingtest");
        }
        return Stream.of("connector", "connection", "mapping", "valuemap")
                .filter(kind -> file.endsWith("." + kind + ".yaml"))
                .findFirst();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void aShippedFileNamesItsSchemaAndIsValid(Sample sample) throws IOException {
        Path file = sample.home().resolve(sample.file());
        Path schema = Path.of("config/schemas/" + sample.kind() + ".schema.json");
        if (sample.home().equals(Path.of(".")) && !sample.kind().equals("mapping")) {
            String reference = file.resolve("..")
                    .normalize()
                    .relativize(Path.of(".").resolve(schema))
                    .toString();
            assertThat(Files.readAllLines(file).get(0)).isEqualTo("# yaml-language-server: $schema=" + reference);
        }

        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(Files.readString(schema))
                        .validate(JSON.valueToTree(tree(file))))
                .isEmpty();
    }

    @Test
    void everyKeyThatAReaderKnowsIsInTheSchemaAndTheOtherWayRound() throws IOException {
        for (Sample sample : samples().filter(one -> readable(one.kind())).toList()) {
            keys(sample);
        }
        asked.forEach((schema, keys) -> {
            Set<String> never = new TreeSet<>();
            schema.path("properties").fieldNames().forEachRemaining(never::add);
            never.removeAll(keys);
            // Asked for only by a document of their own, which no sample is: an order test, and a fallback map
            never.removeAll(Set.of("gte", "map"));
            if (!never.isEmpty()) {
                findings.add(places.get(schema) + ": in the schema, but no reader asks for " + never);
            }
        });

        assertThat(new TreeSet<>(findings)).isEmpty();
    }

    @Test
    void everyWordThatAReaderKnowsIsInTheSchemaAndTheOtherWayRound() throws IOException {
        Map<String, String> differences = new TreeMap<>();
        for (Sample sample :
                samples().filter(one -> one.kind().equals("connector")).toList()) {
            words(sample, differences);
        }

        assertThat(differences).isEmpty();
    }

    @Test
    void aSamplesContextSaysWhatATestsContextDoes() {
        JsonNode context = load("context");
        JsonNode ofATest = load("mappingtest").at("/properties/context");

        assertThat(context.path("properties")).isNotEmpty().isEqualTo(ofATest.path("properties"));
        assertThat(context.path("additionalProperties")).isEqualTo(ofATest.path("additionalProperties"));
    }

    /** A test's context has the keys of a sample's, and is read by the same reader. */
    private static boolean readable(String kind) {
        return !kind.equals("connectortest") && !kind.equals("context");
    }

    private static JsonNode schema(Sample sample) throws IOException {
        return SCHEMAS.computeIfAbsent(sample.kind(), SchemaKeysTest::load);
    }

    private static final Map<String, JsonNode> SCHEMAS = new TreeMap<>();

    private static JsonNode load(String kind) {
        try {
            return JSON.readTree(
                    Path.of("config/schemas/" + kind + ".schema.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keys(Sample sample) throws IOException {
        Object tree = tree(sample.home().resolve(sample.file()));
        Map<String, Set<String>> known = new TreeMap<>();
        for (Problem problem : lint(sample, marked(tree))) {
            if (problem.found().equals("'" + NOBODYS + "'")
                    && problem.expected().startsWith("one of [")) {
                known.put(problem.field().replaceFirst("\\.?" + NOBODYS + "$", ""), list(problem.expected()));
            }
        }
        JsonNode root = schema(sample);
        compare(new SchemaNodes(root), List.of(root), tree, "", sample, known);
    }

    private void compare(
            SchemaNodes nodes,
            List<JsonNode> schemas,
            Object value,
            String at,
            Sample sample,
            Map<String, Set<String>> known) {
        if (value instanceof Map<?, ?> map) {
            List<JsonNode> objects = nodes.objects(schemas, value);
            Set<String> names = known.get(at);
            if (names != null) {
                Set<String> missing = new TreeSet<>(names);
                boolean free = objects.stream()
                        .anyMatch(object -> object.path("additionalProperties").isObject());
                if (free) {
                    missing.clear();
                }
                for (JsonNode object : objects) {
                    object.path("properties").fieldNames().forEachRemaining(missing::remove);
                    asked.computeIfAbsent(object, one -> new TreeSet<>()).addAll(names);
                    places.putIfAbsent(object, sample.kind() + " " + at);
                }
                if (!missing.isEmpty()) {
                    findings.add(sample.kind() + " " + at + ": read, but not in the schema " + missing);
                }
            }
            map.forEach((key, child) -> compare(
                    nodes,
                    nodes.member(objects, String.valueOf(key)),
                    child,
                    at.isEmpty() ? String.valueOf(key) : at + "." + key,
                    sample,
                    known));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                compare(nodes, nodes.elements(schemas), list.get(i), at + "[" + i + "]", sample, known);
            }
        }
    }

    private void words(Sample sample, Map<String, String> differences) throws IOException {
        JsonNode root = schema(sample);
        Object tree = tree(sample.home().resolve(sample.file()));
        words(new SchemaNodes(root), List.of(root), tree, tree, "", sample, differences);
    }

    private void words(
            SchemaNodes nodes,
            List<JsonNode> schemas,
            Object root,
            Object value,
            String at,
            Sample sample,
            Map<String, String> differences) {
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                words(nodes, nodes.elements(schemas), root, list.get(i), at + "[" + i + "]", sample, differences);
            }
        } else if (value instanceof Map<?, ?> map) {
            List<JsonNode> fitting = nodes.objects(schemas, value);
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                String name = String.valueOf(entry.getKey());
                String place = at.isEmpty() ? name : at + "." + name;
                Set<String> words = nodes.words(nodes.member(nodes.alternatives(schemas), name));
                if (entry.getValue() instanceof String text && !words.isEmpty() && !place.matches("kind|apiVersion")) {
                    ask(sample, root, map, name, text, place, words, differences);
                }
                words(nodes, nodes.member(fitting, name), root, entry.getValue(), place, sample, differences);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private void ask(
            Sample sample,
            Object root,
            Map<?, ?> map,
            String name,
            String text,
            String place,
            Set<String> words,
            Map<String, String> differences) {
        String general =
                place.replaceAll("\\[\\d+]", "[]").replaceAll("^(inbound|outbound|clients|fetches)\\.[^.]+", "$1.*");
        if (differences.containsKey(general) || !seen.add(general + words)) {
            return;
        }
        Map<Object, Object> changeable = (Map<Object, Object>) map;
        changeable.put(name, NOBODYS);
        for (Problem problem : lint(sample, root)) {
            boolean here = problem.field().equals(place) && problem.expected().startsWith("one of [");
            if (here && !list(problem.expected()).equals(words)) {
                differences.put(general, "the reader knows " + problem.expected() + ", the schema " + words);
            }
        }
        changeable.put(name, text);
    }

    private final Set<String> seen = new TreeSet<>();

    private static Set<String> list(String expected) {
        String inner = expected.substring("one of [".length(), expected.lastIndexOf(']'));
        return new TreeSet<>(List.of(inner.split(", ")));
    }

    /** A copy in which every map has a key more. */
    private static Object marked(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, child) -> copy.put(String.valueOf(key), marked(child)));
            copy.put(NOBODYS, "x");
            return copy;
        }
        return value instanceof List<?> list
                ? list.stream().map(SchemaKeysTest::marked).toList()
                : value;
    }

    private static final Map<Path, HomeFiles> READ = new HashMap<>();
    private static final Map<Sample, Map<String, String>> AROUND = new HashMap<>();

    /** The files that a sample is read with. */
    private static Map<String, String> around(Sample sample) {
        HomeFiles home = READ.computeIfAbsent(
                sample.home(), folder -> HomeFiles.only(folder).frozen());
        Map<String, String> texts = new TreeMap<>();
        String folder = sample.file().substring(0, sample.file().lastIndexOf('/') + 1);
        Stream.of(home.list("config", ""), home.list("mappings", ""))
                .flatMap(List::stream)
                .filter(name -> name.startsWith(folder) || !name.endsWith(".connector.yaml"))
                .filter(name -> sample.kind().equals("connector") ? !name.endsWith(".connection.yaml") : true)
                .filter(name -> !sample.kind().equals("connector") || !name.startsWith("mappings/"))
                .filter(name -> sample.kind().startsWith("connect") || besideMapping(name, folder))
                .forEach(name -> texts.put(name, home.text(name)));
        if (sample.kind().equals("connection")) {
            home.list("config", ".connector.yaml").forEach(name -> texts.put(name, home.text(name)));
        }
        return texts;
    }

    /** A mapping is read alone: with its own folder, the value maps and the canonical model. */
    private static boolean besideMapping(String name, String folder) {
        return name.startsWith(folder)
                || name.startsWith("mappings/valuemaps/")
                || name.startsWith("config/canonical/");
    }

    private static List<Problem> lint(Sample sample, Object tree) {
        Map<String, String> texts = new TreeMap<>(AROUND.computeIfAbsent(sample, SchemaKeysTest::around));
        try {
            texts.put(sample.file(), JSON.writeValueAsString(tree));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        HomeFiles files = HomeFiles.of(texts);
        if (sample.kind().startsWith("connect")) {
            return ConnectorCatalog.load(files).problems();
        }
        Problems problems = new Problems();
        MappingCatalog catalog = MappingCatalog.load(files, problems);
        if (sample.kind().equals("mappingtest")) {
            new MappingSamples(files, catalog, problems).all();
        }
        return problems.list();
    }

    private static Object tree(Path file) throws IOException {
        return new Load(LoadSettings.builder().setSchema(new FailsafeSchema()).build())
                .loadFromString(Files.readString(file));
    }
}
