package io.tillbridge.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tillbridge token}. */
@Command(
        name = "token",
        description = {
            "Prints the API token of the hub whose data directory is on this machine.",
            "",
            "To change it, delete the file it lies in and start the hub again, or set TILLBRIDGE_API_TOKEN."
        },
        footer = {"", "Example:", "  curl -H \"Authorization: Bearer $(tillbridge token)\" localhost:8080/api/messages"
        })
final class Token implements Callable<Integer> {

    @Mixin
    private ClientOptions client = new ClientOptions();

    @Option(names = "--json", description = "Print {\"token\": ..., \"file\": ...}.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonOutput.object(
                    "token", client.token(), "file", client.tokenFile().toAbsolutePath()));
        } else {
            out.println(client.token());
        }
        return ExitCode.FINE;
    }
}
