package io.tillbridge.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The one directory in which a node keeps what must survive: the PostgreSQL cluster, the Artemis journal, generated
 * secrets. Held by one process at a time through a lock on {@code tillbridge.lock}, which names the holder's pid.
 */
public final class DataDirectory implements AutoCloseable {

    private final Path root;
    private final FileChannel lock;

    private DataDirectory(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Creates the directory if it is missing, proves that it can be written and has room, and locks it.
     *
     * @param minimumFreeBytes below this start-up is refused rather than failing in the middle of a posting
     * @throws StartupFailure {@code data_directory_unwritable}, {@code data_directory_in_use}, {@code disk_full}
     */
    public static DataDirectory open(Path directory, long minimumFreeBytes) {
        Path root = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            FileChannel lock = FileChannel.open(
                    root.resolve("tillbridge.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            claim(root, lock);
            requireRoom(root, minimumFreeBytes, lock);
            return new DataDirectory(root, lock);
        } catch (IOException e) {
            throw new StartupFailure(
                    "data_directory_unwritable",
                    "Data directory " + root + " cannot be written (" + reason(e)
                            + "); give a writable one with --data DIR or TILLBRIDGE_DATA, or correct its owner.",
                    e);
        }
    }

    private static void claim(Path root, FileChannel lock) throws IOException {
        Object held;
        try {
            held = lock.tryLock();
        } catch (OverlappingFileLockException e) {
            held = null;
        }
        Path pid = root.resolve("tillbridge.pid");
        if (held == null) {
            lock.close();
            throw new StartupFailure(
                    "data_directory_in_use",
                    "Data directory " + root + " is in use by the running process " + readPid(pid)
                            + "; stop that process, or start this one with another --data DIR.");
        }
        Files.writeString(pid, Long.toString(ProcessHandle.current().pid()));
    }

    private static void requireRoom(Path root, long minimumFreeBytes, FileChannel lock) throws IOException {
        long free = Files.getFileStore(root).getUsableSpace();
        if (free < minimumFreeBytes) {
            lock.close();
            throw new StartupFailure(
                    "disk_full",
                    "Disk of " + root + " has " + free / (1024 * 1024) + " MB free and at least "
                            + minimumFreeBytes / (1024 * 1024)
                            + " MB are needed; free some, move the directory with --data DIR, or lower"
                            + " tillbridge.minimum-free.");
        }
    }

    private static String readPid(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "(pid unknown)";
        }
    }

    private static String reason(IOException e) {
        @Nullable String text = e.getMessage();
        return e.getClass().getSimpleName() + (text == null ? "" : ": " + text);
    }

    /** The directory itself, absolute. */
    public Path root() {
        return root;
    }

    /** The PostgreSQL cluster. */
    public Path postgres() {
        return root.resolve("postgres");
    }

    /** The unpacked PostgreSQL programs; may be deleted while the hub is stopped. */
    public Path postgresPrograms() {
        return root.resolve("postgres-bin");
    }

    /** Journal, bindings, pages and large messages of the embedded broker. */
    public Path artemis() {
        return root.resolve("artemis");
    }

    /** Generated and hand-placed secrets, readable by the owner only. */
    public Path secrets() {
        return root.resolve("secrets");
    }

    /** Working files of the web server; emptied at each start. */
    public Path web() {
        return root.resolve("web");
    }

    /** Logs of the embedded PostgreSQL. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** Gives the directory up, so that another process may start on it. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(root.resolve("tillbridge.pid"));
            lock.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("data directory " + root + " was not given up", e);
        }
    }
}
