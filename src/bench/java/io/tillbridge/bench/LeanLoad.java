package io.tillbridge.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.HdrHistogram.Histogram;

/**
 * One thread that keeps some HTTP/1.1 connections busy by NIO, and takes from the measured processors as little as it can.
 */
final class LeanLoad implements Load {

    private final Orders orders;
    private final Selector selector;
    private final List<LoadConnection> all = new ArrayList<>();
    private final ArrayDeque<LoadConnection> idle = new ArrayDeque<>();
    private final IntConsumer accepted;

    /**
     * @param orders writes the requests
     * @param accepted is told the number of every order answered 2xx
     */
    LeanLoad(Orders orders, int port, int connections, IntConsumer accepted) throws IOException {
        this.orders = orders;
        this.accepted = accepted;
        this.selector = Selector.open();
        for (int i = 0; i < connections; i++) {
            LoadConnection connection =
                    LoadConnection.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), selector);
            all.add(connection);
            idle.add(connection);
        }
    }

    @Override
    public Seen closed(Duration length, BooleanSupplier open) throws IOException {
        long began = System.nanoTime();
        long until = began + length.toNanos();
        Histogram ack = new Histogram(60_000_000L, 3);
        int[] counts = new int[2];
        while (System.nanoTime() < until) {
            while (!idle.isEmpty() && open.getAsBoolean()) {
                send(idle.poll(), System.nanoTime());
            }
            answers(ack, counts, 1);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        Seen seen = new Seen(counts[0], counts[1], took, ack.copy());
        rest(ack, counts);
        return seen;
    }

    @Override
    public Seen open(Duration length, double perSecond) throws IOException {
        long began = System.nanoTime();
        long until = began + length.toNanos();
        Histogram ack = new Histogram(60_000_000L, 3);
        int[] counts = new int[2];
        long sent = 0;
        double gap = 1e9 / perSecond;
        long due = began;
        while (due < until) {
            long now = System.nanoTime();
            while (due <= now && due < until && !idle.isEmpty()) {
                send(idle.poll(), due);
                due = began + (long) (++sent * gap);
            }
            answers(ack, counts, due > now || idle.isEmpty() ? 1 : 0);
        }
        rest(ack, counts);
        return new Seen(counts[0], counts[1], length, ack);
    }

    private void send(LoadConnection connection, long due) throws IOException {
        int number = orders.write(connection.request(), Load.epoch(due));
        connection.send(number, due);
    }

    private void answers(Histogram ack, int[] counts, long waitMillis) throws IOException {
        if (waitMillis == 0) {
            selector.selectNow();
        } else {
            selector.select(waitMillis);
        }
        for (SelectionKey key : selector.selectedKeys()) {
            LoadConnection connection = (LoadConnection) key.attachment();
            int status = connection.ready();
            if (status == 0) {
                continue;
            }
            ack.recordValue(Load.micros(connection.due()));
            boolean fine = status / 100 == 2;
            counts[fine ? 0 : 1]++;
            if (fine) {
                accepted.accept(connection.order());
            } else if (counts[1] == 1) {
                throw new IOException(
                        "order " + connection.order() + " was answered " + status + ": " + connection.answer());
            }
            idle.add(connection);
        }
        selector.selectedKeys().clear();
    }

    private void rest(Histogram ack, int[] counts) throws IOException {
        long until = System.nanoTime() + LIMIT.toNanos();
        while (idle.size() < all.size()) {
            answers(ack, counts, 10);
            if (System.nanoTime() > until) {
                throw new IOException((all.size() - idle.size()) + " requests were not answered within " + LIMIT);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (LoadConnection connection : all) {
            connection.close();
        }
        selector.close();
    }
}
