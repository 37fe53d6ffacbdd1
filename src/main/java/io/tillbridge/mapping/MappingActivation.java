package io.tillbridge.mapping;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says from when a released version counts: appends one row to the subject's {@code activations.yaml}. */
public final class MappingActivation {

    /** From when a first version counts unless somebody says otherwise: for all that may ever come. */
    private static final Instant EVER = Instant.parse("2000-01-01T00:00:00Z");

    private final Path home;

    /** For the mappings of a home directory, over the defaults inside the jar. */
    public MappingActivation(Path home) {
        this.home = home;
    }

    /**
     * What is to be said.
     *
     * @param from null for ever, which a subject's first row may say
     * @param at now
     */
    public record Wish(
            String subject, int version, @Nullable Instant from, Instant at, String by, String why) {}

    /** What came of it. */
    public sealed interface Outcome {
        /** The row that was appended. */
        record Activated(String file, String row) implements Outcome {}

        /** Why it was not. */
        record Refused(String reason) implements Outcome {}
    }

    /**
     * Appends the row.
     *
     * @throws UncheckedIOException when files cannot be read or written
     */
    public Outcome activate(Wish wish) {
        HomeFiles files = HomeFiles.at(home);
        MappingCatalog catalog = MappingCatalog.load(files, new Problems());
        Mapping mapping = catalog.version(wish.subject(), wish.version());
        List<Activation> rows = catalog.activations(wish.subject());
        if (mapping == null) {
            return new Outcome.Refused(
                    catalog.versions(wish.subject()).isEmpty()
                            ? catalog.unknown(wish.subject())
                            : "no version " + wish.version() + " of " + wish.subject());
        }
        if (!catalog.released(mapping)) {
            return new Outcome.Refused(wish.subject() + " V" + wish.version()
                    + " is not released; run: tillbridge mapping release " + wish.subject() + " " + wish.version());
        }
        if (wish.from() == null && !rows.isEmpty()) {
            return new Outcome.Refused(
                    "another version counts already; say from when this one does: --from " + wish.at());
        }
        if (wish.from() != null && wish.from().isBefore(wish.at()) && !rows.isEmpty()) {
            return new Outcome.Refused(
                    wish.from() + " is in the past, and what came since was translated by another version;"
                            + " say a time to come");
        }
        return append(files, wish, rows.size());
    }

    private Outcome append(HomeFiles files, Wish wish, int known) {
        String file = ActivationFile.name(wish.subject());
        String row = ActivationText.row(new Activation(
                wish.version(),
                wish.from() == null ? EVER : wish.from(),
                wish.at(),
                wish.by(),
                wish.why(),
                List.of(),
                null,
                false));
        String before = files.exists(file)
                ? files.text(file).stripTrailing()
                : "# yaml-language-server: $schema=../../../config/schemas/activations.schema.json\n"
                        + "apiVersion: tillbridge/v1\nkind: Activations\nsubject: " + wish.subject()
                        + "\nbasis: event_time\nrows:";
        String text = before.replaceFirst("(?m)^rows: \\[]$", "rows:") + "\n  - " + row + "\n";
        ActivationFile read = ActivationFile.read(file, text.getBytes(StandardCharsets.UTF_8), new Problems());
        if (read == null || read.rows().size() != known + 1) {
            return new Outcome.Refused(
                    file + " has its rows in a form that no row can be appended to; append by hand: - " + row);
        }
        try {
            Path target = home.resolve(file);
            Files.createDirectories(target.resolveSibling("."));
            Files.writeString(target, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        return new Outcome.Activated(file, row);
    }
}
