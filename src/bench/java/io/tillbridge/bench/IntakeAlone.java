package io.tillbridge.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Phase d: the hub without posting. Signature, keys, redaction and the journal; what is accepted stays in the queue. */
final class IntakeAlone {

    private static final long SEED = 12;

    private final BenchSettings settings;
    private final Report report;

    IntakeAlone(BenchSettings settings, Report report) {
        this.settings = settings;
        this.report = report;
    }

    void run() throws IOException {
        report.phase("d  intake alone");
        Path data = settings.directory().resolve("data-intake");
        Path layer = HubHome.write(settings, data);
        Path routes = HubHome.intakeRoutes(settings);
        Orders orders = new Orders(settings, HubHome.HOOK, SEED);
        try (ChildJvm hub = ChildJvm.start(
                        settings,
                        "intake",
                        data,
                        List.of(),
                        "io.tillbridge.cli.Main",
                        List.of(
                                "serve",
                                "--data",
                                data.toString(),
                                "--home",
                                settings.directory().toString(),
                                "--port",
                                Integer.toString(settings.port()),
                                "--tillbridge.layers=" + layer,
                                HubHome.WITHOUT_STARTER,
                                "--tillbridge.routes=file:" + routes + "/*.camel.yaml"));
                Load load = Load.of(settings, orders, number -> {})) {
            load.closed(settings.warmUp(), () -> true);
            List<Double> rates = new ArrayList<>();
            Usage before = Usage.of(hub);
            int first = orders.count();
            for (int round = 0; round < settings.rounds(); round++) {
                rates.add(load.closed(settings.round(), () -> true).perSecond());
            }
            Usage used = Usage.of(hub).minus(before);
            int sent = orders.count() - first;
            report.median("intake_rps", rates);
            report.put("intake_cpu_s_per_1000", used.total() * 1000 / sent);
            report.put("intake_bytes_written_per_document", used.written() / (double) sent);
        }
        Bench.clear(data);
    }
}
