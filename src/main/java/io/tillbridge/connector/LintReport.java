package io.tillbridge.connector;

import io.tillbridge.platform.Problem;
import java.util.List;
import java.util.stream.Stream;

/**
 * What lint found.
 *
 * @param files how many files were read; none is an error of the call, not a success
 * @param problems by file, line and column
 */
public record LintReport(int files, List<Problem> problems) {

    public LintReport {
        problems = List.copyOf(problems);
    }

    /** 0 when all is well, 1 when something was found, 2 when there was no file to read. */
    public int exitCode() {
        if (!problems.isEmpty()) {
            return 1;
        }
        return files == 0 ? 2 : 0;
    }

    /** One line per problem, {@code file:line:col rule field found expected fix}, and the count of files at the end. */
    public List<String> lines() {
        String end = files == 0
                ? "no connector or connection file found"
                : files + " file(s) read, " + problems.size() + " problem(s)";
        return Stream.concat(problems.stream().map(Problem::toString), Stream.of(end))
                .toList();
    }
}
