package io.tillbridge.connector;

import io.tillbridge.platform.Problem;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What lint found.
 *
 * @param files how many files were read; none is an error of the call, not a success
 * @param problems by file, line and column
 * @param warnings what ends no start: by file, line and column
 */
public record LintReport(int files, List<Problem> problems, List<Problem> warnings) {

    public LintReport {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /**
     * A report on some of the files that were read.
     *
     * @param files names of those read
     * @param problems of all of them
     * @param warnings of all of them
     * @param paths files or folders relative to the home, such as {@code config/connectors/shopify}, and the empty text for
     *     the home itself; an empty list for all
     */
    public static LintReport of(
            Collection<String> files, List<Problem> problems, List<Problem> warnings, Collection<String> paths) {
        Predicate<String> wanted = file -> paths.isEmpty() || paths.stream().anyMatch(path -> below(file, path));
        return new LintReport(
                (int) files.stream().filter(wanted).count(),
                problems.stream().filter(problem -> wanted.test(problem.file())).toList(),
                warnings.stream().filter(warning -> wanted.test(warning.file())).toList());
    }

    private static boolean below(String file, String path) {
        String folder = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return folder.isEmpty() || file.equals(folder) || file.startsWith(folder + "/");
    }

    /** 0 when all is well, 1 when something was found, 2 when there was no file to read. */
    public int exitCode() {
        if (!problems.isEmpty()) {
            return 1;
        }
        return files == 0 ? 2 : 0;
    }

    /** One line per finding, {@code file:line:col rule field found expected fix}, and the count of files at the end. */
    public List<String> lines() {
        String end = files == 0
                ? "no connector or connection file found"
                : files + " file(s) read, " + problems.size() + " problem(s)"
                        + (warnings.isEmpty() ? "" : ", " + warnings.size() + " warning(s)");
        return Stream.of(
                        problems.stream().map(Problem::toString),
                        warnings.stream().map(warning -> "warning: " + warning),
                        Stream.of(end))
                .flatMap(lines -> lines)
                .toList();
    }
}
