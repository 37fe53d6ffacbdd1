package io.tillbridge.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A small HTTP server on the loopback address that answers as one vendor would. */
final class SimulatedSystem implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatedSystem.class);

    static {
        // Else the JDK's server waits 40 ms for an acknowledgement between an answer's headers and its body
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService workers;

    private SimulatedSystem(HttpServer server, ExecutorService workers) {
        this.server = server;
        this.workers = workers;
    }

    /**
     * Starts one.
     *
     * @param name for messages and thread names
     * @param port 0 for a free one
     * @throws UncheckedIOException when the port is taken; the message says which and what to do
     */
    static SimulatedSystem start(String name, int port, Function<Call, Answer> answers) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
            ExecutorService workers = Executors.newFixedThreadPool(2, work -> {
                Thread thread = new Thread(work, "demo-" + name);
                thread.setDaemon(true);
                return thread;
            });
            server.setExecutor(workers);
            server.createContext("/", exchange -> answer(name, exchange, answers));
            server.start();
            return new SimulatedSystem(server, workers);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the demo's " + name + " cannot listen on port " + port
                            + "; free it, or set tillbridge.demo.port to the first of five free ports",
                    e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private static void answer(String name, HttpExchange exchange, Function<Call, Answer> answers) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Answer answer;
            try {
                answer = answers.apply(new Call(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getPath(),
                        exchange.getRequestHeaders(),
                        body));
            } catch (RuntimeException e) {
                LOG.warn("demo: {} failed at {}", name, exchange.getRequestURI().getPath(), e);
                answer = Answer.refused(500, "internal_error", "the simulated " + name + " failed");
            }
            byte[] bytes = Json.bytes(answer.body());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
