package io.tillbridge.bench;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** How long one translation takes and what it allocates, beside jq, JSLT and Java by hand over the same document. */
final class MappingLine {

    private static final List<String> ALL = List.of("translate", "jackson", "jslt", "jq");

    private final BenchSettings settings;
    private final Report report;

    MappingLine(BenchSettings settings, Report report) {
        this.settings = settings;
        this.report = report;
    }

    void run() throws IOException {
        new OrderTranslators().check();
        report.phase("translating a two-line order, one thread, warm; all give the same document");
        try {
            Collection<RunResult> results = new Runner(new OptionsBuilder()
                            .include(Translating.class.getName() + ".*")
                            .forks(1)
                            .threads(1)
                            .warmupIterations(settings.rounds() + 2)
                            .warmupTime(TimeValue.seconds(3))
                            .measurementIterations(settings.rounds())
                            .measurementTime(TimeValue.seconds(3))
                            .jvmArgs("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC")
                            .addProfiler(GCProfiler.class)
                            .shouldFailOnError(true)
                            .verbosity(VerboseMode.SILENT)
                            .build())
                    .run();
            for (String name : ALL) {
                figures(name, results);
            }
        } catch (RunnerException e) {
            throw new IOException(e);
        }
        table();
    }

    private void figures(String name, Collection<RunResult> results) {
        for (RunResult result : results) {
            if (result.getPrimaryResult().getLabel().equals(name)) {
                report.put(
                        name + "_median_us",
                        result.getPrimaryResult().getStatistics().getPercentile(50) / 1000);
                result.getSecondaryResults().forEach((label, figure) -> {
                    if (label.endsWith("gc.alloc.rate.norm")) {
                        report.put(name + "_alloc_bytes", figure.getScore());
                    }
                });
            }
        }
    }

    private void table() {
        report.phase(
                String.format(Locale.ROOT, "%-12s %12s %14s %10s %10s", "", "median us", "bytes", "time", "bytes"));
        double time = report.number("jackson_median_us");
        double bytes = report.number("jackson_alloc_bytes");
        for (String name : ALL) {
            double own = report.number(name + "_median_us");
            double allocated = report.number(name + "_alloc_bytes");
            report.line(String.format(
                    Locale.ROOT,
                    "%-12s %,12.1f %,14.0f %9.1fx %9.1fx",
                    name,
                    own,
                    allocated,
                    own / time,
                    allocated / bytes));
        }
    }
}
