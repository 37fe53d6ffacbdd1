package io.tillbridge.cli;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Settings for commands that do not start the hub: a system property, else the environment variable of its name. */
final class Settings {

    private Settings() {}

    /** {@code tillbridge.data} is looked up as that property, then as {@code TILLBRIDGE_DATA}; null if neither is set. */
    static @Nullable String text(String name) {
        @Nullable String property = System.getProperty(name);
        return property != null
                ? property
                : System.getenv(name.toUpperCase(Locale.ROOT).replace('.', '_').replace("-", ""));
    }

    static Path path(String name, String otherwise) {
        @Nullable String text = text(name);
        return Path.of(text == null || text.isBlank() ? otherwise : text);
    }
}
