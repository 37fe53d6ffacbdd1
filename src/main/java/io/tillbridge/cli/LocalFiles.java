package io.tillbridge.cli;

import io.tillbridge.connector.Lint;
import io.tillbridge.connector.LintReport;
import io.tillbridge.platform.HomeFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The commands that work on files alone, joined here to the packages that know them. */
final class LocalFiles {

    private LocalFiles() {}

    /** Checks connectors and connections and prints every finding; 0, 1 or 2 as {@link ExitCode} says. */
    static int lint(Path home, List<Path> paths, boolean json, PrintWriter out) {
        LintReport report = Lint.lint(
                HomeFiles.at(home),
                paths.stream().map(path -> relative(home, path)).toList());
        if (json) {
            out.println(JsonOutput.write(Map.of("files", report.files(), "problems", report.problems())));
        } else {
            report.lines().forEach(out::println);
        }
        return report.exitCode();
    }

    /** Lint names files relative to the home, with forward slashes. */
    private static String relative(Path home, Path path) {
        Path root = home.toAbsolutePath().normalize();
        Path file = path.toAbsolutePath().normalize();
        return (file.startsWith(root) ? root.relativize(file) : path).toString().replace('\\', '/');
    }

    static int testMapping(Path home, String subject, boolean update, boolean json, PrintWriter out) {
        return absent("'mapping test' is not part of this build.", out);
    }

    static int mappingTable(Path home, String subject, int version, boolean json, PrintWriter out) {
        return absent("'mapping table' is not part of this build.", out);
    }

    static int releaseMapping(Path home, String subject, int version, boolean json, PrintWriter out) {
        return absent("'mapping release' is not part of this build.", out);
    }

    private static int absent(String message, PrintWriter out) {
        out.println("tillbridge: " + message);
        return ExitCode.WRONG_CALL;
    }
}
