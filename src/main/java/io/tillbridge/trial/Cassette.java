package io.tillbridge.trial;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.platform.HomeFiles;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One recorded call and its answer: {@code {"request": {"method", "uri", "body"}, "response": {"status", "headers", "body"}}}.
 * The request's body is for people; an answer's body that is a JSON text stands for itself, such as a file of lines.
 *
 * @param file where it is kept
 * @param uri path below the client's base URL, and query; {@code ***} stands for any value
 * @param headers of the answer, names in lower case
 * @param answer its body
 */
record Cassette(String file, String method, String uri, int status, Map<String, String> headers, JsonNode answer) {

    private static final ObjectReader JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .reader();

    /**
     * The exchanges of a flow, in the order in which they were made. Those that one layer holds were recorded together and
     * stand for all that lie under it.
     *
     * @param flow a flow or the name of a fetch
     * @throws IllegalArgumentException when a file is no such exchange; the message says which
     */
    static List<Cassette> of(HomeFiles home, String connector, String flow) {
        String folder = "config/connectors/" + connector + "/cassettes/" + flow + "/";
        List<Cassette> uppermost = List.of();
        for (HomeFiles layer : home.layers()) {
            List<Cassette> own = layer.list(folder, ".json").stream()
                    .map(file -> read(file, layer.text(file)))
                    .toList();
            uppermost = own.isEmpty() ? uppermost : own;
        }
        return uppermost;
    }

    private static Cassette read(String file, String text) {
        try {
            JsonNode json = JSON.readTree(text);
            String method = json.at("/request/method").asText();
            String uri = json.at("/request/uri").asText();
            int status = json.at("/response/status").asInt();
            if (method.isEmpty() || uri.isEmpty() || status == 0) {
                throw new IllegalArgumentException(
                        file + " needs request.method, request.uri and response.status; record it again");
            }
            Map<String, String> headers = new TreeMap<>();
            json.at("/response/headers")
                    .properties()
                    .forEach(header -> headers.put(
                            header.getKey().toLowerCase(Locale.ROOT),
                            header.getValue().asText()));
            return new Cassette(file, method, uri, status, headers, json.at("/response/body"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + " is not JSON; record it again", e);
        }
    }

    /** The file's own name, for results. */
    String name() {
        return file.substring(file.lastIndexOf('/') + 1);
    }

    /**
     * The answer as a fake partner gives it: links lead to the fake.
     *
     * @param links pointer to the next page's link in the body; null when there is none
     */
    FakePartner.Behaviour behaviour(String fake, @Nullable JsonPointer links) {
        Map<String, String> told = new TreeMap<>(headers);
        told.keySet().removeAll(List.of("date", "content-length", "transfer-encoding", "content-encoding"));
        told.computeIfPresent("link", (name, value) -> value.replaceAll("<https?://[^/>?]*", "<" + fake));
        JsonNode body = answer;
        if (links != null && body.at(links).isTextual()) {
            body = body.deepCopy();
            Satisfied.set(
                    (ObjectNode) body,
                    links,
                    TextNode.valueOf(body.at(links).textValue().replaceFirst("^https?://[^/?]*", fake)));
        }
        String text =
                body.isMissingNode() || body.isNull() ? "" : body.isTextual() ? body.textValue() : body.toString();
        return new FakePartner.Behaviour.Answer(status, told, text);
    }
}
