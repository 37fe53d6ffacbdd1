package io.tillbridge.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private TokenFile file = new TokenFile();

    /** Whether a hub was named: without one, commands that can do without work on files. */
    boolean given() {
        return url != null || Settings.text("tillbridge.url") != null;
    }

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
        return given != null && !given.isBlank() ? given : file.token();
    }
}
