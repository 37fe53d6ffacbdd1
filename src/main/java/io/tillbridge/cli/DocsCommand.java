package io.tillbridge.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tillbridge docs}. */
@Command(
        name = "docs",
        description =
                "Writes a Markdown page per connector: settings, limits, what the account must be allowed, addresses"
                        + " of webhooks, polls, flows, errors and mapping tables. With --write only the part between the markers of"
                        + " a page is renewed; what is written by hand around it stays.",
        footer = {"", "Examples:", "  tillbridge docs shopify", "  tillbridge docs --write docs/connectors"})
final class DocsCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Connectors; default: all.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--home", paramLabel = "DIR", description = "Directory with config/ and mappings/. Default: here.")
    private @Nullable Path home;

    @Option(names = "--write", paramLabel = "DIR", description = "Renew the pages <NAME>.md below this folder.")
    private @Nullable Path folder;

    @Option(names = "--json", description = "Print JSON: pages by connector.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Path root = home != null ? home : Settings.path("tillbridge.home", ".");
        return ConnectorFiles.docs(root, names, folder, json, spec.commandLine().getOut());
    }
}
