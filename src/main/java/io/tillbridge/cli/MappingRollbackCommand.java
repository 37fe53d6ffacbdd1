package io.tillbridge.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.RollbackWish;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tillbridge mapping rollback}. */
@Command(
        name = "rollback",
        description =
                "Withdraws a version for the time it counted for, late events included: appends a row to the"
                        + " mapping's activations.yaml for each row of the version that counts. Without --connections it is withdrawn for"
                        + " all; what is printed names them, and where the version counts still. With --url the hub is asked, all its"
                        + " nodes follow at once, and its rows are written into the file. What was posted stays. Exit 4 when refused.",
        footer = {
            "",
            "Examples:",
            "  tillbridge mapping rollback acme.order --of 3 --to 2 --why \"a code is missing\"",
            "  tillbridge mapping rollback acme.order --of 3 --to 2 --why wrong --url https://hub.example.com"
        })
final class MappingRollbackCommand extends MappingCommand.OnSubject {

    @Option(names = "--of", paramLabel = "N", required = true, description = "The version that is withdrawn.")
    private int of;

    @Option(names = "--to", paramLabel = "M", required = true, description = "The version that counts in its place.")
    private int to;

    @Mixin
    private DecisionOptions decision = new DecisionOptions();

    @Override
    public Integer call() {
        if (decision.client().given()) {
            ObjectNode body =
                    ExactJson.nodes().objectNode().put("of", of).put("to", to).put("why", decision.why());
            decision.connections().forEach(body.putArray("connections")::add);
            return HubActivation.ask(
                    new HubClient(decision.client()), subject, "rollbacks", body, decision.by(), root(), json, spec);
        }
        RollbackWish wish =
                new RollbackWish(subject, of, to, decision.at(), decision.by(), decision.why(), decision.connections());
        return MappingFiles.rollBack(root(), wish, json, spec.commandLine().getOut());
    }
}
