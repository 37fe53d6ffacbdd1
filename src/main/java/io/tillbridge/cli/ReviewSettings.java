package io.tillbridge.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;

/** Settings of mappings for commands that start no hub: the environment's, else those of the home's own file. */
final class ReviewSettings {

    private ReviewSettings() {}

    /**
     * {@code tillbridge.mappings.own-review}, in the words that the hub takes; null when nobody says anything.
     *
     * @throws WrongCallException it is neither true nor false
     */
    static @Nullable Boolean own(Path home) {
        String given = of(home, "tillbridge.mappings.own-review");
        return given == null
                ? null
                : switch (given.strip().toLowerCase(Locale.ROOT)) {
                    case "" -> null;
                    case "true", "on", "yes", "1" -> Boolean.TRUE;
                    case "false", "off", "no", "0" -> Boolean.FALSE;
                    default ->
                        throw new WrongCallException(
                                "tillbridge.mappings.own-review is '" + given + "'; expected true or false.");
                };
    }

    /** {@code tillbridge.mappings.review-every}; three months when nobody says anything. */
    static Period every(Path home) {
        String given = of(home, "tillbridge.mappings.review-every");
        try {
            return given == null ? Period.ofMonths(3) : Period.parse(given);
        } catch (DateTimeParseException e) {
            throw new WrongCallException(
                    "tillbridge.mappings.review-every is '" + given + "'; expected a period such as P3M.");
        }
    }

    private static @Nullable String of(Path home, String name) {
        String given = Settings.text(name);
        Path file = home.resolve("config/application.yaml");
        if (given != null || !Files.exists(file)) {
            return given;
        }
        try {
            for (PropertySource<?> source : new YamlPropertySourceLoader().load("home", new FileSystemResource(file))) {
                Object value = source.getProperty(name);
                if (value != null && !value.toString().isBlank()) {
                    return value.toString();
                }
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
