package io.tillbridge.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tillbridge mapping}: what can be done with mappings without a hub. */
@Command(
        name = "mapping",
        description = "Tests and releases mappings.",
        subcommands = {MappingCommand.Test.class, MappingCommand.Release.class},
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  tillbridge mapping test shopify.order"})
final class MappingCommand {

    private MappingCommand() {}

    /** What all mapping commands share. */
    abstract static class OnSubject implements Callable<Integer> {

        @Parameters(index = "0", paramLabel = "SUBJECT", description = "The mapping, such as shopify.order.")
        protected String subject = "";

        @Option(
                names = "--home",
                paramLabel = "DIR",
                description = "Directory with mappings/. Default: the current one. Also TILLBRIDGE_HOME.")
        private @Nullable Path home;

        @Option(names = "--json", description = "Print JSON.")
        protected boolean json;

        @Spec
        protected CommandSpec spec = CommandSpec.create();

        /** The home directory. */
        protected Path root() {
            return home != null ? home : Settings.path("tillbridge.home", ".");
        }
    }

    /** {@code tillbridge mapping test}. */
    @Command(
            name = "test",
            description =
                    "Runs a mapping's samples and test files; prints a JSON diff per failing case, and the fields of"
                            + " the source that no row reads. Exit 1 when a case is red.",
            footer = {"", "Example:", "  tillbridge mapping test shopify.order"})
    static final class Test extends OnSubject {

        @Override
        public Integer call() {
            return LocalFiles.testMapping(
                    root(), subject, json, spec.commandLine().getOut());
        }
    }

    /** {@code tillbridge mapping release}. */
    @Command(
            name = "release",
            description =
                    "Adds a version's hash to mappings.lock, only with green tests. From then on the file must not"
                            + " change. Exit 4 when refused.",
            footer = {"", "Example:", "  tillbridge mapping release shopify.order 2"})
    static final class Release extends OnSubject {

        @Parameters(index = "1", paramLabel = "N", description = "The version, such as 2.")
        private int version;

        @Override
        public Integer call() {
            return LocalFiles.releaseMapping(
                    root(), subject, version, json, spec.commandLine().getOut());
        }
    }
}
