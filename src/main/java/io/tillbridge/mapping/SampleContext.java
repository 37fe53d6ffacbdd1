package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlList;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlNode;
import io.tillbridge.platform.YamlText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a sample's document came with: {@code connection: {id, timezone, settings}}, {@code event: {receivedAt, flow,
 * headers, parentKey}}, {@code resolved: {name: value}}. All may be left out. Scalars are text; a bare {@code null} is
 * null.
 */
record SampleContext(
        TranslationInput.Connection connection, TranslationInput.Event event, Map<String, JsonNode> resolved) {

    private static final Instant RECEIVED = Instant.parse("2026-01-01T00:00:00Z");

    static final SampleContext NONE = new SampleContext(
            new TranslationInput.Connection("test", ZoneId.of("UTC"), Map.of()),
            new TranslationInput.Event(RECEIVED, "test", Map.of(), null),
            Map.of());

    /** The context beside a sample; {@code otherwise} when there is none. */
    static SampleContext of(HomeFiles files, String folder, SampleContext otherwise, Problems problems) {
        String file = folder + "context.yaml";
        YamlMap map = files.exists(file) ? YamlDocument.read(file, files.text(file), problems) : null;
        return map == null ? otherwise : read(map);
    }

    static SampleContext read(YamlMap map) {
        YamlMap connection = map.map("connection");
        YamlMap event = map.map("event");
        YamlText received = event.scalar("receivedAt");
        YamlMap references = map.map("resolved");
        Map<String, JsonNode> resolved = new TreeMap<>();
        references.keys().forEach(name -> resolved.put(name, json(references.node(name))));
        SampleContext read = new SampleContext(
                new TranslationInput.Connection(
                        connection.text("id", "test"), zone(connection), texts(connection.map("settings"))),
                new TranslationInput.Event(
                        received == null ? RECEIVED : Objects.requireNonNullElse(received.instant(), RECEIVED),
                        event.text("flow", "test"),
                        texts(event.map("headers")),
                        event.optionalText("parentKey")),
                resolved);
        connection.refuseUnread();
        event.refuseUnread();
        map.refuseUnread();
        return read;
    }

    /** Whether a mapping that takes a batch can read a sample's document; else a problem of the file. */
    static boolean fits(Mapping mapping, JsonNode document, String file, Problems problems) {
        boolean lanes = document.isArray() && !document.isEmpty();
        for (JsonNode element : document) {
            lanes &= element.path("document").isObject();
        }
        if (mapping.batch() && !lanes) {
            problems.add(
                    file,
                    "sample_not_a_batch",
                    "another document for a mapping of a batch",
                    "one element per lane: [{\"document\": {...}, \"resolved\": {...}}]",
                    "put the canonical event under document, in a list");
        }
        return !mapping.batch() || lanes;
    }

    /**
     * The input for a document. An array for a mapping of a batch holds {@code {"document": .., "resolved": {..}}} per
     * lane; any other document is itself.
     */
    TranslationInput input(JsonNode document) {
        List<TranslationInput> batch = new ArrayList<>();
        if (document.isArray()) {
            for (JsonNode element : document) {
                Map<String, JsonNode> own = new TreeMap<>();
                element.path("resolved").properties().forEach(entry -> own.put(entry.getKey(), entry.getValue()));
                batch.add(new TranslationInput(element.path("document"), connection, event, own, List.of()));
            }
        }
        return new TranslationInput(
                batch.isEmpty() ? document : batch.get(0).document(), connection, event, resolved, batch);
    }

    /** A YAML tree as JSON: scalars are text, a bare {@code null} is null. */
    static JsonNode json(@Nullable YamlNode node) {
        if (node instanceof YamlMap map) {
            ObjectNode object = ExactJson.nodes().objectNode();
            map.keys().forEach(key -> object.set(key, json(map.node(key))));
            return object;
        }
        if (node instanceof YamlList list) {
            ArrayNode array = ExactJson.nodes().arrayNode();
            list.elements().forEach(element -> array.add(json(element)));
            return array;
        }
        if (node instanceof YamlText text && (text.quoted() || !text.value().equals("null"))) {
            return TextNode.valueOf(text.value());
        }
        return NullNode.getInstance();
    }

    private static ZoneId zone(YamlMap connection) {
        String text = connection.text("timezone", "UTC");
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            connection.placeOf("timezone").problem("wrong_type", text, "a zone of the tz database", "write UTC");
            return ZoneId.of("UTC");
        }
    }

    private static Map<String, String> texts(YamlMap map) {
        Map<String, String> texts = new TreeMap<>();
        map.keys().forEach(key -> texts.put(key, map.text(key)));
        return texts;
    }
}
