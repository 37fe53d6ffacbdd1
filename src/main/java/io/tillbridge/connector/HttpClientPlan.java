package io.tillbridge.connector;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to call one HTTP API: where, as whom, how often, and what its answers mean.
 *
 * @param baseUrl absolute, without a trailing slash, placeholders resolved
 * @param graphqlPath appended to the base URL for GraphQL requests; empty when the API has none
 * @param errors the connector's rows first, the built-in last rows after them; the first that matches decides
 * @param timeout for one whole call
 * @param maxResponseBytes a longer answer is a failure
 */
public record HttpClientPlan(
        String name,
        String baseUrl,
        String graphqlPath,
        Map<String, Template> headers,
        Map<String, Template> query,
        Auth auth,
        @Nullable Budget budget,
        List<ErrorRule> errors,
        Duration timeout,
        long maxResponseBytes)
        implements ClientPlan {

    public HttpClientPlan {
        headers = Map.copyOf(headers);
        query = Map.copyOf(query);
        errors = List.copyOf(errors);
    }
}
