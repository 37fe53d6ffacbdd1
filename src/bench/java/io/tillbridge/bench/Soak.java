package io.tillbridge.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The whole line at full rate for a long time, optionally with the second destination down: what the heap holds after a
 * collection must not grow. The first fifth of the time is left out.
 */
final class Soak {

    private static final Duration STEP = Duration.ofMinutes(1);

    private final BenchSettings settings;
    private final Report report;
    private final LiveHeap live;
    private final Load load;
    private final Orders orders;

    Soak(BenchSettings settings, Report report, LiveHeap live, Load load, Orders orders) {
        this.settings = settings;
        this.report = report;
        this.live = live;
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
            heap.add(new double[] {minutes, live.mib()});
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
