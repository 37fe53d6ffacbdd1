package io.tillbridge.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One keep-alive connection with at most one request under way; reads answers of a known length and chunked ones. */
final class LoadConnection {

    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer request = ByteBuffer.allocateDirect(64 * 1024);
    private final ByteBuffer answer = ByteBuffer.allocate(16 * 1024);
    private int order;
    private long due;

    private LoadConnection(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    static LoadConnection open(InetSocketAddress address, Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, 64 * 1024);
        channel.configureBlocking(false);
        return new LoadConnection(channel, selector);
    }

    ByteBuffer request() {
        return request;
    }

    int order() {
        return order;
    }

    long due() {
        return due;
    }

    String answer() {
        return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
    }

    /** Sends what is in {@link #request()}. */
    void send(int number, long dueNanos) throws IOException {
        this.order = number;
        this.due = dueNanos;
        answer.clear();
        channel.write(request);
        if (request.hasRemaining()) {
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    /** Goes on with what the selector says; the status code when the answer is complete, else 0. */
    int ready() throws IOException {
        if (key.isWritable()) {
            channel.write(request);
            if (!request.hasRemaining()) {
                key.interestOps(SelectionKey.OP_READ);
            }
        }
        if (!key.isReadable()) {
            return 0;
        }
        if (channel.read(answer) < 0) {
            throw new EOFException("the server closed a connection after: " + answer());
        }
        return complete() ? status() : 0;
    }

    private int status() {
        byte[] bytes = answer.array();
        return (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + (bytes[11] - '0');
    }

    private boolean complete() {
        byte[] bytes = answer.array();
        int size = answer.position();
        int end = headEnd(bytes, size);
        if (end < 0) {
            return false;
        }
        String head = new String(bytes, 0, end, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
        int at = head.indexOf("content-length:");
        if (at >= 0) {
            int stop = head.indexOf('\r', at);
            return size
                    >= end
                            + Integer.parseInt(head.substring(at + 15, stop < 0 ? end : stop)
                                    .strip());
        }
        if (head.contains("transfer-encoding: chunked")) {
            return size >= end + 5
                    && bytes[size - 5] == '0'
                    && bytes[size - 4] == '\r'
                    && bytes[size - 3] == '\n'
                    && bytes[size - 2] == '\r'
                    && bytes[size - 1] == '\n';
        }
        return true;
    }

    private static int headEnd(byte[] bytes, int size) {
        for (int i = 0; i + HEAD_END.length <= size; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                return i + HEAD_END.length;
            }
        }
        return -1;
    }

    void close() throws IOException {
        channel.close();
    }
}
