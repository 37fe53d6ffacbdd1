package io.tillbridge.connector;

import io.tillbridge.platform.HomeFiles;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * Checks every connector and connection file of a home. Needs no environment, no database and no network: secrets are
 * never read.
 */
public final class Lint {

    private Lint() {}

    /** Checks all files. */
    public static LintReport lint(HomeFiles home) {
        return lint(home, List.of());
    }

    /**
     * Checks all files and reports on some of them.
     *
     * @param paths files or folders relative to the home, such as {@code config/connectors/shopify}; empty for all
     */
    public static LintReport lint(HomeFiles home, Collection<String> paths) {
        ConnectorCatalog.Loaded loaded = ConnectorCatalog.load(home);
        Predicate<String> wanted = file -> paths.isEmpty() || paths.stream().anyMatch(path -> below(file, path));
        return new LintReport(
                (int) loaded.files().stream().filter(wanted).count(),
                loaded.problems().stream()
                        .filter(problem -> wanted.test(problem.file()))
                        .toList());
    }

    private static boolean below(String file, String path) {
        String folder = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return file.equals(folder) || file.startsWith(folder + "/");
    }
}
