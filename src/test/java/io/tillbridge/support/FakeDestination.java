package io.tillbridge.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A partner over real HTTP that misbehaves on demand: it takes the next scripted behaviour for each call, or the standing
 * one, and records every call.
 */
public final class FakeDestination implements AutoCloseable {

    /**
     * One call as it arrived.
     *
     * @param headers names in lower case
     * @param arrived when its body was here, by {@link System#nanoTime}
     */
    public record Call(String method, String uri, Map<String, String> headers, String body, long arrived) {}

    /** How a call ends. */
    public sealed interface Behaviour {

        record Answer(int status, Map<String, String> headers, String body) implements Behaviour {}

        /** Takes the call and answers only when the destination is closed: the caller times out. */
        record Silence() implements Behaviour {}

        /** Answers a byte at a time, with a pause after each. */
        record Drip(String body, Duration pause) implements Behaviour {}

        /** Takes the call and cuts the connection in the middle of the answer. */
        record Cut() implements Behaviour {}
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedDeque<Function<Call, Behaviour>> script = new ConcurrentLinkedDeque<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Function<Call, Behaviour> standing = call -> answer(200, "{}");

    public FakeDestination() {
        this(0);
    }

    /** A destination on a known port; 0 for any. */
    public FakeDestination(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        } catch (IOException e) {
            throw new UncheckedIOException("no port for the fake destination", e);
        }
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    public static Behaviour answer(int status, String body, String... headers) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            map.put(headers[i], headers[i + 1]);
        }
        return new Behaviour.Answer(status, map, body);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** The behaviour of the next calls, in order. */
    public void next(Behaviour... behaviours) {
        for (Behaviour behaviour : behaviours) {
            script.add(call -> behaviour);
        }
    }

    /** The behaviour of every call that is not scripted. */
    public void always(Function<Call, Behaviour> behaviour) {
        standing = behaviour;
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    private void serve(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Call call = new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                Map.copyOf(headers),
                body,
                System.nanoTime());
        calls.add(call);
        Function<Call, Behaviour> scripted = script.poll();
        Behaviour behaviour = (scripted == null ? standing : scripted).apply(call);
        if (behaviour instanceof Behaviour.Answer answer) {
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        } else if (behaviour instanceof Behaviour.Drip drip) {
            drip(exchange, drip);
        } else if (behaviour instanceof Behaviour.Cut) {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
        } else {
            await();
        }
        exchange.close();
    }

    private void drip(HttpExchange exchange, Behaviour.Drip drip) throws IOException {
        byte[] bytes = drip.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        try {
            for (byte each : bytes) {
                exchange.getResponseBody().write(each);
                exchange.getResponseBody().flush();
                if (closed.await(drip.pause().toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void await() {
        try {
            if (!closed.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a silent call outlived its test");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
