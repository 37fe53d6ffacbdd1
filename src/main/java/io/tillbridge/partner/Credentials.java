package io.tillbridge.partner;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.Auth;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.HttpClientPlan;
import io.tillbridge.connector.Template;
import io.tillbridge.partner.auth.Values;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who calls: the secrets that prove the client, and its own headers and query parameters, read anew for every call. The result is put on
 * the request on its way out, so that no secret is ever on an exchange, in a Camel URI, a log line, an error or a table.
 */
final class Credentials {

    private final HttpClientPlan client;
    private final SecretScope secrets;

    Credentials(ConnectionPlan connection, HttpClientPlan client, CallSecrets secrets) {
        this.client = client;
        this.secrets = new SecretScope(connection, secrets);
    }

    /** Headers and query parameters to add; prints as counts only. */
    record Added(Map<String, String> headers, Map<String, String> query) {
        @Override
        public String toString() {
            return "Added[headers=" + headers.size() + ", query=" + query.size() + "]";
        }
    }

    /**
     * Whether the template names a secret.
     */
    static boolean isSecret(Template template) {
        return template.pieces().stream()
                .anyMatch(piece -> piece.placeholder() && piece.text().startsWith(SecretScope.ROOT));
    }

    /**
     * Reads the secrets and makes what is added to the call.
     *
     * @throws IllegalStateException when a secret is missing; the message names its reference
     */
    Added read() {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Map<String, String> query = new TreeMap<>();
        client.headers().forEach((name, value) -> headers.put(name, value.render(this::value)));
        client.query().forEach((name, value) -> query.put(name, value.render(this::value)));
        Auth auth = client.auth() instanceof Auth.Mtls mtls ? mtls.also() : client.auth();
        if (auth instanceof Auth.ApiKey key) {
            (key.in() == Auth.ApiKey.Place.HEADER ? headers : query)
                    .put(key.name(), key.value().render(this::value));
        } else if (auth instanceof Auth.Bearer bearer) {
            headers.put("Authorization", "Bearer " + bearer.token().render(this::value));
        } else if (auth instanceof Auth.Basic basic) {
            String pair =
                    basic.user().render(this::value) + ":" + basic.password().render(this::value);
            headers.put(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        return new Added(headers, query);
    }

    /** What proofs are made of that take more than a secret. */
    Values values() {
        return new Values(this::value);
    }

    private @Nullable JsonNode value(String path) {
        return secrets.value(path);
    }
}
