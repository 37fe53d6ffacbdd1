package io.tillbridge.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a sample answer lets one guess of an API, with the evidence.
 *
 * @param list JSON Pointer of the array of records; empty when the sample is one record
 * @param id JSON Pointer within a record
 * @param version JSON Pointer within a record of what grows with each change; null when none was seen
 * @param versionType {@code instant} or {@code int}
 * @param token JSON Pointer of the next page's token; null when none was seen
 * @param evidence one sentence per guess
 */
public record Guess(
        String list,
        String id,
        @Nullable String version,
        String versionType,
        @Nullable String token,
        List<String> evidence) {

    private static final List<String> IDS = List.of("id", "uuid", "number", "key", "orderId", "order_id");
    private static final List<String> VERSIONS =
            List.of("updated_at", "updatedAt", "modified", "modified_at", "lastModified", "version", "revision");
    private static final List<String> TOKENS =
            List.of("cursor", "next_cursor", "nextCursor", "next_page_token", "nextPageToken");

    public Guess {
        evidence = List.copyOf(evidence);
    }

    /** Reads a sample. */
    static Guess of(JsonNode sample) {
        List<String> evidence = new ArrayList<>();
        String list = list(sample, "");
        JsonNode record = list == null ? sample : sample.at(list).path(0);
        if (list != null) {
            evidence.add(
                    "records at '" + list + "': an array of " + sample.at(list).size() + " objects");
        }
        String id = named(record, IDS);
        evidence.add(
                id == null
                        ? "no member looks like an id; /id is a stand-in"
                        : "id at " + id + ": " + kind(record.at(id)));
        String version = named(record, VERSIONS);
        String type = version != null && record.at(version).isNumber() ? "int" : "instant";
        evidence.add(
                version == null
                        ? "no member looks like a version or a time of change"
                        : "version at " + version + ": " + kind(record.at(version)));
        String token = named(sample, TOKENS);
        if (token != null) {
            evidence.add("next page's token at " + token);
        }
        return new Guess(list == null ? "" : list, id == null ? "/id" : id, version, type, token, evidence);
    }

    private static String kind(JsonNode value) {
        return value.isNumber()
                ? "a number"
                : value.isTextual() ? "a text of " + value.asText().length() : "present";
    }

    private static @Nullable String named(JsonNode object, List<String> names) {
        return names.stream()
                .filter(name ->
                        object.path(name).isValueNode() && !object.path(name).isMissingNode())
                .map(name -> "/" + name)
                .findFirst()
                .orElse(null);
    }

    /** The first array of objects, members before their children; null when there is none. */
    private static @Nullable String list(JsonNode node, String at) {
        if (node instanceof ArrayNode array) {
            return array.path(0).isObject() ? at : null;
        }
        if (node instanceof ObjectNode object && named(object, IDS) == null) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                String found = list(member.getValue(), at + "/" + member.getKey());
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
