package io.tillbridge.platform;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects every problem of every file, so that all are reported at once. Not thread-safe: one per load. */
public final class Problems {

    private static final int SHOWN = 80;

    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    /** Records a problem; a found text longer than 80 characters is cut. */
    public void add(Problem problem) {
        problems.add(cut(problem));
    }

    /** Records what a person should look at and what ends no load. */
    public void warn(Problem warning) {
        warnings.add(cut(warning));
    }

    private static Problem cut(Problem problem) {
        String found = problem.found();
        return found.length() <= SHOWN
                ? problem
                : new Problem(
                        problem.file(),
                        problem.line(),
                        problem.column(),
                        problem.rule(),
                        problem.field(),
                        found.substring(0, SHOWN) + "…",
                        problem.expected(),
                        problem.fix());
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
        return sorted(problems);
    }

    /** All warnings by file, line and column. */
    public List<Problem> warnings() {
        return sorted(warnings);
    }

    private static List<Problem> sorted(List<Problem> problems) {
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
