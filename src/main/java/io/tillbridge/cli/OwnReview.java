package io.tillbridge.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;

/** The setting {@code tillbridge.mappings.own-review} for commands that start no hub. */
final class OwnReview {

    private static final String NAME = "tillbridge.mappings.own-review";

    private OwnReview() {}

    /** The environment's, else that of the home's {@code config/application.yaml}; null when neither says anything. */
    static @Nullable Boolean of(Path home) {
        String given = Settings.text(NAME);
        if (given != null) {
            return Boolean.valueOf(given);
        }
        Path file = home.resolve("config/application.yaml");
        if (!Files.exists(file)) {
            return null;
        }
        try {
            for (PropertySource<?> source : new YamlPropertySourceLoader().load("home", new FileSystemResource(file))) {
                Object value = source.getProperty(NAME);
                if (value != null) {
                    return Boolean.valueOf(value.toString());
                }
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
