package io.tillbridge.authoring.draft;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.ExactJson;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes the first sample of a mapping: the document and what it came with. */
final class SampleFiles {

    private SampleFiles() {}

    static Map<String, String> of(Draft draft, InboundDraft flow) {
        String folder = folder(flow.mapping().file());
        Map<String, String> files = new TreeMap<>();
        files.put(folder + "in.json", json(flow.sample()));
        files.put(
                folder + "context.yaml", context(draft, flow.mapping().resolve().isEmpty() ? "" : "{location: DC1}"));
        return files;
    }

    /** The figure of an outbound mapping; several when it tells batches. */
    static Map<String, String> of(Draft draft, PushDraft push) {
        String folder = folder("mappings/" + draft.name() + "/availability/V001__first.mapping.yaml");
        String figure =
                "{\"sku\": \"MUG\", \"location\": \"DC1\", \"available\": \"7\", \"onHand\": \"9\", \"sequence\": 1,"
                        + " \"asOf\": \"2026-01-05T10:00:00Z\"}";
        String resolved = push.resolve().keySet().stream()
                .map(name -> "\"" + name + "\": \"remote-1\"")
                .collect(Collectors.joining(", ", "{", "}"));
        String document = push.batch() ? "[{\"document\": " + figure + ", \"resolved\": " + resolved + "}]" : figure;
        Map<String, String> files = new TreeMap<>();
        files.put(folder + "in.json", json(ExactJson.parse(document)));
        files.put(
                folder + "context.yaml",
                context(draft, push.batch() || push.resolve().isEmpty() ? "" : resolved.replace("\"", "")));
        return files;
    }

    private static String folder(String mapping) {
        return mapping.substring(0, mapping.lastIndexOf('/')) + "/samples/first/";
    }

    private static String json(JsonNode node) {
        return ExactJson.indented(node);
    }

    private static String context(Draft draft, String resolved) {
        Map<String, String> settings = ConnectionText.settings(draft);
        return "# yaml-language-server: $schema=../../../../../config/schemas/context.schema.json\n"
                + "connection: {id: " + draft.name() + ", timezone: UTC"
                + (settings.isEmpty() ? "" : ", settings: " + ConnectorText.map(settings)) + "}\n"
                + (resolved.isEmpty() ? "" : "resolved: " + resolved + "\n");
    }
}
