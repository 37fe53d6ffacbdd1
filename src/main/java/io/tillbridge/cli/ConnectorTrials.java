package io.tillbridge.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.platform.Directory;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.InvalidFilesException;
import io.tillbridge.platform.Problem;
import io.tillbridge.platform.SystemClock;
import io.tillbridge.security.SecretVault;
import io.tillbridge.trial.CheckResult;
import io.tillbridge.trial.LivePoll;
import io.tillbridge.trial.Probes;
import io.tillbridge.trial.StandardSuite;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/** The commands that call a partner, a real one or a fake, joined here to the package that knows how. */
final class ConnectorTrials {

    private ConnectorTrials() {}

    /** Runs the standard suite; 0, 1 or 2. */
    static int suite(Path home, String name, boolean json, PrintWriter out) {
        StandardSuite.Report report = told(() -> StandardSuite.run(files(home), name));
        if (json) {
            out.println(JsonOutput.write(
                    Map.of("connector", name, "results", report.results(), "problems", report.problems())));
        } else {
            report.problems().forEach(out::println);
            report.results()
                    .forEach(result -> out.println("%-14s %-20s %-26s %s"
                            .formatted(
                                    word(result.verdict()),
                                    result.flow(),
                                    result.check().title(),
                                    result.why())));
            out.println(summary(report));
        }
        if (!report.problems().isEmpty()) {
            return ExitCode.FOUND;
        }
        return report.results().isEmpty() ? ExitCode.WRONG_CALL : report.green() ? ExitCode.FINE : ExitCode.FOUND;
    }

    private static String summary(StandardSuite.Report report) {
        long failed = count(report, CheckResult.Verdict.FAILED);
        return report.connector() + ": " + count(report, CheckResult.Verdict.PASSED) + " passed, " + failed
                + " failed, "
                + count(report, CheckResult.Verdict.WAIVED) + " waived, "
                + count(report, CheckResult.Verdict.NOT_RUN) + " not run, "
                + count(report, CheckResult.Verdict.NOT_APPLICABLE) + " not applicable";
    }

    private static long count(StandardSuite.Report report, CheckResult.Verdict verdict) {
        return report.results().stream()
                .filter(result -> result.verdict() == verdict)
                .count();
    }

    private static String word(CheckResult.Verdict verdict) {
        return verdict == CheckResult.Verdict.FAILED
                ? "FAILED"
                : verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Probes a connection, saying what it waits for to {@code err}; 0, 1, 2 or 3. */
    static int check(Path home, String connection, boolean json, PrintWriter out, PrintWriter err) {
        List<Probes.Probe> probes =
                told(() -> Probes.of(files(home), connection, vault(home), SystemClock.utc(), err::println));
        if (json) {
            out.println(JsonOutput.write(probes));
        } else {
            probes.forEach(probe -> out.println("%-12s %-12s %-16s %s"
                    .formatted(
                            probe.result().name().toLowerCase(Locale.ROOT),
                            probe.client(),
                            probe.name(),
                            probe.reason())));
        }
        if (probes.stream().anyMatch(probe -> probe.result() == Probes.Result.UNREACHABLE)) {
            return ExitCode.UNREACHABLE;
        }
        boolean refused = probes.stream().anyMatch(probe -> probe.result() == Probes.Result.REFUSED);
        return refused ? ExitCode.FOUND : ExitCode.FINE;
    }

    /** Polls a flow and prints what was seen; 0, 1, 2 or 3. */
    static int poll(
            Path home, String connection, String flow, int pages, boolean json, PrintWriter out, PrintWriter err) {
        LivePoll.Seen seen = seen(home, connection, flow, pages, err);
        String text = JsonOutput.write(seen);
        out.println(json ? text : JsonOutput.indented(text));
        if (unfinished(seen)) {
            return ExitCode.UNREACHABLE;
        }
        return seen.found() ? ExitCode.FOUND : ExitCode.FINE;
    }

    /** Polls a flow and writes what was seen as a cassette, unless the run failed or did not come far enough; 0 to 3. */
    static int record(
            Path home, String connection, String flow, int pages, boolean json, PrintWriter out, PrintWriter err) {
        LivePoll.Seen seen = seen(home, connection, flow, pages, err);
        boolean whole = seen.reached() && seen.whole();
        List<String> written = whole ? cassettes(Directory.of(home).path(), flow, seen) : List.of();
        if (json) {
            out.println(JsonOutput.write(Map.of("recorded", written, "outcomes", seen.outcomes())));
        } else {
            written.forEach(file -> out.println("recorded: " + file));
            if (!whole) {
                out.println("not recorded: " + String.join("; ", seen.outcomes()));
            }
        }
        return whole ? ExitCode.FINE : unfinished(seen) ? ExitCode.UNREACHABLE : ExitCode.FOUND;
    }

    private static boolean unfinished(LivePoll.Seen seen) {
        return !seen.reached() || !(seen.whole() || seen.failed());
    }

    private static LivePoll.Seen seen(Path home, String connection, String flow, int pages, PrintWriter err) {
        return told(
                () -> LivePoll.of(files(home), connection, flow, pages, vault(home), SystemClock.utc(), err::println));
    }

    /** The written files, as they can be opened from the current directory. */
    private static List<String> cassettes(Path home, String flow, LivePoll.Seen seen) {
        String folder = "config/connectors/" + seen.connector() + "/cassettes/" + flow;
        List<String> written = new ArrayList<>();
        int old = seen.heard().size() + 1;
        while (removed(home.resolve(folder + "/%03d.json".formatted(old)))) {
            old++;
        }
        for (JsonNode exchange : seen.heard()) {
            String file = folder + "/%03d.json".formatted(written.size() + 1);
            try {
                Files.createDirectories(home.resolve(folder));
                Files.writeString(home.resolve(file), JsonOutput.indented(exchange.toString()) + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + file, e);
            }
            written.add(openable(home.resolve(file)));
        }
        return written;
    }

    /** Relative to the current directory below it, absolute elsewhere. */
    private static String openable(Path file) {
        Path current = Directory.of(".").path();
        return (file.startsWith(current) ? current.relativize(file) : file).toString();
    }

    /** A recording of a longer run would be played behind this one. */
    private static boolean removed(Path older) {
        try {
            return Files.deleteIfExists(older);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + older, e);
        }
    }

    private static <T> T told(Supplier<T> work) {
        // Camel and the fakes would talk over what is printed
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.setLevel(Level.OFF);
        }
        try {
            return work.get();
        } catch (IllegalArgumentException wrong) {
            throw new WrongCallException(String.valueOf(wrong.getMessage()));
        } catch (InvalidFilesException broken) {
            List<Problem> problems = broken.problems();
            throw new WrongCallException(problems.size()
                    + " problem(s) in the files; tillbridge lint lists them. First: " + problems.get(0));
        }
    }

    private static HomeFiles files(Path home) {
        return HomeFiles.at(Directory.of(home).requireHome().path());
    }

    private static SecretVault vault(Path home) {
        String folder = Settings.text("tillbridge.secrets.directory");
        Path secrets = folder == null || folder.isBlank() ? home.resolve("secrets") : Path.of(folder);
        return new SecretVault(List.of(secrets), Duration.ofSeconds(30), SystemClock.utc(), System::getenv);
    }
}
