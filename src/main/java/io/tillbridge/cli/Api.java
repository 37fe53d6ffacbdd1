package io.tillbridge.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tillbridge api}. */
@Command(
        name = "api",
        description = {"Calls the API of a running hub with its token: GET, or POST when --body is given."},
        footer = {
            "",
            "Examples:",
            "  tillbridge api /api/dead-letters/groups",
            "  tillbridge api '/api/messages?limit=20' --json",
            "  tillbridge api /api/connections/square-main/pause --body '{}'",
        })
final class Api implements Callable<Integer> {

    @Parameters(paramLabel = "PATH", description = "Path with its query, beginning with /.")
    private String path = "/";

    @Option(names = "--body", paramLabel = "JSON", description = "What to post.")
    private @Nullable String body;

    @Mixin
    private AskedHub hub = new AskedHub();

    @Override
    public Integer call() {
        HubClient client = hub.client();
        return hub.print(body == null ? client.get(path) : client.post(path, body));
    }
}
