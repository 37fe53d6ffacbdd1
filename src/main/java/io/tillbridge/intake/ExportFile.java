package io.tillbridge.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A downloaded export: one JSON document a line, packed by gzip or not, read in constant memory. */
final class ExportFile implements AutoCloseable {

    private static final int GZIP = 0x1f8b;
    private static final int BUFFER = 64 * 1024;

    private final MappingIterator<JsonNode> records;
    private long line;

    private ExportFile(MappingIterator<JsonNode> records) {
        this.records = records;
    }

    /**
     * Opens a file and takes its name from the directory, so that it is gone when it is closed or the process dies.
     *
     * @param maxBytes unpacked; a longer file ends with an error
     * @throws IOException when it cannot be read
     */
    static ExportFile open(Path file, long maxBytes) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        Files.delete(file);
        in.mark(2);
        boolean packed = (in.read() << 8 | in.read()) == GZIP;
        in.reset();
        InputStream plain = new Limited(packed ? new GZIPInputStream(in, BUFFER) : in, maxBytes);
        return new ExportFile(IntakeJson.MAPPER.readerFor(JsonNode.class).readValues(plain));
    }

    /** Records read so far. */
    long line() {
        return line;
    }

    /**
     * The next records; empty at the end.
     *
     * @throws IOException when the file is broken, with the number of its first record that cannot be read
     */
    List<JsonNode> next(int most) throws IOException {
        List<JsonNode> read = new ArrayList<>();
        try {
            while (read.size() < most && records.hasNextValue()) {
                read.add(records.nextValue());
                line++;
            }
        } catch (IOException | NumberFormatException e) {
            throw new IOException("record " + (line + 1) + " cannot be read", e);
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    private static final class Limited extends FilterInputStream {
        private long left;

        private Limited(InputStream in, long most) {
            super(in);
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) throws IOException {
            left -= read;
            if (left < 0) {
                throw new IOException("the file is longer than job.result.maxBytes allows");
            }
        }
    }
}
