package io.tillbridge.mapping;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Value maps of a home directory, over the defaults inside the jar. Rows that only come on top are appended and the rest of
 * the file stays as written; where a row is replaced or ended, the file is written anew, without comments.
 */
public final class ValueMapFiles {

    private static final Pattern VERSION = Pattern.compile("(?m)^version:[ \\t]*[0-9]+");

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
        return new Written(write(before, next), next.order());
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
            write(known, new ValueMapEdit.Next(told, text, List.of()));
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

    private String write(ValueMap before, ValueMapEdit.Next next) {
        String file = catalog().valueMapFile(before.name());
        String appended = appended(HomeFiles.at(home), file, before, next.map());
        YamlRows.replace(home.resolve(file), appended == null ? next.text() : appended);
        return file;
    }

    /** The file as written with the rows that come on top; null when that does not say what is to be said. */
    private static @Nullable String appended(HomeFiles files, String file, ValueMap before, ValueMap next) {
        int known = before.rows().size();
        if (!files.exists(file)
                || next.rows().size() < known
                || !next.rows().subList(0, known).equals(before.rows())) {
            return null;
        }
        List<String> rows = next.rows().subList(known, next.rows().size()).stream()
                .map(row -> ValueMapText.row(next, row))
                .toList();
        String text =
                VERSION.matcher(YamlRows.with(files.text(file), "", rows)).replaceFirst("version: " + next.version());
        ValueMap read = ValueMapReader.read(file, text.getBytes(StandardCharsets.UTF_8), new Problems());
        return next.equals(read) ? text : null;
    }

    private MappingCatalog catalog() {
        return MappingCatalog.load(HomeFiles.at(home), new Problems());
    }
}
