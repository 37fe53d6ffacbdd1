package io.tillbridge.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A destination that takes {@code {"items": [{sku, location, quantity, sequence}]}} and remembers of every balance the
 * newest figure it was told, and when it was first told each sequence. {@code /one} only counts calls.
 */
final class Sink implements AutoCloseable {

    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] FINE = "{}".getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private @Nullable HttpServer server;
    private final int locations;
    private final long start;
    private final long[] sequence;
    private final long[] quantity;
    private final LongLog[] sequences;
    private final LongLog[] times;
    private final boolean remember;
    private final AtomicLong pieces = new AtomicLong();
    private final AtomicLong wentBack = new AtomicLong();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger singles = new AtomicInteger();

    /**
     * @param start pieces of every balance before the first order
     * @param remember whether the time of every sequence is kept, 16 bytes each
     */
    Sink(int port, int keys, int locations, long start, boolean remember) throws IOException {
        this.port = port;
        this.locations = locations;
        this.start = start;
        this.remember = remember;
        this.sequence = new long[keys];
        this.quantity = new long[keys];
        this.sequences = new LongLog[remember ? keys : 0];
        this.times = new LongLog[remember ? keys : 0];
        Arrays.fill(quantity, start);
        Arrays.setAll(sequences, key -> new LongLog());
        Arrays.setAll(times, key -> new LongLog());
        listen();
    }

    /** Before the first order there are so many pieces of this balance, unlike of the others. */
    synchronized void starts(int key, long pieces) {
        quantity[key] = pieces;
    }

    /** Takes calls again after {@link #shut()}, with what it held before. */
    void listen() throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
        listening.setExecutor(threads);
        listening.createContext("/items", this::items);
        listening.createContext("/one", exchange -> {
            exchange.getRequestBody().readAllBytes();
            singles.incrementAndGet();
            answer(exchange);
        });
        listening.start();
        server = listening;
    }

    /** Refuses connections from now on. */
    void shut() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    private void items(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            read(in.readAllBytes());
        }
        calls.incrementAndGet();
        answer(exchange);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, FINE.length);
        exchange.getResponseBody().write(FINE);
        exchange.close();
    }

    private synchronized void read(byte[] body) throws IOException {
        Instant clock = Instant.now();
        long now = clock.getEpochSecond() * 1_000_000_000L + clock.getNano();
        int item = -1;
        int location = -1;
        long pieces = 0;
        long version = 0;
        try (JsonParser parser = JSON.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    JsonToken value = parser.nextToken();
                    if (value == JsonToken.START_ARRAY) {
                        continue;
                    }
                    switch (name) {
                        case "sku" -> item = Integer.parseInt(parser.getText().substring(4)) - 10_000;
                        case "location" ->
                            location = Integer.parseInt(parser.getText().substring(1)) - 1;
                        case "quantity" -> pieces = parser.getLongValue();
                        case "sequence" -> version = parser.getLongValue();
                        default -> {}
                    }
                } else if (token == JsonToken.END_OBJECT && item >= 0) {
                    take(Orders.key(item, location, locations), pieces, version, now);
                    item = -1;
                }
            }
        }
    }

    private void take(int key, long figure, long version, long now) {
        if (version < sequence[key]) {
            wentBack.incrementAndGet();
            return;
        }
        if (version > sequence[key]) {
            pieces.addAndGet(quantity[key] - figure);
            sequence[key] = version;
            quantity[key] = figure;
            if (remember) {
                sequences[key].add(version);
                times[key].add(now);
            }
        }
    }

    /** Pieces by which the figures told so far lie below those of the start: order lines delivered. */
    long pieces() {
        return pieces.get();
    }

    /** Calls that brought items. */
    int calls() {
        return calls.get();
    }

    /** Calls of {@code /one}. */
    int singles() {
        return singles.get();
    }

    /** Items whose sequence was older than what the sink held: repeats that a real destination would drop. */
    long wentBack() {
        return wentBack.get();
    }

    /** Pieces missing from a balance's figure by now. */
    synchronized long claimed(int key) {
        return start - quantity[key];
    }

    /** When the sink first held at least this sequence, in nanoseconds of the epoch; -1 when it never did. */
    synchronized long heldAt(int key, long wanted) {
        LongLog known = sequences[key];
        int low = 0;
        int high = known.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (known.get(middle) < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == known.size() ? -1 : times[key].get(low);
    }

    @Override
    public void close() {
        shut();
        threads.shutdownNow();
    }
}
