package io.tillbridge.security;

import io.tillbridge.platform.DataDirectory;
import io.tillbridge.platform.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.springframework.stereotype.Component;

/**
 * The bearer token that opens the API. Set by {@code tillbridge.api.token}, or generated at the first start and kept in
 * {@code <data>/secrets/api-token}, so that the command line on the same machine finds it.
 */
@Component
public class ApiToken {

    /** Name of the token's file below the secrets folder. */
    public static final String FILE = "api-token";

    private final byte[] expected;
    private final Secret value;
    private final boolean generated;

    public ApiToken(ApiProperties properties, DataDirectory data) {
        Path file = data.secrets().resolve(FILE);
        this.generated = properties.token().isBlank() && !Files.exists(file);
        this.value = new Secret(properties.token().isBlank() ? kept(file) : properties.token());
        this.expected = value.reveal().getBytes(StandardCharsets.UTF_8);
    }

    private static String kept(Path file) {
        try {
            return PrivateFiles.readOrGenerate(file);
        } catch (IOException e) {
            throw new UncheckedIOException("API token " + file + " cannot be read or written", e);
        }
    }

    /** Whether {@code candidate} is the token; takes the same time wherever the two differ. */
    public boolean matches(String candidate) {
        return MessageDigest.isEqual(expected, candidate.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether this start made the token, so that it is shown once. */
    public boolean generated() {
        return generated;
    }

    /** The token itself. */
    public Secret value() {
        return value;
    }
}
