package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problem;
import io.tillbridge.platform.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Mappings from text, over the shipped canonical schemas, and inputs to run them on. */
final class TestMappings {

    static final String FILE = "mappings/shop/order/V001__test.mapping.yaml";

    private TestMappings() {}

    /** The shipped schemas and these files. */
    static HomeFiles files(Map<String, String> texts) {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> schemas = Files.list(Path.of("config/canonical"))) {
            for (Path schema : schemas.toList()) {
                all.put("config/canonical/" + schema.getFileName(), Files.readString(schema));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        all.putAll(texts);
        return HomeFiles.of(all);
    }

    /** An outbound mapping (no schema) of these rows, and value maps by file text. */
    static Mapping outbound(String body, String... valueMaps) {
        return compile("to: shop/thing.v1\n" + body, valueMaps);
    }

    /** A mapping of subject shop.order; {@code body} has {@code to}, {@code rows} and the like. */
    static Mapping compile(String body, String... valueMaps) {
        MappingCatalog catalog = MappingCatalog.load(files(texts(body, valueMaps)));
        return Objects.requireNonNull(catalog.version("shop.order", 1));
    }

    /** {@code rule field} of every problem of such a mapping. */
    static List<String> problems(String body, String... valueMaps) {
        return found(body, valueMaps).stream().map(TestMappings::shown).toList();
    }

    /** Every problem of such a mapping. */
    static List<Problem> found(String body, String... valueMaps) {
        Problems problems = new Problems();
        MappingCatalog.load(files(texts(body, valueMaps)), problems);
        return problems.list();
    }

    /** {@code rule field} of every warning of such a mapping. */
    static List<String> warnings(String body) {
        Problems problems = new Problems();
        MappingCatalog.load(files(texts(body)), problems);
        return problems.warnings().stream().map(TestMappings::shown).toList();
    }

    private static String shown(Problem problem) {
        return problem.rule() + " " + problem.field();
    }

    private static Map<String, String> texts(String body, String... valueMaps) {
        Map<String, String> texts = new TreeMap<>();
        texts.put(FILE, "kind: Mapping\nsubject: shop.order\nversion: 1\nfrom: shop/order.v1\n" + body);
        for (String map : valueMaps) {
            String name = map.lines()
                    .filter(line -> line.startsWith("name: "))
                    .findFirst()
                    .orElseThrow()
                    .substring("name: ".length());
            texts.put("mappings/valuemaps/" + name + ".valuemap.yaml", "kind: ValueMap\n" + map);
        }
        return texts;
    }

    static TranslationInput input(String json) {
        return input(json, Map.of());
    }

    /** A document of connection acme-us in New York, received on 2026-05-02. */
    static TranslationInput input(String json, Map<String, String> resolved) {
        Map<String, JsonNode> references = new TreeMap<>();
        resolved.forEach((name, value) -> references.put(name, ExactJson.parse(value)));
        return new TranslationInput(
                ExactJson.parse(json),
                new TranslationInput.Connection("acme-us", ZoneId.of("America/New_York"), Map.of("shop", "acme")),
                new TranslationInput.Event(
                        Instant.parse("2026-05-02T10:00:00Z"), "orders", Map.of("x-topic", "orders/create"), null),
                references,
                List.of());
    }

    /** The result's JSON text, or {@code code at}, or the hold key. */
    static String run(Mapping mapping, TranslationInput input) {
        Translation translation = mapping.translate(input);
        if (translation instanceof Translation.Translated translated) {
            return translated.result().toString();
        }
        if (translation instanceof Translation.Untranslatable failure) {
            return failure.code() + " " + failure.at();
        }
        return "held " + ((Translation.Missing) translation).key();
    }

    /** One row on one document: the cell's JSON, {@code absent}, or the failure. */
    static String cell(String row, String json, String... valueMaps) {
        Mapping mapping = outbound(
                "lets: {ccy: {from: ccy, type: currency, default: USD}}\nrows:\n  - {to: x, " + row + "}\n", valueMaps);
        Translation translation = mapping.translate(input(json));
        if (translation instanceof Translation.Translated translated) {
            return translated.result().has("x") ? translated.result().get("x").toString() : "absent";
        }
        return run(mapping, input(json));
    }

    /** A file beside these tests. */
    static String resource(String name) {
        try (InputStream in =
                Objects.requireNonNull(TestMappings.class.getResourceAsStream("/mapping/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
