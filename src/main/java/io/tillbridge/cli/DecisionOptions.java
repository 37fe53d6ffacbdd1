package io.tillbridge.cli;

import io.tillbridge.platform.SystemClock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every row of {@code activations.yaml} says of the decision behind it, and the hub that is asked for it. */
final class DecisionOptions {

    @Option(
            names = "--why",
            paramLabel = "TEXT",
            required = true,
            description = "Why, for those who read the row later.")
    private String why = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who decided it. Default: the user's name.")
    private @Nullable String by;

    @Option(
            names = "--connections",
            paramLabel = "ID",
            split = ",",
            description = "Only for these connections. Default: all, or those of the row that is withdrawn.")
    private List<String> connections = new ArrayList<>();

    @Mixin
    private ClientOptions client = new ClientOptions();

    String why() {
        return why;
    }

    String by() {
        return by != null ? by : System.getProperty("user.name", "unknown");
    }

    List<String> connections() {
        return List.copyOf(connections);
    }

    /** When it is decided: now, in whole seconds. */
    Instant at() {
        return SystemClock.utc().instant().truncatedTo(ChronoUnit.SECONDS);
    }

    ClientOptions client() {
        return client;
    }
}
