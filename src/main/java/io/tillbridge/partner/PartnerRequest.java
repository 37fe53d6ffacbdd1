package io.tillbridge.partner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * One call, rendered and free of secrets, so that it can be stored and repeated byte for byte. Credentials and the
 * client's own headers are added while it is being sent.
 *
 * @param method {@code GET}, {@code POST}, {@code PUT}, {@code PATCH} or {@code DELETE}
 * @param path appended to the client's base URL; percent-encoded; begins with a slash or is empty
 * @param query parameters, not encoded
 * @param body empty when the call has none
 */
public record PartnerRequest(
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        @SuppressWarnings("ArrayRecordComponent") byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public PartnerRequest {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /** The same call with one more header; one of that name, in whatever case, is replaced. */
    public PartnerRequest with(String header, String value) {
        Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.put(header, value);
        return new PartnerRequest(method, path, query, more, body);
    }

    /** The call without its body, as JSON: {@code method, path, query, headers}, sorted. */
    public String head() {
        ObjectNode head = JSON.createObjectNode();
        head.put("method", method);
        head.put("path", path);
        head.set("query", JSON.valueToTree(new TreeMap<>(query)));
        head.set("headers", JSON.valueToTree(new TreeMap<>(headers)));
        return head.toString();
    }

    /**
     * Reads {@link #head} back.
     *
     * @throws IllegalArgumentException when the text is not what {@code head} wrote
     */
    public static PartnerRequest of(String head, byte[] body) {
        try {
            JsonNode json = JSON.readTree(head);
            return new PartnerRequest(
                    json.path("method").asText(),
                    json.path("path").asText(),
                    texts(json.path("query")),
                    texts(json.path("headers")),
                    body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a stored request cannot be read: expected JSON", e);
        }
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties()
                .forEach(member -> texts.put(member.getKey(), member.getValue().asText()));
        return texts;
    }
}
