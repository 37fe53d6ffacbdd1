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
        footer = {
            "",
            "Example:",
            "  TOKEN=$(tillbridge token)",
            "  curl -H \"Authorization: Bearer $TOKEN\" localhost:8080/api/messages",
        })
final class Token implements Callable<Integer> {

    @Mixin
    private TokenFile file = new TokenFile();

    @Option(names = "--json", description = "Print {\"token\": ..., \"file\": ...}.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonOutput.object("token", file.token(), "file", file.path()));
        } else {
            out.println(file.token());
        }
        return ExitCode.FINE;
    }
}
