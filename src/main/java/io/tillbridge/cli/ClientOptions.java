package io.tillbridge.cli;

import io.tillbridge.security.ApiToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command reaches a running hub. */
final class ClientOptions {

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The running hub. Default: http://localhost:8080. Also TILLBRIDGE_URL.")
    private @Nullable String url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "Its API token. Default: TILLBRIDGE_TOKEN, else the file secrets/api-token in the data"
                    + " directory.")
    private @Nullable String token;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Data directory of a hub on this machine, for its token. Default: data. Also TILLBRIDGE_DATA.")
    private @Nullable Path data;

    /** Without a slash at the end. */
    String url() {
        @Nullable String given = url != null ? url : Settings.text("tillbridge.url");
        String address = given == null ? "http://localhost:8080" : given;
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    /**
     * The token given, else the one in the data directory.
     *
     * @throws WrongCallException when there is neither
     */
    String token() {
        @Nullable String given = token != null ? token : Settings.text("tillbridge.token");
        if (given == null) {
            given = Settings.text("tillbridge.api.token");
        }
        if (given != null && !given.isBlank()) {
            return given;
        }
        Path file = tokenFile();
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new WrongCallException("No API token: " + file.toAbsolutePath()
                    + " cannot be read; give --token TOKEN, TILLBRIDGE_TOKEN, or --data DIR of a hub on this machine.");
        }
    }

    Path tokenFile() {
        Path root = data != null ? data : Settings.path("tillbridge.data", "data");
        return root.resolve("secrets").resolve(ApiToken.FILE);
    }
}
