package io.tillbridge.trial;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Stands on the loopback address between a client and its partner, passes calls on and notes them. */
final class Recorder implements AutoCloseable {

    /**
     * One call and its answer, not masked.
     *
     * @param status 0 when the partner could not be reached; the body then says why
     * @param headers of the answer, names in lower case
     */
    record Exchange(
            String method, String uri, String request, int status, Map<String, String> headers, String response) {}

    private static final Set<String> OWN =
            Set.of("host", "connection", "content-length", "expect", "upgrade", "accept-encoding", "transfer-encoding");

    private final HttpServer server;
    private final String partner;
    private final boolean linked;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final List<Exchange> exchanges = new ArrayList<>();

    /**
     * A recorder.
     *
     * @param partner base URL that calls are passed on to
     * @param linked whether answers link to their next page in the body; in their headers they may at any time
     */
    Recorder(String partner, boolean linked) {
        this.partner = partner;
        this.linked = linked;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback address for a recorder", e);
        }
        server.createContext("/", this::pass);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    synchronized List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    private synchronized void note(Exchange exchange) {
        exchanges.add(exchange);
    }

    private void pass(HttpExchange call) throws IOException {
        try (call) {
            byte[] body = call.getRequestBody().readAllBytes();
            String uri = call.getRequestURI().toString();
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(partner + uri))
                    .timeout(Duration.ofSeconds(30))
                    .method(call.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
            call.getRequestHeaders().forEach((name, values) -> {
                if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            String sent = new String(body, StandardCharsets.UTF_8);
            try {
                HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
                Map<String, String> headers = new TreeMap<>();
                answer.headers().map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
                note(new Exchange(
                        call.getRequestMethod(),
                        uri,
                        sent,
                        answer.statusCode(),
                        headers,
                        new String(answer.body(), StandardCharsets.UTF_8)));
                headers.forEach((name, value) -> {
                    if (!OWN.contains(name) && !name.startsWith(":")) {
                        call.getResponseHeaders().set(name, name.equals("link") ? here(value) : value);
                    }
                });
                byte[] told = linked
                        ? here(new String(answer.body(), StandardCharsets.UTF_8))
                                .getBytes(StandardCharsets.UTF_8)
                        : answer.body();
                call.sendResponseHeaders(answer.statusCode(), told.length == 0 ? -1 : told.length);
                if (told.length > 0) {
                    call.getResponseBody().write(told);
                }
            } catch (IOException unreachable) {
                note(new Exchange(call.getRequestMethod(), uri, sent, 0, Map.of(), String.valueOf(unreachable)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A client follows links to its own address only, so the partner's become the recorder's. */
    private String here(String text) {
        return text.replace(partner, url());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
