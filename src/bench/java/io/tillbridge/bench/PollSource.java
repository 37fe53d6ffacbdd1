package io.tillbridge.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A shop with a long listing of orders, given page by page to whoever has the page's token. */
final class PollSource implements AutoCloseable {

    static final int PAGE = 100;
    private static final long FIRST = 700_000_000L;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final BenchSettings settings;
    private final int pages;
    private final String shared;

    /** First pages that were given: more than one when a run began anew. */
    final AtomicInteger begun = new AtomicInteger();

    /** Pages that were given. */
    final AtomicInteger given = new AtomicInteger();

    PollSource(BenchSettings settings, int pages) throws IOException {
        this.settings = settings;
        this.pages = pages;
        this.shared = OrderText.shared(settings.bytes());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        boolean whole = query.contains("since=1970");
        int at = query.indexOf("token=t");
        int page = at < 0 ? 0 : Integer.parseInt(query.substring(at + 7).split("&", 2)[0]);
        boolean known = page < pages && (at >= 0 || !query.contains("token="));
        StringBuilder body = new StringBuilder("{\"orders\":[");
        if (whole && known) {
            (at < 0 ? begun : given).incrementAndGet();
            for (int i = 0; i < PAGE; i++) {
                long id = FIRST + (long) page * PAGE + i;
                body.append(i == 0 ? "" : ",").append(OrderText.head(id)).append(shared);
                OrderText.tail(
                        body, id, "2026-01-02T03:04:05Z", 700_001, i % settings.items(), (i + 1) % settings.items());
            }
        }
        body.append("],\"next\":")
                .append(whole && page + 1 < pages ? "\"t" + (page + 1) + "\"" : "null")
                .append('}');
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(known ? 200 : 400, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
