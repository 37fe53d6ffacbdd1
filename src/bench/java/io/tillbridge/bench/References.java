package io.tillbridge.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Phases a and c: the empty handler, then the textbook route, in one JVM of their own. */
final class References {

    private static final long SEED = 11;

    private final BenchSettings settings;
    private final Report report;

    References(BenchSettings settings, Report report) {
        this.settings = settings;
        this.report = report;
    }

    void run() throws IOException {
        if (!settings.wants('a') && !settings.wants('c')) {
            return;
        }
        Path data = settings.directory().resolve("data-reference");
        try (Sink sink = new Sink(settings.port() + 1, settings.keys(), settings.locations(), 0, false);
                ChildJvm server = ChildJvm.start(
                        settings,
                        "reference",
                        data,
                        List.of(),
                        ReferenceServer.class.getName(),
                        List.of(
                                "--tillbridge.data=" + data,
                                "--tillbridge.port=" + settings.port(),
                                "--bench.destination=127.0.0.1:" + (settings.port() + 1)))) {
            if (settings.wants('a')) {
                empty(server);
            }
            if (settings.wants('c')) {
                textbook(server, sink);
            }
        }
        Bench.clear(data);
    }

    private void empty(ChildJvm server) throws IOException {
        report.phase("a  empty handler on the same server");
        Orders orders = new Orders(settings, "/empty", SEED);
        try (Load load = Load.of(settings, orders, number -> {})) {
            load.closed(settings.warmUp(), () -> true);
            List<Double> rates = new ArrayList<>();
            Usage before = Usage.of(server);
            int first = orders.count();
            for (int round = 0; round < settings.rounds(); round++) {
                rates.add(load.closed(settings.round(), () -> true).perSecond());
            }
            Usage used = Usage.of(server).minus(before);
            report.median("empty_handler_rps", rates);
            report.put("empty_handler_cpu_s_per_1000", used.total() * 1000 / Math.max(1, orders.count() - first));
        }
    }

    private void textbook(ChildJvm server, Sink sink) throws IOException {
        report.phase("c  textbook route: platform-http, JMS transacted, idempotent repository, one transaction, HTTP");
        Orders orders = new Orders(settings, "/textbook", SEED);
        try (Load load = Load.of(settings, orders, number -> {})) {
            // A queue of a second's work: enough to keep eight consumers busy
            int window = 500;
            load.closed(settings.warmUp(), () -> orders.count() - sink.singles() < window);
            List<Double> rates = new ArrayList<>();
            Usage before = Usage.of(server);
            int beforeAll = sink.singles();
            for (int round = 0; round < settings.rounds(); round++) {
                int first = sink.singles();
                long began = System.nanoTime();
                load.closed(settings.round(), () -> orders.count() - sink.singles() < window);
                rates.add((sink.singles() - first) / ((System.nanoTime() - began) / 1e9));
            }
            report.median("textbook_rps", rates);
            Usage used = Usage.of(server).minus(before);
            report.put("textbook_cpu_s_per_1000", used.total() * 1000 / Math.max(1, sink.singles() - beforeAll));
        }
    }
}
