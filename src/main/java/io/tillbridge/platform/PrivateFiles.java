package io.tillbridge.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** Files that only their owner may read: mode 0600 in directories of mode 0700, where the file system knows modes. */
public final class PrivateFiles {

    private static final SecureRandom RANDOM = new SecureRandom();

    private PrivateFiles() {}

    /** Writes {@code content} so that no other user can read it at any moment, and no reader sees half of it. */
    public static void write(Path file, String content) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException(file + " has no parent directory");
        }
        if (!Files.isDirectory(parent)) {
            Files.createDirectories(parent);
            restrict(parent, "rwx------");
        }
        Path temporary = Files.createTempFile(parent, ".new-", "");
        restrict(temporary, "rw-------");
        Files.writeString(temporary, content, StandardCharsets.UTF_8);
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The content of {@code file} without the line end; written first with {@link #randomText()} if it is missing. */
    public static String readOrGenerate(Path file) throws IOException {
        if (!Files.exists(file)) {
            write(file, randomText() + "\n");
        }
        return Files.readString(file, StandardCharsets.UTF_8).strip();
    }

    /** 32 random bytes as 43 URL-safe characters. */
    public static String randomText() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void restrict(Path path, String mode) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        }
    }
}
