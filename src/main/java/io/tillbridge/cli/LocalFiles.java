package io.tillbridge.cli;

import io.tillbridge.connector.LintReport;
import io.tillbridge.mapping.LockedVersions;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.mapping.MappingCoverage;
import io.tillbridge.mapping.MappingRelease;
import io.tillbridge.mapping.MappingReviews;
import io.tillbridge.mapping.MappingSamples;
import io.tillbridge.mapping.SampleCase;
import io.tillbridge.platform.Directory;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problem;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.SystemClock;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The commands that work on files alone, joined here to the packages that know them. */
final class LocalFiles {

    private LocalFiles() {}

    /** Checks connectors and connections and prints every finding; 0, 1 or 2 as {@link ExitCode} says. */
    static int lint(Path home, List<Path> paths, boolean json, PrintWriter out) {
        List<String> wanted = paths.stream().map(path -> relative(home, path)).toList();
        LoadedHome loaded = LoadedHome.of(files(home));
        List<Problem> warnings = new ArrayList<>(loaded.warnings());
        warnings.addAll(new MappingReviews(files(home), ReviewSettings.every(home))
                .warnings(
                        MappingCatalog.load(files(home), new Problems()),
                        SystemClock.utc().instant()));
        Problems locked = new Problems();
        new LockedVersions(files(home), loaded.mappings(), ReviewSettings.own(home)).check(locked);
        List<Problem> problems = new ArrayList<>(loaded.problems());
        problems.addAll(locked.list());
        LintReport report = LintReport.of(loaded.files(), problems, warnings, wanted);
        if (json) {
            out.println(JsonOutput.write(
                    Map.of("files", report.files(), "problems", report.problems(), "warnings", report.warnings())));
        } else {
            report.lines().forEach(out::println);
        }
        return report.exitCode();
    }

    private static HomeFiles files(Path home) {
        return HomeFiles.at(Directory.of(home).requireHome().path());
    }

    /** Lint names files relative to the home, with forward slashes. */
    private static String relative(Path home, Path path) {
        Path root = home.toAbsolutePath().normalize();
        Path file = path.toAbsolutePath().normalize();
        return (file.startsWith(root) ? root.relativize(file) : path).toString().replace('\\', '/');
    }

    /** Runs the samples of a subject, or of all; 1 when one is red, 2 when there is none. */
    static int testMapping(Path home, String subject, @Nullable Integer least, boolean json, PrintWriter out) {
        Problems problems = new Problems();
        HomeFiles files = files(home);
        MappingCatalog catalog = MappingCatalog.load(files, problems);
        boolean known = catalog.subjects().contains(subject);
        List<SampleCase.Result> results = new MappingSamples(files, catalog, problems)
                .all().stream()
                        .filter(sample -> sample.mapping().subject().equals(subject))
                        .map(SampleCase::run)
                        .toList();
        List<String> broken = problems.list().stream().map(Object::toString).toList();
        boolean green = broken.isEmpty() && results.stream().allMatch(SampleCase.Result::green);
        Mapping newest = catalog.newest(subject);
        MappingCoverage coverage = newest == null
                ? null
                : MappingCoverage.of(
                        files,
                        newest,
                        results.stream().map(SampleCase.Result::sample).toList());
        boolean enough = least == null || (coverage != null && coverage.percent() >= least);
        if (json) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("problems", broken);
            told.put("cases", results.stream().map(LocalFiles::described).toList());
            if (coverage != null) {
                told.put("coverage", CoverageReport.json(coverage));
            }
            out.println(JsonOutput.write(told));
        } else {
            broken.forEach(out::println);
            results.forEach(result -> print(result, out));
            if (coverage != null && !results.isEmpty()) {
                CoverageReport.lines(coverage).forEach(out::println);
            }
            if (!enough) {
                out.println("coverage is below the limit of " + least + " %");
            }
            out.println(known ? summary(subject, results, broken.size()) : catalog.unknown(subject));
        }
        if (!green || !enough) {
            return ExitCode.FOUND;
        }
        return results.isEmpty() ? ExitCode.WRONG_CALL : ExitCode.FINE;
    }

    private static String summary(String subject, List<SampleCase.Result> results, int problems) {
        long green = results.stream().filter(SampleCase.Result::green).count();
        String files = problems == 0 ? "" : "; " + problems + " problem(s) of the files, listed first";
        return results.isEmpty()
                ? "no samples of " + subject + "; add samples/<case>/in.json and out.json" + files
                : results.size() + " case(s) of " + subject + ": " + green + " green, " + (results.size() - green)
                        + " red" + files;
    }

    private static Map<String, Object> described(SampleCase.Result result) {
        return Map.of(
                "case",
                result.sample().toString(),
                "file",
                result.sample().file(),
                "green",
                result.green(),
                "differences",
                result.differences().stream().map(Object::toString).toList(),
                "unread",
                result.unread());
    }

    private static void print(SampleCase.Result result, PrintWriter out) {
        out.println((result.green() ? "green " : "RED   ") + result.sample() + "  "
                + result.sample().file());
        result.differences().forEach(difference -> out.println("        " + difference));
        if (!result.unread().isEmpty()) {
            out.println("        not read: " + String.join(", ", new TreeSet<>(result.unread())));
        }
    }

    /** Puts a version's hash into the lock; 4 when it is refused. */
    static int releaseMapping(Path home, String subject, int version, boolean json, PrintWriter out) {
        MappingRelease.Outcome outcome = new MappingRelease(
                        Directory.of(home).requireHome().path(), ReviewSettings.own(home))
                .release(subject, version);
        if (json) {
            out.println(JsonOutput.write(Map.of("outcome", outcome.getClass().getSimpleName(), "detail", outcome)));
        } else if (outcome instanceof MappingRelease.Outcome.Released released) {
            out.println("released: " + released.line());
        } else if (outcome instanceof MappingRelease.Outcome.AlreadyReleased already) {
            out.println("was released before: " + already.line());
        } else if (outcome instanceof MappingRelease.Outcome.Refused refused) {
            refused.reasons().forEach(reason -> out.println("refused: " + reason));
        }
        return outcome instanceof MappingRelease.Outcome.Refused ? ExitCode.REFUSED : ExitCode.FINE;
    }
}
