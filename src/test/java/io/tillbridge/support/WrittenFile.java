package io.tillbridge.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A file that a test writes, with the folders above it. */
public final class WrittenFile {

    private WrittenFile() {}

    /** Writes the text, over what was there. */
    public static void write(Path file, String text) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("a test cannot write " + file, e);
        }
    }
}
