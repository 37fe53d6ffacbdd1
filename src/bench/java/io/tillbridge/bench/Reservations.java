package io.tillbridge.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;

/**
 * One thread that asks for reservations at a fixed rate over some keep-alive connections, and takes from the measured
 * processors as little as it can. Times count from when a request was due, so one that found no free connection has waited.
 */
final class Reservations implements AutoCloseable {

    private static final int CONNECTIONS = 256;
    private static final String LINE = "{\"line\":\"%s\",\"sku\":\"%s\",\"location\":\"L1\",\"quantity\":\"1\"}";
    private static final String BODY =
            "{\"connection\":\"" + HubHome.CONNECTION + "\",\"reference\":\"cart-%s\",\"lines\":[%s]}";
    private static final String HEAD =
            "POST /api/reservations HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + MeasuredHub.TOKEN
                    + "\r\nContent-Type: application/json\r\nIdempotency-Key: %s\r\nContent-Length: %s\r\n\r\n%s";

    private final BenchSettings settings;
    private final Random random = new Random(17);
    private final Selector selector = Selector.open();
    private final List<LoadConnection> all = new ArrayList<>();
    private final ArrayDeque<LoadConnection> idle = new ArrayDeque<>();
    private final AtomicInteger units = new AtomicInteger();
    private int carts;

    Reservations(BenchSettings settings) throws IOException {
        this.settings = settings;
        InetSocketAddress hub = new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port());
        for (int i = 0; i < CONNECTIONS; i++) {
            all.add(LoadConnection.open(hub, selector));
        }
        idle.addAll(all);
    }

    /** What became of the reservations of a phase; times in microseconds. */
    static final class Asked {
        final Histogram times = new Histogram(60_000_000L, 3);
        int held;
        int refused;
        int failed;
    }

    /** The item that there is not enough of. */
    static String hot(BenchSettings settings) {
        return "SKU-" + (10_000 + settings.items() - 1);
    }

    /** Pieces held so far. */
    int units() {
        return units.get();
    }

    /** Asks for some time, for two items each or for the hot one, and waits for the last answers. */
    Asked ask(Duration length, double perSecond, boolean hot) throws IOException {
        Asked asked = new Asked();
        long began = System.nanoTime();
        long until = began + length.toNanos();
        long sent = 0;
        for (long due = began; due < until; ) {
            long now = System.nanoTime();
            while (due <= now && due < until && !idle.isEmpty()) {
                LoadConnection connection = idle.poll();
                write(connection.request(), hot);
                connection.send(carts, due);
                due = began + (long) (++sent * (1e9 / perSecond));
            }
            answers(asked, hot);
        }
        long limit = System.nanoTime() + Load.LIMIT.toNanos();
        while (idle.size() < all.size() && System.nanoTime() < limit) {
            answers(asked, hot);
        }
        asked.failed += all.size() - idle.size();
        return asked;
    }

    private void write(ByteBuffer request, boolean hot) {
        StringBuilder lines = new StringBuilder();
        for (int line = 0; line < (hot ? 1 : 2); line++) {
            String sku = hot ? hot(settings) : "SKU-" + (10_000 + random.nextInt(settings.items() - 1));
            lines.append(line == 0 ? "" : ",").append(LINE.formatted(line, sku));
        }
        String body = BODY.formatted(++carts, lines);
        request.clear();
        request.put(HEAD.formatted(UUID.randomUUID(), body.length(), body).getBytes(StandardCharsets.US_ASCII));
        request.flip();
    }

    private void answers(Asked asked, boolean hot) throws IOException {
        selector.select(1);
        for (SelectionKey key : selector.selectedKeys()) {
            LoadConnection connection = (LoadConnection) key.attachment();
            int status = connection.ready();
            if (status == 0) {
                continue;
            }
            asked.times.recordValue(Load.micros(connection.due()));
            if (status == 201) {
                asked.held++;
                units.addAndGet(hot ? 1 : 2);
            } else if (status == 409) {
                asked.refused++;
            } else {
                asked.failed++;
            }
            idle.add(connection);
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        for (LoadConnection connection : all) {
            connection.close();
        }
        selector.close();
    }
}
