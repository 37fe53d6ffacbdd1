package io.tillbridge.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.RollbackWish;
import io.tillbridge.platform.SystemClock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tillbridge mapping rollback}. */
@Command(
        name = "rollback",
        description = "Withdraws a version for the time it counted for, late events included: appends a row to the"
                + " mapping's activations.yaml. With --url the hub is asked, all its nodes follow at once, and its row is"
                + " written into the file. What was posted stays. Exit 4 when refused.",
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

    @Option(
            names = "--why",
            paramLabel = "TEXT",
            required = true,
            description = "Why, for those who read the row later.")
    private String why = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who decided it. Default: the user's name.")
    private @Nullable String by;

    @Option(
            names = "--connections",
            paramLabel = "ID",
            split = ",",
            description = "Only for these connections. Default: those of the row that is withdrawn.")
    private List<String> connections = new ArrayList<>();

    @Mixin
    private ClientOptions client = new ClientOptions();

    @Override
    public Integer call() {
        String who = by != null ? by : System.getProperty("user.name", "unknown");
        if (client.given()) {
            ObjectNode body =
                    ExactJson.nodes().objectNode().put("of", of).put("to", to).put("why", why);
            connections.forEach(body.putArray("connections")::add);
            return HubActivation.ask(new HubClient(client), subject, "rollbacks", body, who, root(), json, spec);
        }
        RollbackWish wish = new RollbackWish(
                subject, of, to, SystemClock.utc().instant().truncatedTo(ChronoUnit.SECONDS), who, why, connections);
        return MappingFiles.rollBack(root(), wish, json, spec.commandLine().getOut());
    }
}
