package io.tillbridge.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

/** {@code tillbridge serve}. */
@Command(
        name = "serve",
        description = {
            "Starts the hub.",
            "",
            "Without further settings it runs its own PostgreSQL and Artemis in the data directory. For production name"
                    + " your own with TILLBRIDGE_DATABASE_URL and TILLBRIDGE_BROKER_URL. Every key of"
                    + " config/application.yaml can be given as --key=value."
        },
        footer = {"", "Example:", "  tillbridge serve --data /var/lib/tillbridge --home /etc/tillbridge --port 8080"})
final class Serve implements Callable<Integer> {

    @Mixin
    private HubOptions options = new HubOptions();

    /** Further properties, given to Spring as they are. */
    @Unmatched
    private List<String> properties = new ArrayList<>();

    @Override
    public Integer call() {
        return start(options, properties, List.of());
    }

    static int start(HubOptions options, List<String> further, List<String> profiles) {
        for (String argument : further) {
            if (!argument.startsWith("--") || !argument.contains("=")) {
                System.err.println("tillbridge: argument " + argument
                        + " is unknown; expected an option of 'serve --help' or --key=value.");
                return ExitCode.WRONG_CALL;
            }
            Optional<String> unknown = HubSettings.unknown(argument.substring(2, argument.indexOf('=')));
            if (unknown.isPresent()) {
                throw new WrongCallException(unknown.get() + " [setting_unknown]");
            }
        }
        List<String> all = new ArrayList<>(options.properties());
        all.addAll(further);
        return Hub.start(profiles, all, System.out);
    }
}
