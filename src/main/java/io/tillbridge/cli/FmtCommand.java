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

/** {@code tillbridge fmt}. */
@Command(
        name = "fmt",
        description = "Brings connector, connection, mapping and value map files into their one form; comments stay, no"
                + " value changes. Released mapping versions are never touched. Exit 1 with --check when a file would"
                + " change.",
        footer = {"", "Examples:", "  tillbridge fmt", "  tillbridge fmt --check config/connectors/shopify"})
final class FmtCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            description = "Files or folders; default: the whole home directory.")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--home", paramLabel = "DIR", description = "Directory with config/ and mappings/. Default: here.")
    private @Nullable Path home;

    @Option(names = "--check", description = "Write nothing; say which files would change.")
    private boolean check;

    // There is one version of the language
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--upgrade", description = "Raise files to the newest apiVersion; tillbridge/v1 is the newest.")
    private boolean upgrade;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Path root = home != null ? home : Settings.path("tillbridge.home", ".");
        return FormatFiles.run(root, paths, check, json, spec.commandLine().getOut());
    }
}
