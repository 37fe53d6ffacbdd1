package io.tillbridge.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.connector.HttpClientPlan;
import io.tillbridge.connector.RequestTemplate;
import io.tillbridge.connector.Template;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a call from a connector's template: JSON or GraphQL, with every placeholder except secrets replaced. */
public final class RequestRenderer {

    private static final Set<String> NAMELESS = Set.of("", ".", "..");

    private RequestRenderer() {}

    /**
     * Renders the call.
     *
     * @param scope the value of a placeholder such as {@code canonical.sku}; null when there is none
     * @throws NoPathValueException when a placeholder of the path has no value
     */
    public static PartnerRequest render(
            HttpClientPlan client, RequestTemplate template, Function<String, ? extends @Nullable JsonNode> scope) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        template.headers().forEach((name, value) -> {
            if (!Credentials.isSecret(value)) {
                headers.put(name, value.render(scope));
            }
        });
        Map<String, String> query = new TreeMap<>();
        template.query().forEach((name, value) -> {
            if (!Credentials.isSecret(value)) {
                JsonNode found = value.value(scope);
                // As in JSON: one placeholder without a value drops its member
                if (found != null && !found.isNull()) {
                    query.put(name, found.asText());
                }
            }
        });
        String path = path(template.path(), scope);
        byte[] bytes = new byte[0];
        RequestTemplate.Body body = template.body();
        if (body instanceof RequestTemplate.Json json) {
            bytes = bytes(json.json().render(scope));
        } else if (body instanceof RequestTemplate.GraphQl graphQl) {
            ObjectNode call = JsonNodeFactory.instance.objectNode();
            call.put("query", graphQl.document());
            call.set("variables", graphQl.variables().render(scope));
            bytes = bytes(call);
            path = client.graphqlPath() + path;
        }
        if (body != null) {
            headers.putIfAbsent("Content-Type", "application/json");
        }
        headers.putIfAbsent("Accept", "application/json");
        return new PartnerRequest(template.method(), path, query, headers, bytes);
    }

    /**
     * A value in a path stays one segment, whatever it contains; a reference is the end of a path as the partner writes it,
     * such as {@code 22/variations/23}. Without a value the path would name something else, and so it would with dots.
     */
    private static String path(Template path, Function<String, ? extends @Nullable JsonNode> scope) {
        return path.render(name -> {
            JsonNode value = scope.apply(name);
            String text = value == null || value.isNull() ? "" : value.asText();
            List<String> segments = name.startsWith("resolved.") ? List.of(text.split("/", -1)) : List.of(text);
            if (segments.stream().anyMatch(NAMELESS::contains)) {
                throw new NoPathValueException(name, path, text);
            }
            return TextNode.valueOf(
                    segments.stream().map(RequestRenderer::encode).collect(Collectors.joining("/")));
        });
    }

    /** Percent-encodes everything but letters, digits and {@code -._*}. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
