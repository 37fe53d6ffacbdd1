package io.tillbridge.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

/** {@code tillbridge demo}. */
@Command(
        name = "demo",
        description = {
            "Starts the hub together with a small retailer of simulated systems, to look around in.",
            "",
            "The same as 'serve' with the Spring profile 'demo'. Use a data directory of its own: what the simulated"
                    + " systems sell stays in the books."
        },
        footer = {"", "Example:", "  tillbridge demo --data /tmp/tillbridge-demo"})
final class DemoCommand implements Callable<Integer> {

    @Mixin
    private HubOptions options = new HubOptions();

    /** Further properties, given to Spring as they are. */
    @Unmatched
    private List<String> properties = new ArrayList<>();

    @Override
    public Integer call() {
        return Serve.start(options, properties, List.of("demo"));
    }
}
