package io.tillbridge.platform;

import io.tillbridge.support.FastDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * PostgreSQL's programs for the data directories of whole hubs, unpacked once per JVM: each hub would spend seconds on that.
 * That a hub unpacks them itself is for {@code LocalPostgresIT}.
 */
public final class SharedPrograms {

    private SharedPrograms() {}

    private static final class Unpacked {
        static final Path HOME = unpack();

        private static Path unpack() {
            Path home = FastDisk.directory("postgres-bin");
            try {
                PostgresPrograms.unpack(home);
                return home;
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL's programs were not unpacked", e);
            }
        }
    }

    /** Gives them to a data directory that has none yet. */
    public static void into(Path data) {
        Path programs = data.resolve("postgres-bin");
        try {
            if (!Files.exists(programs)) {
                Files.createDirectories(data);
                Files.createSymbolicLink(programs, Unpacked.HOME);
            }
        } catch (IOException | UnsupportedOperationException e) {
            // Not every system lets everybody make links: the hub unpacks its own
        }
    }
}
