package io.tillbridge.format;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The records of one file, read one after the other in constant memory. Not for several threads. */
public interface RecordStream extends AutoCloseable {

    /**
     * The next record; null at the end, when the file's own checks (trailer, counts, sums) have held.
     *
     * @throws UnreadableDocument when the file as a whole is not what its format says, or its checks do not hold
     */
    @Nullable
    FormatRecord next() throws IOException, UnreadableDocument;

    @Override
    void close() throws IOException;
}
