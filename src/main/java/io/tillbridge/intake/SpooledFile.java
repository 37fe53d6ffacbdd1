package io.tillbridge.intake;

import io.tillbridge.partner.FileRefused;
import io.tillbridge.partner.FileSession;
import io.tillbridge.partner.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A partner's file, copied into the node's data directory part by part and hashed on the way. What is checked and what is
 * stored are then the same bytes, whatever the partner does to the file meanwhile.
 */
final class SpooledFile implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final Path copy;
    private final MessageDigest digest;
    private final byte[] buffer = new byte[BUFFER];
    private @Nullable InputStream in;
    private @Nullable OutputStream out;
    private long copied;

    private SpooledFile(Path copy) {
        this.copy = copy;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * Begins a copy.
     *
     * @param folder of the node; made when it is missing
     * @param path of the file in the session
     */
    static SpooledFile begin(Path folder, FileSession session, String path) throws IOException {
        SpooledFile file;
        try {
            Files.createDirectories(folder);
            file = new SpooledFile(Files.createTempFile(folder, "file-", ".part"));
            file.out = Files.newOutputStream(file.copy);
        } catch (IOException e) {
            throw notWritten(e);
        }
        try {
            file.in = session.read(path);
            return file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Copies on.
     *
     * @return false when the file has ended
     */
    boolean copy(long until) throws IOException {
        while (in != null && out != null) {
            int read = in.read(buffer);
            if (read < 0) {
                finish();
                return false;
            }
            try {
                out.write(buffer, 0, read);
            } catch (IOException e) {
                throw notWritten(e);
            }
            digest.update(buffer, 0, read);
            copied += read;
            if (System.nanoTime() - until > 0) {
                return true;
            }
        }
        return false;
    }

    private void finish() throws IOException {
        closed(in);
        in = null;
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            throw notWritten(e);
        }
        out = null;
    }

    private static FileRefused notWritten(IOException e) {
        return new FileRefused(
                "spool_not_written",
                "the node's data directory does not take the copy of the file ("
                        + e.getClass().getSimpleName() + "); make room on its disk, the file is read again");
    }

    /** Whether the copy is the file as it was before and is now. */
    boolean whole(StoredFile before, Optional<StoredFile> now) {
        return copied == before.size() && now.equals(Optional.of(before));
    }

    /** The SHA-256 of the bytes, in hex; once, when the copy has ended. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    InputStream read() throws IOException {
        return Files.newInputStream(copy);
    }

    /** Ends and removes the copy. */
    @Override
    public void close() {
        closed(in);
        closed(out);
        in = null;
        out = null;
        try {
            Files.deleteIfExists(copy);
        } catch (IOException left) {
            // emptied at the next start
        }
    }

    private static void closed(@Nullable AutoCloseable stream) {
        try {
            if (stream != null) {
                stream.close();
            }
        } catch (Exception alreadyGone) {
            // a stream of a connection that broke
        }
    }
}
