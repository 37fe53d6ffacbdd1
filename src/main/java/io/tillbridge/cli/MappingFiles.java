package io.tillbridge.cli;

import io.tillbridge.mapping.ActivationWish;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.MappingActivation;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.mapping.MappingFolder;
import io.tillbridge.mapping.RollbackWish;
import io.tillbridge.mapping.SampleOutputs;
import io.tillbridge.platform.Directory;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The commands that write files of mappings. */
final class MappingFiles {

    private MappingFiles() {}

    /**
     * Writes {@code out.json} of a subject's samples in the home as its newest version makes them, and says what changed; the
     * number of samples that are not translated.
     */
    static int update(Path home, String subject, PrintWriter out) {
        Path root = Directory.of(home).requireHome().path();
        HomeFiles files = HomeFiles.at(root);
        HomeFiles own = HomeFiles.only(root);
        Problems problems = new Problems();
        List<Mapping> versions = MappingCatalog.load(files, new Problems()).versions(subject);
        int untranslated = 0;
        if (!versions.isEmpty()) {
            Mapping newest = versions.get(versions.size() - 1);
            boolean ours = MappingFolder.file(own, subject, newest.version()) != null;
            for (SampleOutputs.Output output : SampleOutputs.of(files, newest, problems)) {
                String in = output.file().replaceFirst("out\\.json$", "in.json");
                untranslated += update(root, ours || own.exists(in), output, out);
            }
        }
        problems.list().forEach(out::println);
        return untranslated + problems.list().size();
    }

    /** {@code ours}: the sample, or the version that makes it red, is the home's; else what ships stays as it is. */
    private static int update(Path root, boolean ours, SampleOutputs.Output output, PrintWriter out) {
        String text = output.text();
        if (text == null) {
            out.println("not written: " + output.file() + ": " + output.told());
            return 1;
        }
        if (output.before() == null) {
            write(root.resolve(output.file()), text);
            out.println("wrote: " + output.file());
        } else if (!output.differences().isEmpty() && ours) {
            output.differences()
                    .forEach(one ->
                            out.println("        " + one.path() + ": was " + one.expected() + ", is " + one.found()));
            write(root.resolve(output.file()), text);
            out.println("changed: " + output.file());
        }
        return 0;
    }

    /** Appends an activation row; 4 when it is refused. */
    static int activate(Path home, ActivationWish wish, boolean json, PrintWriter out) {
        String done = "activated: " + wish.subject() + " V" + wish.version();
        return told(done, new MappingActivation(root(home)).activate(wish), json, out);
    }

    /** Appends the rows that withdraw a version; 4 when it is refused. */
    static int rollBack(Path home, RollbackWish wish, boolean json, PrintWriter out) {
        MappingActivation.Outcome outcome = new MappingActivation(root(home)).rollBack(wish);
        if (!json && outcome instanceof MappingActivation.Outcome.Withdrawn done) {
            done.rows().forEach(row -> out.println(RollbackText.said(wish.subject(), row) + ", in " + done.file()));
            RollbackText.left(wish.subject(), wish.of(), done.left(), out);
        }
        return told("", outcome, json, out);
    }

    private static Path root(Path home) {
        return Directory.of(home).requireHome().path();
    }

    private static int told(String done, MappingActivation.Outcome outcome, boolean json, PrintWriter out) {
        if (json) {
            out.println(JsonOutput.object("outcome", outcome.getClass().getSimpleName(), "detail", outcome));
        } else if (outcome instanceof MappingActivation.Outcome.Activated activated) {
            out.println(done + ", in " + activated.file());
        } else if (outcome instanceof MappingActivation.Outcome.Refused refused) {
            out.println("refused: " + refused.reason());
        }
        return outcome instanceof MappingActivation.Outcome.Refused ? ExitCode.REFUSED : ExitCode.FINE;
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.resolveSibling("."));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
