package io.tillbridge.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The JDK's HTTP client with a bounded number of requests under way: what an ordinary sender costs. */
final class ClientLoad implements Load {

    private static final Set<String> OF_THE_CLIENT = Set.of("host", "content-length", "connection");

    private final Orders orders;
    private final IntConsumer accepted;
    private final int connections;
    private final Semaphore free;
    private final URI server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ByteBuffer request = ByteBuffer.allocate(64 * 1024);
    private Histogram ack = histogram();
    private int answered;
    private int refused;
    private @Nullable String trouble;

    ClientLoad(Orders orders, int port, int connections, IntConsumer accepted) {
        this.orders = orders;
        this.accepted = accepted;
        this.connections = connections;
        this.free = new Semaphore(connections);
        this.server = URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public Seen closed(Duration length, BooleanSupplier open) throws IOException {
        begin();
        long began = System.nanoTime();
        long until = began + length.toNanos();
        while (System.nanoTime() < until) {
            if (permits(1, TimeUnit.MILLISECONDS)) {
                if (open.getAsBoolean()) {
                    send(System.nanoTime());
                } else {
                    free.release();
                    pause();
                }
            }
        }
        Seen seen = seen(Duration.ofNanos(System.nanoTime() - began));
        rest();
        return seen;
    }

    @Override
    public Seen open(Duration length, double perSecond) throws IOException {
        begin();
        long began = System.nanoTime();
        long until = began + length.toNanos();
        double gap = 1e9 / perSecond;
        long sent = 0;
        long due = began;
        while (due < until) {
            if (due > System.nanoTime()) {
                pause();
            } else if (permits(1, TimeUnit.SECONDS)) {
                send(due);
                due = began + (long) (++sent * gap);
            }
        }
        rest();
        return seen(length);
    }

    private void send(long due) throws IOException {
        int number = orders.write(request, Load.epoch(due));
        var unused = client.sendAsync(request(), HttpResponse.BodyHandlers.ofString())
                .whenComplete((answer, failure) -> answered(number, due, answer, failure));
        failOnTrouble();
    }

    /** The request that {@link Orders} wrote as text, for a client that writes its own. */
    private HttpRequest request() {
        byte[] bytes = request.array();
        int end = 0;
        while (bytes[end] != '\r' || bytes[end + 1] != '\n' || bytes[end + 2] != '\r') {
            end++;
        }
        String[] head = new String(bytes, 0, end, StandardCharsets.US_ASCII).split("\r\n", -1);
        HttpRequest.Builder builder = HttpRequest.newBuilder(server.resolve(head[0].split(" ", 3)[1]));
        for (int i = 1; i < head.length; i++) {
            int colon = head[i].indexOf(':');
            String name = head[i].substring(0, colon);
            if (!OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                builder.header(name, head[i].substring(colon + 1).strip());
            }
        }
        byte[] body = new byte[request.limit() - end - 4];
        System.arraycopy(bytes, end + 4, body, 0, body.length);
        return builder.timeout(LIMIT)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    private synchronized void answered(
            int number, long due, @Nullable HttpResponse<String> answer, @Nullable Throwable failure) {
        free.release();
        if (answer == null) {
            trouble = "order " + number + " was not answered: " + failure;
            return;
        }
        ack.recordValue(Load.micros(due));
        if (answer.statusCode() / 100 == 2) {
            answered++;
            accepted.accept(number);
        } else {
            refused++;
            trouble = "order " + number + " was answered " + answer.statusCode() + ": " + answer.body();
        }
    }

    private synchronized void begin() {
        ack = histogram();
        answered = 0;
        refused = 0;
    }

    private synchronized Seen seen(Duration took) {
        return new Seen(answered, refused, took, ack.copy());
    }

    private synchronized void failOnTrouble() throws IOException {
        if (trouble != null) {
            throw new IOException(trouble);
        }
    }

    private void rest() throws IOException {
        try {
            if (!free.tryAcquire(connections, LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("requests were not answered within " + LIMIT);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        free.release(connections);
        failOnTrouble();
    }

    private boolean permits(long time, TimeUnit unit) throws IOException {
        try {
            return free.tryAcquire(time, unit);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted", e);
    }

    private static Histogram histogram() {
        return new Histogram(LIMIT.toNanos() / 1_000, 3);
    }

    @Override
    public void close() {
        // The JDK's client has nothing to close before Java 21; its threads are daemons
    }
}
