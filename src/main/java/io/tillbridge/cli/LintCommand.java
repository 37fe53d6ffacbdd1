package io.tillbridge.cli;

import java.io.PrintWriter;
import java.io.Writer;
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

/** {@code tillbridge lint}. */
@Command(
        name = "lint",
        description = "Reads connectors, connections and mappings and prints every mistake with its fix, as"
                + " file:line:col rule field found expected fix. Needs no hub and no secrets. Exit 1 when there is a"
                + " mistake, 2 when no file is found.",
        footer = {"", "Examples:", "  tillbridge lint", "  tillbridge lint config/connectors/shopify --json"})
final class LintCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            description = "Files or folders; default: the whole home directory.")
    private List<Path> paths = new ArrayList<>();

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Directory with config/ and mappings/. Default: the current one. Also TILLBRIDGE_HOME.")
    private @Nullable Path home;

    @Option(names = "--fix", description = "First do what is safe: bring files into their one form, as fmt does.")
    private boolean fix;

    @Option(names = "--json", description = "Print findings as one JSON array.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Path root = home != null ? home : Settings.path("tillbridge.home", ".");
        if (fix) {
            FormatFiles.run(root, paths, false, false, new PrintWriter(Writer.nullWriter()));
        }
        return LocalFiles.lint(root, paths, json, spec.commandLine().getOut());
    }
}
