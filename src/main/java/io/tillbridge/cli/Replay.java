package io.tillbridge.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tillbridge replay}. */
@Command(
        name = "replay",
        description = {
            "Sends dead letters to the stage that failed, once more.",
            "",
            "Exactly those named are replayed, or those of the group at this moment; what has gone on meanwhile is refused"
                    + " with the reason. A dead letter that fails again opens again, with its history."
        },
        footer = {
            "",
            "Find, look, replay, look again:",
            "  tillbridge api /api/dead-letters/groups",
            "  tillbridge api '/api/dead-letters?group=65888e225c957ce6'",
            "  tillbridge api /api/dead-letters/0198c7d2-6a10-7cc3-98c4-dc0c0c07398f",
            "  tillbridge replay 0198c7d2-6a10-7cc3-98c4-dc0c0c07398f --why \"SKU added\"",
            "  tillbridge replay --group 65888e225c957ce6 --why \"row added\"",
        })
final class Replay implements Callable<Integer> {

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Dead letters to replay.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--group", paramLabel = "GROUP", description = "Replay a group of dead letters with one cause.")
    private @Nullable String group;

    @Option(names = "--why", paramLabel = "TEXT", description = "The reason, for the audit log.")
    private @Nullable String why;

    @Mixin
    private AskedHub hub = new AskedHub();

    @Override
    public Integer call() {
        if (ids.isEmpty() == (group == null)) {
            throw new WrongCallException("Name what to replay: either IDs, or --group GROUP.");
        }
        Map<String, Object> request = new LinkedHashMap<>();
        if (group == null) {
            request.put("ids", ids);
        } else {
            request.put("group", group);
        }
        if (why != null) {
            request.put("why", why);
        }
        return hub.print(hub.client().post("/api/replays", JsonOutput.write(request)));
    }
}
