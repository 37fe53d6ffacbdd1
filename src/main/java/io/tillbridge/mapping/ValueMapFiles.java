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
     * What was written.
     *
     * @param order what is to be known of the order of the rows, in words
     */
    public record Written(String file, List<String> order) {
        public Written {
            order = List.copyOf(order);
        }
    }

    /**
     * Writes the next version with these rows.
     *
     * @throws ChangeRefused when a rule refuses them
     * @throws UncheckedIOException when the file cannot be written
     */
    public Written put(ValueMap before, List<ValueMapRow> rows) {
        ValueMapEdit.Next next = ValueMapEdit.with(before, rows);
        return new Written(write(before.name(), next.text()), next.order());
    }

    /**
     * Writes the version that a hub has made already, on top of the version before.
     *
     * @return why the file stays as it is; null when it says the same as the hub
     * @throws UncheckedIOException when the file cannot be written
     */
    public @Nullable String follow(String name, String text) {
        ValueMap told;
        try {
            told = ValueMapEdit.read(name, text);
        } catch (ChangeRefused e) {
            return "the answer has no version of " + name + ": " + e.detail();
        }
        MappingCatalog catalog = catalog();
        ValueMap known = catalog.valueMap(name);
        if (known != null && known.version() == told.version() - 1) {
            write(name, text);
            return null;
        }
        if (known != null
                && known.version() == told.version()
                && ValueMapText.sha256(known).equals(ValueMapText.sha256(told))) {
            return null;
        }
        return "the hub has made version " + told.version() + ", and " + catalog.valueMapFile(name)
                + (known == null ? " is not there" : " has version " + known.version())
                + "; write what GET /api/value-maps/" + name + " gives as 'text'";
    }

    private String write(String name, String text) {
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
