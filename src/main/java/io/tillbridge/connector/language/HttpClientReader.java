package io.tillbridge.connector.language;

import io.tillbridge.connector.HttpClientPlan;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/** Reads an HTTP client: where an API is, as whom, how often, and what its answers mean. */
final class HttpClientReader {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final DataSize LONGEST_ANSWER = DataSize.ofMegabytes(10);

    private HttpClientReader() {}

    static HttpClientPlan read(String name, Section client) {
        return new HttpClientPlan(
                name,
                baseUrl(client),
                path(client),
                client.templates("headers", Roots.SECRETS),
                client.templates("query", Roots.NONE),
                AuthReader.read(client),
                BudgetReader.read(client),
                ErrorReader.call(client),
                client.duration("timeout", TIMEOUT),
                Sizes.bytes(client, "maxResponseBytes", LONGEST_ANSWER, DataSize.ofMegabytes(100)));
    }

    private static String baseUrl(Section client) {
        String url = client.text("baseUrl", "an absolute URL");
        if (url.isEmpty()) {
            return url;
        }
        if (!Setting.url(url)) {
            client.placeOf("baseUrl")
                    .problem("wrong_type", "'" + url + "'", "an absolute http or https URL", "correct the URL");
            return url;
        }
        WrittenCredentials.refuseIn(client.placeOf("baseUrl"), url);
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static String path(Section client) {
        String path = client.optionalText("graphqlPath");
        if (path != null && !path.startsWith("/")) {
            client.placeOf("graphqlPath").problem("wrong_type", "'" + path + "'", "a path", "start it with /");
        }
        return path == null ? "" : path;
    }
}
