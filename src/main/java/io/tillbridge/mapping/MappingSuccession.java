package io.tillbridge.mapping;

import io.tillbridge.platform.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What mappings that replace running ones must keep: every released version, unchanged, and every activation row in its
 * place. Locks prove a home against itself; this proves it against what runs, when file and lock line vanish together.
 */
public final class MappingSuccession {

    private MappingSuccession() {}

    /** Records what {@code next} lost or changed of what {@code running} has released. */
    public static void check(MappingCatalog running, MappingCatalog next, Problems problems) {
        for (CompiledMapping before : running.compiled()) {
            if (running.released(before)) {
                version(before, next.version(before.subject(), before.version()), problems);
            }
        }
        for (String subject : running.subjects()) {
            activations(subject, running.activations(subject), next.activations(subject), problems);
        }
    }

    private static void version(CompiledMapping before, @Nullable Mapping after, Problems problems) {
        String name = MappingLock.name(before.subject(), before.version());
        if (after == null) {
            problems.add(
                    before.file(),
                    "released_file_missing",
                    "no file of " + name + ", which runs",
                    "the released file",
                    "restore the file and its line in " + MappingLock.FILE);
        } else if (!after.sha256().equals(before.sha256())) {
            problems.add(
                    before.file(),
                    "released_file_changed",
                    "hash " + after.sha256(),
                    "hash " + before.sha256() + ", as it runs",
                    "restore the file and put the change into a new version");
        }
    }

    private static void activations(
            String subject, List<Activation> before, List<Activation> after, Problems problems) {
        for (int row = 0; row < before.size(); row++) {
            if (row >= after.size() || !after.get(row).equals(before.get(row))) {
                problems.add(
                        ActivationFile.name(subject),
                        "activation_changed",
                        row >= after.size() ? "no row " + (row + 1) : "another row " + (row + 1),
                        "the row that runs",
                        "restore the row and append another");
                return;
            }
        }
    }
}
