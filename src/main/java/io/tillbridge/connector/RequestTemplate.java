package io.tillbridge.connector;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call with placeholders.
 *
 * @param method {@code GET}, {@code POST}, {@code PUT}, {@code PATCH} or {@code DELETE}
 * @param path appended to the client's base URL
 * @param body null when the call has none
 */
public record RequestTemplate(
        String method,
        Template path,
        Map<String, Template> query,
        Map<String, Template> headers,
        @Nullable Body body) implements OutboundCall {

    public RequestTemplate {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    @Override
    public String route() {
        return "push-http";
    }

    /** What is sent. */
    public sealed interface Body {}

    public record Json(JsonTemplate json) implements Body {}

    /** A GraphQL document from a file beside the connector, and its variables. */
    public record GraphQl(String document, JsonTemplate variables) implements Body {}
}
