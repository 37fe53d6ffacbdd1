package io.tillbridge.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tillbridge connector}: what can be done with connectors without a hub. */
@Command(
        name = "connector",
        description = "Begins, tests and tries connectors. None of it needs a hub, and none writes its state.",
        subcommands = {
            ConnectorCommand.New.class,
            ConnectorCommand.Test.class,
            ConnectorCommand.Check.class,
            ConnectorCommand.Try.class,
            ConnectorCommand.RecordCassette.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "From nothing to a connector:",
            "  tillbridge connector new acme --sample order.json",
            "  tillbridge connector test acme",
            "  tillbridge connector check acme-us",
            "  tillbridge connector try acme-us orders",
            "  tillbridge connector record acme-us orders"
        })
final class ConnectorCommand {

    private ConnectorCommand() {}

    /** What all connector commands share. */
    abstract static class OnHome implements Callable<Integer> {

        @Option(
                names = "--home",
                paramLabel = "DIR",
                description = "Directory with config/ and mappings/. Default: the current one. Also TILLBRIDGE_HOME.")
        private @Nullable Path home;

        @Option(names = "--json", description = "Print JSON.")
        protected boolean json;

        @Spec
        protected CommandSpec spec = CommandSpec.create();

        /** The home directory. */
        protected Path root() {
            return home != null ? home : Settings.path("tillbridge.home", ".");
        }

        /** For what is said beside the result. */
        protected PrintWriter err() {
            return spec.commandLine().getErr();
        }
    }

    /** {@code tillbridge connector new}. */
    @Command(
            name = "new",
            description =
                    "Writes the files of a new connector: connector, connection, mappings with a sample each,"
                            + " activations and a page of what is left to do. Says what was guessed and from what, what a person"
                            + " must decide, and what of a description was not taken over. Existing files are never overwritten.",
            footer = {
                "",
                "Examples:",
                "  tillbridge connector new acme --from-openapi openapi.yaml",
                "  tillbridge connector new acme --sample order.json",
                "  tillbridge connector new acme --from-openapi openapi.yaml --sample orders.json"
            })
    static final class New extends OnHome {

        @Parameters(index = "0", paramLabel = "NAME", description = "Lower-case letters, digits, - and _.")
        private String name = "";

        @Option(names = "--sample", paramLabel = "FILE", description = "A JSON answer or webhook body to guess from.")
        private @Nullable Path sample;

        @Option(names = "--guess", paramLabel = "URL", description = "Ask this address once and guess from its answer.")
        private @Nullable String url;

        @Option(
                names = "--from-openapi",
                paramLabel = "FILE",
                description = "Read an OpenAPI document, 3.0 or 3.1, JSON or YAML.")
        private @Nullable Path openApi;

        @Override
        public Integer call() {
            return ConnectorFiles.begin(
                    root(), name, sample, url, openApi, json, spec.commandLine().getOut());
        }
    }

    /** {@code tillbridge connector test}. */
    @Command(
            name = "test",
            description = "Plays everything that partners have been seen to do wrong to every flow of a connector, by a"
                    + " local fake on a clock of its own. Says per check: passed, failed, waived, not run or not"
                    + " applicable, and why. Exit 1 when one failed.",
            footer = {"", "Example:", "  tillbridge connector test shopify"})
    static final class Test extends OnHome {

        @Parameters(index = "0", paramLabel = "NAME", description = "The connector, such as shopify.")
        private String name = "";

        @Override
        public Integer call() {
            return ConnectorTrials.suite(root(), name, json, spec.commandLine().getOut());
        }
    }

    /** {@code tillbridge connector check}. */
    @Command(
            name = "check",
            description = "Calls the partner once per client and check of a connection: can it be reached, are the"
                    + " credentials accepted, do the clocks agree, does the connector's own check hold. Secrets come from"
                    + " the environment and from DIR/secrets, or the folder that TILLBRIDGE_SECRETS_DIRECTORY names. Exit 1"
                    + " when a probe is refused, 3 when the partner cannot be reached. What a budget or the partner asks for"
                    + " before the next call is waited for, two minutes in all.",
            footer = {"", "Example:", "  tillbridge connector check acme-us"})
    static final class Check extends OnHome {

        @Parameters(index = "0", paramLabel = "CONN", description = "The connection.")
        private String connection = "";

        @Override
        public Integer call() {
            return ConnectorTrials.check(
                    root(), connection, json, spec.commandLine().getOut(), err());
        }
    }

    /** What polls a real partner without keeping anything. */
    abstract static class Polling extends OnHome {

        @Parameters(index = "0", paramLabel = "CONN", description = "The connection.")
        protected String connection = "";

        @Parameters(index = "1", paramLabel = "FLOW", description = "A flow that polls.")
        protected String flow = "";

        @Option(names = "--pages", paramLabel = "N", description = "Pages at most. Default: ${DEFAULT-VALUE}.")
        protected int pages = 2;
    }

    /** {@code tillbridge connector try}. */
    @Command(
            name = "try",
            description =
                    "Polls a flow's first pages and prints requests, answers, the cursor and what each record would"
                            + " become. Nothing is stored; credentials and personal data are masked. Exit 1 when the run fails or a"
                            + " record would become a dead letter, 3 when the partner cannot be reached or asks to wait for longer"
                            + " than two minutes.",
            footer = {"", "Example:", "  tillbridge connector try acme-us orders_reconcile --pages 1"})
    static final class Try extends Polling {

        @Override
        public Integer call() {
            return ConnectorTrials.poll(
                    root(), connection, flow, pages, json, spec.commandLine().getOut(), err());
        }
    }

    /** {@code tillbridge connector record}. */
    @Command(
            name = "record",
            description =
                    "Polls a flow's first pages and writes each request and answer, masked, to"
                            + " config/connectors/<name>/cassettes/<flow>/NNN.json, which connector test plays again. A run that"
                            + " failed is not recorded: exit 1; nor is one that would have to wait for longer than two minutes: exit 3.",
            footer = {"", "Example:", "  tillbridge connector record acme-us orders_reconcile --pages 3"})
    static final class RecordCassette extends Polling {

        @Override
        public Integer call() {
            return ConnectorTrials.record(
                    root(), connection, flow, pages, json, spec.commandLine().getOut(), err());
        }
    }
}
