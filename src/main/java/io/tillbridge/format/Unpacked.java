package io.tillbridge.format;

import io.tillbridge.connector.Format.Compression;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** Unpacks as it is read, and stops a file that would unpack to more than its packed size explains. */
final class Unpacked extends FilterInputStream {

    private final String code;
    private final Counted packed;
    private long bytes;

    private Unpacked(InputStream in, Counted packed, String code) {
        super(in);
        this.packed = packed;
        this.code = code;
    }

    /**
     * The bytes that a packed file holds.
     *
     * @throws RefusedBytes when it is not packed so, or an archive of several files
     */
    static InputStream of(Compression compression, InputStream file) throws IOException {
        Counted packed = new Counted(file);
        String code = compression == Compression.GZIP ? "invalid_gzip" : "invalid_zip";
        try {
            return new Unpacked(
                    compression == Compression.GZIP ? new GZIPInputStream(packed) : new OneFile(packed), packed, code);
        } catch (ZipException | EOFException e) {
            throw refused(code, e);
        }
    }

    /** All of it, at most {@link Limits#DOCUMENT_BYTES}. */
    static byte[] whole(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(Limits.DOCUMENT_BYTES + 1);
        if (bytes.length > Limits.DOCUMENT_BYTES) {
            throw new RefusedBytes(new UnreadableDocument(
                    "too_large", "", "it unpacks to more than " + Limits.DOCUMENT_BYTES + " bytes"));
        }
        return bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int read;
        try {
            read = in.read(into, from, length);
        } catch (ZipException | EOFException e) {
            throw refused(code, e);
        }
        bytes += Math.max(0, read);
        if (bytes > Limits.FILE_BYTES
                || (bytes > Limits.FREE_BYTES && bytes / Limits.RATIO > Math.max(1, packed.bytes))) {
            throw new RefusedBytes(new UnreadableDocument(
                    "unpacks_to_too_much",
                    "",
                    packed.bytes + " packed bytes unpack to more than " + bytes + "; expected at most " + Limits.RATIO
                            + " times as many, and " + Limits.FILE_BYTES + " in all"));
        }
        return read;
    }

    private static RefusedBytes refused(String code, IOException e) {
        return new RefusedBytes(new UnreadableDocument(
                code, "", "the file is not packed as its flow says, or it is cut: " + e.getMessage()));
    }

    /** Counts what is read of the packed file. */
    private static final class Counted extends BufferedInputStream {
        private long bytes;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public synchronized int read() throws IOException {
            int read = super.read();
            bytes += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public synchronized int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            bytes += Math.max(0, read);
            return read;
        }
    }

    /** The only file of a zip archive; directories beside it do not matter. */
    private static final class OneFile extends InputStream {
        private final ZipInputStream zip;

        OneFile(InputStream packed) throws IOException {
            // Names do not matter: every byte is a letter, whatever the system that packed it wrote them in
            zip = new ZipInputStream(packed, StandardCharsets.ISO_8859_1);
            if (next() == null) {
                throw new ZipException("no file in it");
            }
        }

        /** A name that says it is UTF-8 and is not is refused by the library in a way of its own. */
        private @Nullable ZipEntry entry() throws IOException {
            try {
                return zip.getNextEntry();
            } catch (IllegalArgumentException e) {
                throw new ZipException("a name in it cannot be read");
            }
        }

        private @Nullable ZipEntry next() throws IOException {
            ZipEntry entry = entry();
            while (entry != null && entry.isDirectory()) {
                entry = entry();
            }
            return entry;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = zip.read(into, from, length);
            if (read < 0 && next() != null) {
                throw new ZipException("several files in it");
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }
}
