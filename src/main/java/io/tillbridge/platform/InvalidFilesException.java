package io.tillbridge.platform;

import java.util.List;
import java.util.stream.Collectors;

/** Configuration files that cannot be used; its message lists every problem, one a line. */
public final class InvalidFilesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public InvalidFilesException(List<Problem> problems) {
        super(problems.stream()
                .map(Problem::toString)
                .collect(Collectors.joining("\n", problems.size() + " problem(s) in configuration files:\n", "")));
        this.problems = List.copyOf(problems);
    }

    /** All problems by file, line and column. */
    public List<Problem> problems() {
        return problems;
    }
}
