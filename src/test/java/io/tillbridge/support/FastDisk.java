package io.tillbridge.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * Where tests put what lives no longer than they do: in memory where the machine offers that with room to spare, else in
 * the temporary directory. Below a directory named after this JVM's process, which goes with it; what a killed one left
 * is taken away by the next.
 */
public final class FastDisk {

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ROOM = 6L << 30;
    private static final String PREFIX = "tillbridge-test-";
    private static final Pattern OF_PROCESS = Pattern.compile(PREFIX + "(\\d{1,18})");

    private static final List<Runnable> BEFORE_REMOVAL = new CopyOnWriteArrayList<>();

    private static final Path ROOT = open();

    private FastDisk() {}

    /** A new directory. */
    public static Path directory(String prefix) {
        try {
            return Files.createTempDirectory(ROOT, prefix);
        } catch (IOException e) {
            throw new UncheckedIOException("no directory for tests in " + ROOT, e);
        }
    }

    /** Has {@code ending} run at the JVM's end, before the directories are removed: who writes into one ends there. */
    static void beforeRemoval(Runnable ending) {
        BEFORE_REMOVAL.add(ending);
    }

    private static Path open() {
        Path parent = roomy() ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
        try {
            removeLeft(parent);
            Path root = Files.createDirectories(
                    parent.resolve(PREFIX + ProcessHandle.current().pid()));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(root)));
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException("no directory for tests in " + parent, e);
        }
    }

    private static boolean roomy() {
        try {
            return Files.isWritable(MEMORY)
                    && Files.getFileStore(MEMORY).type().equals("tmpfs")
                    && Files.getFileStore(MEMORY).getUsableSpace() >= ROOM;
        } catch (IOException e) {
            return false;
        }
    }

    /** A server that still runs there ends by itself as soon as it misses its files. */
    private static void removeLeft(Path parent) throws IOException {
        try (Stream<Path> all = Files.list(parent)) {
            all.filter(path -> left(path.getFileName().toString())).forEach(FastDisk::delete);
        }
    }

    /** Whether it is named after a process that has ended. */
    private static boolean left(String name) {
        Matcher named = OF_PROCESS.matcher(name);
        return named.matches()
                && ProcessHandle.of(Long.parseLong(named.group(1))).isEmpty();
    }

    private static void close(Path root) {
        BEFORE_REMOVAL.forEach(Runnable::run);
        delete(root);
    }

    private static void delete(Path directory) {
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            // Another JVM's start takes the rest away
        }
    }
}
