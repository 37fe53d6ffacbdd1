package io.tillbridge.partner.network;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Ends with {@link AnswerTooLong} after a number of bytes or at a point of {@link System#nanoTime}, and breaks the connection
 * then: an HTTP client that closes an answer reads the rest of it first, however long the partner takes for it.
 */
public final class BoundedStream extends FilterInputStream {

    private final long limit;
    private final long deadline;
    private final Runnable disconnect;
    private long left;

    /**
     * The bounded stream of an answer.
     *
     * @param disconnect breaks the connection that the answer comes over
     */
    public BoundedStream(InputStream in, long limit, long deadline, Runnable disconnect) {
        super(in);
        this.limit = limit;
        this.left = limit;
        this.deadline = deadline;
        this.disconnect = disconnect;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        if (value >= 0) {
            count(1);
        }
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read > 0) {
            count(read);
        }
        return read;
    }

    private void count(int read) throws AnswerTooLong {
        left -= read;
        if (left < 0) {
            disconnect.run();
            throw new AnswerTooLong("the answer is longer than the " + limit
                    + " bytes allowed; ask for smaller pages or raise the client's limit");
        }
        if (System.nanoTime() - deadline > 0) {
            disconnect.run();
            throw new AnswerTooLong("the answer was not complete when the client's timeout ended");
        }
    }
}
