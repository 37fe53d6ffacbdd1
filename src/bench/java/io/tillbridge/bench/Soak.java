package io.tillbridge.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The whole line at full rate for a long time, optionally with the second destination down: what the heap holds after a
 * collection must not grow. The first fifth of the time is left out.
 */
final class Soak {

    /** The hub's garbage collections, in the run's directory. */
    static final String GC_LOG = "hub-gc.log";

    private static final Pattern FULL = Pattern.compile("Pause Full \\(Diagnostic Command\\) \\d+M->(\\d+)M");
    private static final Duration STEP = Duration.ofMinutes(1);

    private final BenchSettings settings;
    private final Report report;
    private final ChildJvm hub;
    private final Load load;
    private final Orders orders;

    Soak(BenchSettings settings, Report report, ChildJvm hub, Load load, Orders orders) {
        this.settings = settings;
        this.report = report;
        this.hub = hub;
        this.load = load;
        this.orders = orders;
    }

    void run(Sink up, Sink maybeDown) throws IOException {
        report.phase("soak  " + settings.soak() + " at full rate" + (settings.down() ? ", one destination down" : ""));
        if (settings.down()) {
            maybeDown.shut();
        }
        List<double[]> heap = new ArrayList<>();
        int accepted = 0;
        long began = System.nanoTime();
        while (System.nanoTime() - began < settings.soak().toNanos()) {
            Load.Seen seen =
                    load.closed(min(STEP, settings.soak()), () -> orders.count() - up.pieces() / 2 < settings.window());
            accepted += seen.answered();
            double minutes = (System.nanoTime() - began) / 60e9;
            heap.add(new double[] {minutes, heapAfterCollection()});
            report.put("soak_heap_mib_minute_" + Math.round(minutes), heap.get(heap.size() - 1)[1]);
        }
        report.put("soak_rps", accepted / ((System.nanoTime() - began) / 1e9));
        double settled = settings.soak().toSeconds() / 60.0 / 5;
        report.put("soak_heap_growth_mib_per_minute", slope(heap, settled - 0.01));
        if (settings.down()) {
            long reopened = System.nanoTime();
            maybeDown.listen();
            while (maybeDown.pieces() < up.pieces() && System.nanoTime() - reopened < 600e9) {
                LockSupport.parkNanos(50_000_000L);
            }
            report.put("soak_caught_up_s", (System.nanoTime() - reopened) / 1e9);
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** MiB in use right after a full collection, as the collector itself logs it: the next moment adds garbage again. */
    private double heapAfterCollection() throws IOException {
        jcmd("GC.run");
        Path log = settings.directory().resolve(GC_LOG);
        String last = null;
        try (Stream<String> lines = Files.lines(log)) {
            for (String line : (Iterable<String>) lines::iterator) {
                Matcher full = FULL.matcher(line);
                if (full.find()) {
                    last = full.group(1);
                }
            }
        }
        if (last == null) {
            throw new IOException("no full collection in " + log + " after jcmd " + hub.pid() + " GC.run");
        }
        return Double.parseDouble(last);
    }

    private String jcmd(String command) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(hub.pid()),
                        command)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Least squares, of the points at {@code from} minutes and later. */
    private static double slope(List<double[]> points, double from) {
        List<double[]> counted = points.stream().filter(p -> p[0] >= from).toList();
        double x = counted.stream().mapToDouble(p -> p[0]).average().orElse(0);
        double y = counted.stream().mapToDouble(p -> p[1]).average().orElse(0);
        double over = counted.stream().mapToDouble(p -> (p[0] - x) * (p[1] - y)).sum();
        double under =
                counted.stream().mapToDouble(p -> (p[0] - x) * (p[0] - x)).sum();
        return under == 0 ? 0 : over / under;
    }
}
