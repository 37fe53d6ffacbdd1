package io.tillbridge.mapping;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Says which released version counts from when: appends one row to the subject's {@code activations.yaml}. */
public final class MappingActivation {

    private final Path home;

    /** For the mappings of a home directory, over the defaults inside the jar. */
    public MappingActivation(Path home) {
        this.home = home;
    }

    /** What came of it. */
    public sealed interface Outcome {
        /** The row that was appended. */
        record Activated(String file, String row) implements Outcome {}

        /**
         * The rows that were appended to withdraw a version.
         *
         * @param left where it counts still, since other connections were named
         */
        record Withdrawn(String file, List<Activation> rows, List<Counting> left) implements Outcome {
            public Withdrawn {
                rows = List.copyOf(rows);
                left = List.copyOf(left);
            }
        }

        /** Why it was not. */
        record Refused(String reason) implements Outcome {}
    }

    /**
     * Appends a row that activates.
     *
     * @throws UncheckedIOException when files cannot be read or written
     */
    public Outcome activate(ActivationWish wish) {
        return append(wish.subject(), wish.version(), rows -> List.of(NextRow.of(wish, rows)));
    }

    /**
     * Appends the rows that withdraw a version, for every connection or for those of the wish.
     *
     * @throws UncheckedIOException when files cannot be read or written
     */
    public Outcome rollBack(RollbackWish wish) {
        List<Activation> all = new ArrayList<>();
        List<Activation> added = new ArrayList<>();
        Outcome outcome = append(wish.subject(), wish.to(), rows -> {
            added.addAll(NextRow.of(wish, rows));
            all.addAll(rows);
            all.addAll(added);
            return added;
        });
        return outcome instanceof Outcome.Activated written
                ? new Outcome.Withdrawn(written.file(), added, Counting.of(wish.of(), all))
                : outcome;
    }

    /**
     * Appends the row that a hub has appended already, so that file and PostgreSQL agree.
     *
     * @param number its place among the subject's rows, counted from 1
     */
    public Outcome follow(String subject, int number, Activation row) {
        List<Activation> known =
                MappingCatalog.load(HomeFiles.at(home), new Problems()).activations(subject);
        if (known.size() >= number && known.get(number - 1).equals(row)) {
            return new Outcome.Activated(ActivationFile.name(subject), ActivationText.row(row));
        }
        if (known.size() != number - 1) {
            return new Outcome.Refused("the hub has it as row " + number + ", and " + ActivationFile.name(subject)
                    + " has " + known.size() + " rows; append what GET /api/mappings/" + subject + " shows");
        }
        return write(subject, known.size(), List.of(row));
    }

    private interface Next {
        List<Activation> after(List<Activation> rows);
    }

    private Outcome append(String subject, int version, Next next) {
        MappingCatalog catalog = MappingCatalog.load(HomeFiles.at(home), new Problems());
        Mapping mapping = catalog.version(subject, version);
        List<Activation> rows = catalog.activations(subject);
        if (mapping == null) {
            return new Outcome.Refused(
                    catalog.versions(subject).isEmpty()
                            ? catalog.unknown(subject)
                            : "no version " + version + " of " + subject);
        }
        if (!catalog.released(mapping)) {
            return new Outcome.Refused(subject + " V" + version + " is not released; run: tillbridge mapping release "
                    + subject + " " + version);
        }
        try {
            return write(subject, rows.size(), next.after(rows));
        } catch (ChangeRefused e) {
            return new Outcome.Refused(e.detail());
        }
    }

    private Outcome write(String subject, int known, List<Activation> appended) {
        HomeFiles files = HomeFiles.at(home);
        String file = ActivationFile.name(subject);
        List<String> rows = appended.stream().map(ActivationText::row).toList();
        String text = YamlRows.with(
                files.exists(file) ? files.text(file) : null,
                "# yaml-language-server: $schema=../../../config/schemas/activations.schema.json\n"
                        + "apiVersion: tillbridge/v1\nkind: Activations\nsubject: " + subject
                        + "\nbasis: event_time\n",
                rows);
        ActivationFile read = ActivationFile.read(file, text.getBytes(StandardCharsets.UTF_8), new Problems());
        if (read == null || read.rows().size() != known + rows.size()) {
            return new Outcome.Refused(
                    file + " has its rows in a form that no row can be appended to; append by hand: - "
                            + String.join("\n- ", rows));
        }
        YamlRows.replace(home.resolve(file), text);
        return new Outcome.Activated(file, String.join("\n", rows));
    }
}
