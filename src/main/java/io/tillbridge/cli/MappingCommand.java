package io.tillbridge.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ActivationWish;
import io.tillbridge.mapping.ExactJson;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tillbridge mapping}: what can be done with mappings. */
@Command(
        name = "mapping",
        description = "Tests, compares, reviews, releases, activates, withdraws and reposts mappings.",
        subcommands = {
            MappingCommand.Test.class,
            MappingTableCommand.class,
            MappingDiffCommand.class,
            MappingPreviewCommand.class,
            MappingWhyCommand.class,
            MappingShadowCommand.class,
            MappingReviewCommand.class,
            MappingCommand.Release.class,
            MappingCommand.Activate.class,
            MappingRollbackCommand.class,
            MappingRepostCommand.class,
            MappingDriftCommand.class
        },
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
                    "Runs a mapping's samples and test files; prints a JSON diff per failing case, the rows that no"
                            + " sample sets, and the fields of source and target that no row reads or sets. Exit 1 when a"
                            + " case is red.",
            footer = {
                "",
                "Examples:",
                "  tillbridge mapping test shopify.order",
                "  tillbridge mapping test acme.order --update"
            })
    static final class Test extends OnSubject {

        @Option(
                names = "--update",
                description =
                        "First write each sample's out.json as the newest version makes it, and print what changed.")
        private boolean update;

        @Option(
                names = "--min-coverage",
                paramLabel = "PERCENT",
                description = "Exit 1 when the samples set fewer of a hundred rows.")
        private @Nullable Integer least;

        @Override
        public Integer call() {
            if (update) {
                PrintWriter told = json
                        ? new PrintWriter(Writer.nullWriter())
                        : spec.commandLine().getOut();
                int failed = MappingFiles.update(root(), subject, told);
                if (failed > 0 && !json) {
                    told.println(failed + " sample(s) not written; correct the rows and run this again");
                }
            }
            return LocalFiles.testMapping(
                    root(), subject, least, json, spec.commandLine().getOut());
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

    /** {@code tillbridge mapping activate}. */
    @Command(
            name = "activate",
            description = "Says from when a released version counts: appends one row to the mapping's"
                    + " activations.yaml. The first version of a mapping counts for ever unless --from says otherwise."
                    + " With --url the hub is asked, all its nodes follow at once, and its row is written into the file."
                    + " Exit 4 when refused.",
            footer = {
                "",
                "Examples:",
                "  tillbridge mapping activate acme.order 1 --why \"first version\"",
                "  tillbridge mapping activate acme.order 2 --from 2027-01-01T00:00:00Z --connections acme-us --why tax"
            })
    static final class Activate extends OnSubject {

        @Parameters(index = "1", paramLabel = "N", description = "Version.")
        private int version;

        @Option(
                names = "--from",
                paramLabel = "T",
                description = "Time of the first event it counts for, such as 2027-01-01T00:00:00Z.")
        private @Nullable Instant from;

        @Option(names = "--backdate", description = "Have it count from a past time that another version counted for.")
        private boolean backdate;

        @Mixin
        private DecisionOptions decision = new DecisionOptions();

        @Override
        public Integer call() {
            if (decision.client().given()) {
                ObjectNode body = ExactJson.nodes()
                        .objectNode()
                        .put("version", version)
                        .put("from", from == null ? null : from.toString())
                        .put("why", decision.why())
                        .put("backdate", backdate);
                decision.connections().forEach(body.putArray("connections")::add);
                return HubActivation.ask(
                        new HubClient(decision.client()),
                        subject,
                        "activations",
                        body,
                        decision.by(),
                        root(),
                        json,
                        spec);
            }
            ActivationWish wish = new ActivationWish(
                    subject,
                    version,
                    from,
                    decision.at(),
                    decision.by(),
                    decision.why(),
                    decision.connections(),
                    backdate);
            return MappingFiles.activate(root(), wish, json, spec.commandLine().getOut());
        }
    }
}
