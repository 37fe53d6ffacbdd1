package io.tillbridge.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.FakeDestination.Behaviour;
import io.tillbridge.support.FakeDestination.Call;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A system like none that is shipped: it lists deliveries on pages that link to each other, signs XML over its time and the
 * body, and takes shelves only with its token and a key against repetition.
 */
final class ToySystem implements AutoCloseable {

    static final String TOKEN = "toy-token";
    static final String SECRET = "toy-webhook-secret";

    private final FakeDestination system = new FakeDestination();
    private final List<String> deliveries = new CopyOnWriteArrayList<>();

    ToySystem() {
        system.always(this::answer);
    }

    String url() {
        return system.url();
    }

    List<Call> calls() {
        return system.calls();
    }

    /** Lists a delivery from now on, one a page. */
    void delivers(String delivery) {
        deliveries.add(delivery);
    }

    /** The pieces it was told last of an item; empty when nothing. */
    String told(String sku) {
        String last = "";
        for (Call call : system.calls()) {
            if (call.method().equals("POST")) {
                for (JsonNode shelf : Json.read(call.body()).path("shelves")) {
                    last = shelf.path("code").asText().equals(sku)
                            ? shelf.path("pieces").asText()
                            : last;
                }
            }
        }
        return last;
    }

    private Behaviour answer(Call call) {
        if (!TOKEN.equals(call.headers().get("x-toy-token"))) {
            return FakeDestination.answer(401, "{}");
        }
        if (call.method().equals("POST")) {
            boolean once = call.uri().equals("/shelves") && call.headers().containsKey("x-toy-once");
            return FakeDestination.answer(once ? 200 : 400, "{}");
        }
        int page = call.uri().contains("page=") ? Integer.parseInt(call.uri().replaceFirst(".*page=", "")) : 0;
        String body = page < deliveries.size() ? "[" + deliveries.get(page) + "]" : "[]";
        return page + 1 < deliveries.size()
                ? FakeDestination.answer(
                        200, body, "Link", "<" + url() + "/deliveries?page=" + (page + 1) + ">; rel=\"next\"")
                : FakeDestination.answer(200, body);
    }

    /**
     * A ticket as it sends it.
     *
     * @param at seconds since 1970, which it signs before a dot and the body
     */
    static HttpRequest.Builder ticket(String hub, String xml, long at, String secret) {
        return HttpRequest.newBuilder(URI.create(hub + "/hooks/toy-main/tickets"))
                .header("Content-Type", "application/xml")
                .header("X-Toy-Time", Long.toString(at))
                .header("X-Toy-Signature", signature(secret, at + "." + xml))
                .POST(HttpRequest.BodyPublishers.ofString(xml));
    }

    private static String signature(String secret, String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HmacSHA256", e);
        }
    }

    /** The connection's file and its secrets, by name. */
    Map<String, String> connection() {
        return Map.of(
                "config/connections/toy-main.connection.yaml",
                """
                apiVersion: tillbridge/v1
                kind: Connection
                id: toy-main
                connector: toy
                timezone: Europe/Berlin
                startAt: "2026-01-01T00:00:00Z"
                settings: {baseUrl: "%s"}
                secrets: {token: {kind: file, name: toy-token}, webhookSecrets: {kind: file, name: toy-secrets}}
                """.formatted(url()),
                "secrets/toy-token",
                TOKEN,
                "secrets/toy-secrets",
                SECRET);
    }

    @Override
    public void close() {
        system.close();
    }
}
