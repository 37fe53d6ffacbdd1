package io.tillbridge.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub as the outside world sees it. A webhook that is not answered 2xx is sent again later with the same id and
 * bytes, signed anew where the time is part of what is signed.
 */
final class Hub {

    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int KEPT_FOR_RETRY = 2_000;
    private static final int RETRIES_A_ROUND = 20;

    private record Webhook(
            String path,
            Supplier<Map<String, String>> headers,
            @SuppressWarnings("ArrayRecordComponent") byte[] body) {}

    private final URI base;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final Deque<Webhook> again = new ArrayDeque<>();
    private final Set<String> complained = new HashSet<>();

    /**
     * @param base without a trailing slash, such as {@code http://127.0.0.1:8080}
     * @param token of {@code /api}; empty text to send none
     */
    Hub(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    URI base() {
        return base;
    }

    /**
     * Sends a webhook, and keeps it for {@link #retry} unless it is accepted.
     *
     * @param headers made anew for every attempt
     */
    void webhook(String path, Supplier<Map<String, String>> headers, byte[] body) {
        Webhook webhook = new Webhook(path, headers, body);
        if (!send(webhook) && again.size() < KEPT_FOR_RETRY) {
            again.add(webhook);
        }
    }

    /** Sends again what was not accepted; one that still is not goes to the end of the line and ends the round. */
    void retry() {
        for (int i = 0; i < RETRIES_A_ROUND && !again.isEmpty(); i++) {
            Webhook next = again.removeFirst();
            if (!send(next)) {
                again.addLast(next);
                return;
            }
        }
    }

    /** How many webhooks wait to be sent again. */
    int waiting() {
        return again.size();
    }

    /**
     * Puts a resource of {@code /api}.
     *
     * @return whether the hub took it; the first refusal of a kind is logged with what it said
     */
    boolean put(String path, JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofByteArray(Json.bytes(body)));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return accepted(request.build());
    }

    private boolean send(Webhook webhook) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(webhook.path()))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(webhook.body()));
        webhook.headers().get().forEach(request::header);
        return accepted(request.build());
    }

    private boolean accepted(HttpRequest request) {
        String kind = request.method() + " " + request.uri().getPath().replaceAll("/[^/]*$", "");
        try {
            var response = http.send(request, BodyHandlers.ofString());
            boolean accepted = response.statusCode() / 100 == 2;
            if (accepted) {
                complained.remove(kind);
            } else if (complained.add(kind)) {
                LOG.warn("demo: {} was answered {}: {}", request.uri(), response.statusCode(), response.body());
            }
            return accepted;
        } catch (IOException e) {
            if (complained.add(kind)) {
                LOG.warn("demo: {} cannot be reached: {}", request.uri(), e.toString());
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
