package io.tillbridge.cli;

import io.tillbridge.authoring.Format;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.mapping.MappingFolder;
import io.tillbridge.platform.Directory;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Formats the files of a home; those inside the jar and released mapping versions stay as they are. */
final class FormatFiles {

    private FormatFiles() {}

    /** Rewrites, or with {@code check} only names, the files that are not in their one form; 0, 1 or 2. */
    static int run(Path home, List<Path> paths, boolean check, boolean json, PrintWriter out) {
        Path root = Directory.of(home).requireHome().path();
        HomeFiles files = HomeFiles.only(root);
        Set<String> released = released(files);
        List<String> changed = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        int read = 0;
        for (String file : Stream.concat(
                        files.list("config/connectors", ".yaml").stream(),
                        Stream.concat(
                                files.list("config/connections", ".yaml").stream(),
                                files.list("mappings", ".yaml").stream()))
                .filter(name -> wanted(root, paths, name))
                .toList()) {
            read++;
            String text = files.text(file);
            String formatted = released.contains(file) ? text : Format.of(text);
            if (formatted == null) {
                unreadable.add(file);
            } else if (!formatted.equals(text)) {
                changed.add(file);
                if (!check) {
                    write(root.resolve(file), formatted);
                }
            }
        }
        if (json) {
            out.println(JsonOutput.write(Map.of("files", read, "changed", changed, "unreadable", unreadable)));
        } else {
            unreadable.forEach(file -> out.println(file + ": no YAML map; tillbridge lint says where"));
            changed.forEach(file -> out.println((check ? "would change: " : "formatted: ") + file));
            out.println(read + " files read, " + changed.size() + (check ? " not in form" : " formatted"));
        }
        if (read == 0) {
            return ExitCode.WRONG_CALL;
        }
        return !unreadable.isEmpty() || (check && !changed.isEmpty()) ? ExitCode.FOUND : ExitCode.FINE;
    }

    private static boolean wanted(Path root, List<Path> paths, String name) {
        Path file = root.resolve(name).toAbsolutePath().normalize();
        return paths.isEmpty()
                || paths.stream()
                        .anyMatch(path -> file.startsWith(path.toAbsolutePath().normalize()));
    }

    private static Set<String> released(HomeFiles files) {
        MappingCatalog catalog = MappingCatalog.load(HomeFiles.at(files.home()), new Problems());
        Set<String> released = catalog.subjects().stream()
                .flatMap(subject -> catalog.versions(subject).stream())
                .filter(catalog::released)
                .map(mapping -> MappingFolder.version(mapping.subject(), mapping.version()))
                .collect(Collectors.toSet());
        return files.list("mappings", ".mapping.yaml").stream()
                .filter(file -> released.stream().anyMatch(file::startsWith))
                .collect(Collectors.toSet());
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
