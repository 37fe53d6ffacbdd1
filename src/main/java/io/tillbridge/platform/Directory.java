package io.tillbridge.platform;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory that a setting names. Settings are bound to it and not to {@link Path}, because Spring looks for a relative
 * path among the resources of the web application first.
 *
 * @param path absolute and normalised
 */
public record Directory(Path path) {

    /** The directory of a text as people write it: relative to the current directory. */
    public static Directory of(String text) {
        return of(Path.of(text));
    }

    /** The directory of a path, which may be relative to the current directory. */
    public static Directory of(Path path) {
        return new Directory(path.toAbsolutePath().normalize());
    }

    /**
     * This home, if it is there.
     *
     * @throws StartupFailure {@code home_missing}
     */
    public Directory requireHome() {
        return require(
                "home_missing",
                "Home",
                "create it, or name the one that has config/ and mappings/ with --home DIR or TILLBRIDGE_HOME");
    }

    /**
     * This layer, if it is there.
     *
     * @throws StartupFailure {@code layer_missing}
     */
    public Directory requireLayer() {
        return require("layer_missing", "Layer", "create it, or correct tillbridge.layers");
    }

    private Directory require(String code, String what, String fix) {
        if (!Files.isDirectory(path)) {
            String found = Files.exists(path) ? " is no directory; " : " does not exist; ";
            throw new StartupFailure(code, what + " " + path + found + fix + ".");
        }
        return this;
    }

    /** The path. */
    @Override
    public String toString() {
        return path.toString();
    }
}
