package io.tillbridge.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The whole hub as a process of its own, over a layer that {@link HubHome} wrote. */
final class MeasuredHub {

    /** Bearer token of its API. */
    static final String TOKEN = "bench-api-token-of-32-characters-at-least";

    private MeasuredHub() {}

    /**
     * Starts it.
     *
     * @param jvm further options of its JVM
     * @throws IOException it is not ready in time
     */
    static ChildJvm start(BenchSettings settings, Path data, Path layer, List<String> jvm) throws IOException {
        return ChildJvm.start(
                settings,
                "hub",
                data,
                jvm,
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
                        "--tillbridge.api.token=" + TOKEN,
                        "--tillbridge.partners.private-addresses=127.0.0.1,::1",
                        HubHome.WITHOUT_STARTER));
    }
}
