package io.tillbridge.mapping;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problem;
import io.tillbridge.platform.Problems;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code mappings/mappings.lock}: what was released, never to change. One line each: {@code <sha256>  <subject> V<n>} for
 * a mapping file, {@code <sha256>  <subject> activation <n>} for the n-th activation row, counted from 1. Lines are
 * sorted by name; {@code #} begins a comment. The jar, the home and each further layer have a lock of their own, and all
 * of them count.
 */
record MappingLock(Map<String, String> hashes) {

    static final String FILE = "mappings/mappings.lock";

    /** Rule of a released file whose hash is another. */
    static final String CHANGED = "released_file_changed";

    private static final String ACTIVATION = " activation ";

    MappingLock {
        hashes = new TreeMap<>(hashes);
    }

    /** Reads the locks of all layers together; an absent one is empty. */
    static MappingLock read(HomeFiles files, Problems problems) {
        Map<String, String> hashes = new TreeMap<>();
        for (HomeFiles layer : files.layers()) {
            // Rows are locked for the file beside the lock, not for the one that a home puts in its place
            hashes.keySet().removeIf(name -> name.contains(ACTIVATION) && layer.exists(activations(name)));
            add(layer, hashes, problems);
        }
        return new MappingLock(hashes);
    }

    /** The n-th activation row, counted from 1. */
    static String activation(String subject, int row) {
        return subject + ACTIVATION + row;
    }

    private static String activations(String name) {
        String subject = name.substring(0, name.indexOf(ACTIVATION));
        return ActivationFile.name(subject);
    }

    private static void add(HomeFiles layer, Map<String, String> hashes, Problems problems) {
        if (!layer.exists(FILE)) {
            return;
        }
        List<String> lines = layer.text(FILE).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            int gap = line.indexOf("  ");
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (gap != 64) {
                problems.add(new Problem(
                        FILE, i + 1, 1, "wrong_lock_line", "", line, "<sha256>  <subject> V<n>", "restore the lock"));
                continue;
            }
            String name = line.substring(gap).strip();
            String locked = hashes.putIfAbsent(name, line.substring(0, gap));
            if (locked != null && !line.startsWith(locked)) {
                problems.add(new Problem(
                        FILE,
                        i + 1,
                        1,
                        "locked_differently",
                        "",
                        name + " with another hash than the lock below it, which ships with the hub",
                        locked,
                        "remove the line, and give the change a subject or a version of its own"));
            }
        }
    }

    static String name(String subject, int version) {
        return subject + " V" + version;
    }

    /** The locked hash of a version; null when it is a draft. */
    @Nullable
    String version(String subject, int version) {
        return hashes.get(name(subject, version));
    }

    /** Whether a version is locked that lies in this file, as the file's name says. */
    boolean names(String file) {
        return version(FileName.folderSubject(file), FileName.version(file)) != null;
    }

    /** The file's text with one more line. */
    MappingLock with(String name, String sha256) {
        Map<String, String> more = new TreeMap<>(hashes);
        more.put(name, sha256);
        return new MappingLock(more);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        hashes.forEach(
                (name, sha256) -> text.append(sha256).append("  ").append(name).append('\n'));
        return text.toString();
    }

    /** Records released files that changed or vanished. */
    void checkVersions(
            HomeFiles files, Collection<CompiledMapping> mappings, Collection<String> broken, Problems problems) {
        Map<String, CompiledMapping> found = new TreeMap<>();
        mappings.forEach(mapping -> found.put(name(mapping.subject(), mapping.version()), mapping));
        hashes.forEach((name, sha256) -> {
            CompiledMapping mapping = found.get(name);
            if (mapping != null && !mapping.sha256().equals(sha256)) {
                problems.add(new Problem(
                        mapping.file(),
                        Math.max(1, DifferingLine.of(files.text(mapping.file()), "version:")),
                        1,
                        CHANGED,
                        "version",
                        "hash " + mapping.sha256(),
                        "hash " + sha256 + ", as locked; a hub that imported it says which line differs",
                        "restore the file from version control or from mapping_version.text in PostgreSQL, and put the"
                                + " change into a new version"));
            } else if (mapping == null && name.contains(" V") && broken.isEmpty()) {
                problems.add(FILE, "released_file_missing", "no file of " + name, "the released file", "restore it");
            }
        });
    }

    /** Records locked activation rows that changed or vanished. */
    void checkActivations(Collection<ActivationFile> files, Problems problems) {
        for (ActivationFile file : files) {
            String prefix = file.subject() + ACTIVATION;
            hashes.forEach((name, sha256) -> {
                if (name.startsWith(prefix)) {
                    int row = Integer.parseInt(name.substring(prefix.length()));
                    String found = row > file.rows().size()
                            ? "no row " + row
                            : ActivationFile.sha256(file.rows().get(row - 1));
                    if (!found.equals(sha256)) {
                        problems.add(
                                file.file(),
                                "activation_changed",
                                "row " + row + ": " + found,
                                sha256 + ", as locked",
                                "restore the row and append another");
                    }
                }
            });
        }
    }
}
