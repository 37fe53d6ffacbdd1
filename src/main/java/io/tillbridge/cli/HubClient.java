package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.ExactJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Calls the API of a running hub. */
final class HubClient {

    /** An answer that takes longer does not come. */
    private static final Duration USUAL = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ClientOptions options;

    HubClient(ClientOptions options) {
        this.options = options;
    }

    /** An answer: the HTTP status and the JSON text. */
    record Answer(int status, String body) {

        boolean fine() {
            return status / 100 == 2;
        }

        /** What the status means to a script. */
        int exitCode() {
            if (fine()) {
                return ExitCode.FINE;
            }
            return status == 409 ? ExitCode.REFUSED : status >= 500 ? ExitCode.UNREACHABLE : ExitCode.WRONG_CALL;
        }
    }

    /**
     * Gets a resource.
     *
     * @param path with its query, such as {@code /api/dead-letters?limit=50}
     */
    Answer get(String path) {
        return send(request(path).GET());
    }

    /** The same. */
    Answer get(ApiPath path) {
        return get(path.text());
    }

    /** The same of one that may take long. */
    Answer get(String path, Duration longest) {
        return send(request(path).timeout(longest).GET());
    }

    /**
     * Gets a resource that must be there.
     *
     * @param json whether a refusal is wanted as it comes
     * @throws HubRefusedException when the hub refuses, or cannot answer now
     */
    JsonNode read(String path, boolean json) {
        Answer answer = get(path);
        if (!answer.fine()) {
            throw new HubRefusedException(answer, json);
        }
        return ExactJson.parse(answer.body());
    }

    /** Posts JSON under a fresh idempotency key. */
    Answer post(String path, String json) {
        return post(path, json, null);
    }

    /** Deletes a resource. */
    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    /**
     * Posts JSON under a fresh idempotency key.
     *
     * @param by the person whom the audit log then names; null: nobody is named
     */
    Answer post(String path, String json, @Nullable String by) {
        return post(path, json, by, USUAL);
    }

    /** The same of what may take long. */
    Answer post(String path, String json, @Nullable String by, Duration longest) {
        HttpRequest.Builder request = request(path)
                .timeout(longest)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "\"" + UUID.randomUUID() + "\"");
        if (by != null) {
            request.header("Tillbridge-Actor", by);
        }
        return send(request.POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String path) {
        try {
            return HttpRequest.newBuilder(URI.create(options.url() + path))
                    .timeout(USUAL)
                    .header("Authorization", "Bearer " + options.token())
                    .header("Accept", "application/json");
        } catch (IllegalArgumentException e) {
            throw new WrongCallException(
                    "Address " + options.url() + path + " is not a URL; give --url http://HOST:PORT.");
        }
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UnreachableException(
                    "Hub at " + options.url() + " cannot be reached ("
                            + e.getClass().getSimpleName() + "); start it with 'tillbridge serve', or give --url URL.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("Interrupted while waiting for " + options.url(), e);
        }
    }
}
