package io.tillbridge.cli;

import io.tillbridge.security.ApiToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the API token of a hub on this machine lies. */
final class TokenFile {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Data directory of a hub on this machine, for its token. Default: data. Also TILLBRIDGE_DATA.")
    private @Nullable Path data;

    /**
     * The token that the environment gives the hub, else the one in the data directory.
     *
     * @throws WrongCallException when there is neither
     */
    String token() {
        @Nullable String given = Settings.text("tillbridge.api.token");
        if (given != null && !given.isBlank()) {
            return given;
        }
        Path file = path();
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new WrongCallException("No API token: " + file
                    + " cannot be read; give --data DIR of a hub on this machine, or, where the command has it,"
                    + " --token TOKEN.");
        }
    }

    /** The file, absolute. */
    Path path() {
        Path root = data != null ? data : Settings.path("tillbridge.data", "data");
        return root.resolve("secrets").resolve(ApiToken.FILE).toAbsolutePath();
    }
}
