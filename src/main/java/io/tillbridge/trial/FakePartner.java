package io.tillbridge.trial;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A partner on the loopback address that answers as scripted, or misbehaves, and records every call. */
final class FakePartner implements AutoCloseable {

    /**
     * One call as it arrived.
     *
     * @param uri path and query, encoded
     * @param headers names in lower case
     */
    record Call(String method, String uri, Map<String, String> headers, String body) {}

    /** How a call ends. */
    sealed interface Behaviour {

        record Answer(int status, Map<String, String> headers, String body) implements Behaviour {}

        /** A listing's pages in turn, and from the first again after the last. */
        record InTurn(List<Answer> pages) implements Behaviour {}

        /** Takes the call, cuts the connection in the middle of the answer. */
        record Cut() implements Behaviour {}

        /** Takes the call and says nothing until the caller has given up. */
        record Silence() implements Behaviour {}

        /** Answers byte by byte, for longer than the caller waits. */
        record Drip() implements Behaviour {}
    }

    static {
        // Else the JDK's server waits 40 ms for an acknowledgement between an answer's headers and its body
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    static final Behaviour CUT = new Behaviour.Cut();
    static final Behaviour SILENCE = new Behaviour.Silence();
    static final Behaviour DRIP = new Behaviour.Drip();

    /** Where a client that logs in first gets its token; such calls are neither scripted nor recorded. */
    static final String TOKEN_PATH = "/trial-token";

    private static final String TOKEN =
            "{\"access_token\": \"trial\", \"token_type\": \"Bearer\", \"expires_in\": 3600, \"refresh_token\": \"trial\"}";

    private static final int LONGER_THAN_ANY_TIMEOUT = 1_000;

    /** A caller that goes away when its time is over ends it sooner. */
    private static final int DRIPS = 5_000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Call> calls = new ArrayList<>();
    private final Deque<Behaviour> script = new ArrayDeque<>();
    private final Map<String, Behaviour> aside = new ConcurrentHashMap<>();
    private Behaviour standing = answer(200, "{}");
    private int turn;
    private int outlasted;

    FakePartner() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback address for a trial", e);
        }
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    static Behaviour.Answer answer(int status, String body) {
        return new Behaviour.Answer(status, Map.of(), body);
    }

    static Behaviour answer(int status, String body, String header, String value) {
        return new Behaviour.Answer(status, Map.of(header, value), body);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers calls of a path like this; until the end they are neither scripted nor recorded. */
    void aside(String path, Behaviour behaviour) {
        aside.put(path, behaviour);
    }

    void notAside(String path) {
        aside.remove(path);
    }

    /** Forgets calls and script; from now on every call that is not scripted ends like this. */
    synchronized void always(Behaviour behaviour) {
        calls.clear();
        script.clear();
        standing = behaviour;
        turn = 0;
        outlasted = 0;
    }

    /** The behaviour of the next call that is not scripted yet. */
    synchronized void next(Behaviour behaviour) {
        script.add(behaviour);
    }

    /** Callers that stayed for the last drop of an answer. */
    synchronized int outlasted() {
        return outlasted;
    }

    private synchronized void outlast() {
        outlasted++;
    }

    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    private synchronized Behaviour taken(Call call) {
        calls.add(call);
        Behaviour scripted = script.poll();
        if (scripted == null && standing instanceof Behaviour.InTurn pages) {
            return pages.pages().get(turn++ % pages.pages().size());
        }
        return scripted == null ? standing : scripted;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String uri = exchange.getRequestURI().toString();
            if (uri.startsWith(TOKEN_PATH)) {
                end(exchange, answer(200, TOKEN));
                return;
            }
            Behaviour known = aside.get(exchange.getRequestURI().getPath());
            if (known != null) {
                end(exchange, known);
                return;
            }
            end(exchange, taken(new Call(exchange.getRequestMethod(), uri, headers, body)));
        }
    }

    private void end(HttpExchange exchange, Behaviour behaviour) throws IOException {
        if (behaviour instanceof Behaviour.Answer answer) {
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        } else if (behaviour instanceof Behaviour.Cut) {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
        } else if (behaviour instanceof Behaviour.Drip) {
            exchange.sendResponseHeaders(200, 1_000);
            for (int waited = 0; waited < DRIPS && !wait(50); waited += 50) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            }
            outlast();
        } else {
            wait(LONGER_THAN_ANY_TIMEOUT);
        }
    }

    /** Whether the partner was closed meanwhile. */
    private boolean wait(int millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
