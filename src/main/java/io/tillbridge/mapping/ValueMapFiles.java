package io.tillbridge.mapping;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Value maps of a home directory, over the defaults inside the jar. What is written is written anew, without comments. */
public final class ValueMapFiles {

    private final Path home;

    public ValueMapFiles(Path home) {
        this.home = home;
    }

    /** All by name. */
    public List<ValueMap> all() {
        return catalog().valueMaps();
    }

    /** One; null when there is none. */
    public @Nullable ValueMap find(String name) {
        return catalog().valueMap(name);
    }

    /**
     * Writes the next version with these rows.
     *
     * @return its file
     * @throws ChangeRefused when a rule refuses them
     * @throws UncheckedIOException when the file cannot be written
     */
    public String put(ValueMap before, List<ValueMapRow> rows) {
        return write(before.name(), ValueMapEdit.with(before, rows).text());
    }

    /** Writes the text of a version, as a hub gave it; gives its file. */
    public String write(String name, String text) {
        String file = catalog().valueMapFile(name);
        try {
            Path target = home.resolve(file);
            Files.createDirectories(target.resolveSibling("."));
            Files.writeString(target, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        return file;
    }

    private MappingCatalog catalog() {
        return MappingCatalog.load(HomeFiles.at(home), new Problems());
    }
}
