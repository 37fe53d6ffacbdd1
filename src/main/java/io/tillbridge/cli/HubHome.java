package io.tillbridge.cli;

import io.tillbridge.platform.Directory;
import io.tillbridge.platform.StartupFailure;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The home of somebody who changed something through a hub: its file follows, or a note says why it is behind. */
final class HubHome {

    private HubHome() {}

    /** Writes what the hub has done already. */
    @FunctionalInterface
    interface Writer {
        /** Why the file stays as it is; null when it says the same as the hub. */
        @Nullable
        String follow(Path home);
    }

    /** Has the home's file follow. The hub has done it whatever becomes of the file, so nothing here is a failure. */
    static void follow(Path home, Writer writer, CommandSpec spec) {
        String reason = reason(Directory.of(home).path(), writer);
        if (reason != null) {
            spec.commandLine().getErr().println("tillbridge: the file is behind: " + reason);
        }
    }

    private static @Nullable String reason(Path home, Writer writer) {
        if (!Files.isDirectory(home.resolve("mappings")) && !Files.isDirectory(home.resolve("config"))) {
            return home + " is no home with config/ or mappings/; name it with --home DIR or TILLBRIDGE_HOME";
        }
        try {
            return writer.follow(home);
        } catch (UncheckedIOException | StartupFailure e) {
            return String.valueOf(e.getMessage());
        }
    }
}
