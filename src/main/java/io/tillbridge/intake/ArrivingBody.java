package io.tillbridge.intake;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body whose length is unknown or only announced, in pieces that are never larger than what has arrived before:
 * whoever announces much and sends nothing costs {@value #FIRST} bytes.
 */
final class ArrivingBody {

    private static final int FIRST = 8 * 1024;
    private static final int LARGEST = 1024 * 1024;

    private ArrivingBody() {}

    /**
     * The bytes up to the end of the stream, at most {@code limit}.
     *
     * @param share what the pieces are taken from before they are allocated
     * @return null when the budget is used up; what was read is dropped
     */
    static byte @Nullable [] read(InputStream in, int limit, BodyBudget.Share share) throws IOException {
        List<byte[]> pieces = new ArrayList<>();
        int length = 0;
        boolean ended = false;
        while (!ended && length < limit) {
            int size = Math.min(limit - length, Math.min(LARGEST, Math.max(FIRST, length)));
            if (!share.take(size)) {
                return null;
            }
            byte[] piece = new byte[size];
            int read = in.readNBytes(piece, 0, size);
            pieces.add(read == size ? piece : Arrays.copyOf(piece, read));
            length += read;
            ended = read < size;
        }
        return joined(pieces, length);
    }

    /** Not taken from the budget: the copy is whole within microseconds, and only as many threads copy as there are cores. */
    private static byte[] joined(List<byte[]> pieces, int length) {
        if (pieces.size() == 1) {
            return pieces.get(0);
        }
        byte[] body = new byte[length];
        int at = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, body, at, piece.length);
            at += piece.length;
        }
        return body;
    }
}
