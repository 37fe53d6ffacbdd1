package io.tillbridge.platform;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects every problem of every file, so that all are reported at once. Not thread-safe: one per load. */
public final class Problems {

    private static final int SHOWN = 80;

    private final List<Problem> problems = new ArrayList<>();

    /** Records a problem; a found text longer than 80 characters is cut. */
    public void add(Problem problem) {
        String found = problem.found();
        problems.add(
                found.length() <= SHOWN
                        ? problem
                        : new Problem(
                                problem.file(),
                                problem.line(),
                                problem.column(),
                                problem.rule(),
                                problem.field(),
                                found.substring(0, SHOWN) + "…",
                                problem.expected(),
                                problem.fix()));
    }

    /** Records a problem of a file as a whole. */
    public void add(String file, String rule, String found, String expected, String fix) {
        add(new Problem(file, 0, 0, rule, "", found, expected, fix));
    }

    public boolean isEmpty() {
        return problems.isEmpty();
    }

    public int size() {
        return problems.size();
    }

    /** All problems by file, line and column. */
    public List<Problem> list() {
        return problems.stream()
                .sorted(Comparator.comparing(Problem::file)
                        .thenComparingInt(Problem::line)
                        .thenComparingInt(Problem::column))
                .toList();
    }

    /**
     * Ends a load that found problems.
     *
     * @throws InvalidFilesException with all of them, when there is at least one
     */
    public void refuse() {
        if (!problems.isEmpty()) {
            throw new InvalidFilesException(list());
        }
    }
}
