package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tillbridge mapping repost show | list | cancel}: reposts that were asked for. */
final class RepostRunCommands {

    private RepostRunCommands() {}

    /** What they share. */
    abstract static class OnRuns implements Callable<Integer> {

        @Mixin
        private AskedHub hub = new AskedHub();

        abstract HubClient.Answer ask(HubClient hub);

        abstract void print(JsonNode answer, PrintWriter out);

        @Override
        public Integer call() {
            return hub.print(ask(hub.client()), this::print);
        }
    }

    /** {@code tillbridge mapping repost show}. */
    @Command(
            name = "show",
            description = "Shows how far a repost is, what it changes, and what it refused.",
            footer = {"", "Example:", "  tillbridge mapping repost show 0198c7d2-6a10-7cc3-98c4-dc0c0c07398f"})
    static final class Show extends OnRuns {

        @Parameters(index = "0", paramLabel = "ID", description = "The repost, or its preview.")
        private String id = "";

        @Override
        HubClient.Answer ask(HubClient hub) {
            return hub.get("/api/reposts/" + GivenId.repost(id));
        }

        @Override
        void print(JsonNode answer, PrintWriter out) {
            RepostText.line(answer, out);
            if (answer.hasNonNull("change")) {
                RepostText.change(answer, out);
            }
            RepostText.end(answer, out);
        }
    }

    /** {@code tillbridge mapping repost list}. */
    @Command(
            name = "list",
            description = "Lists the newest reposts and previews.",
            footer = {"", "Example:", "  tillbridge mapping repost list"})
    static final class ListAll extends OnRuns {

        @Mixin
        private PageOptions page = new PageOptions();

        @Override
        HubClient.Answer ask(HubClient hub) {
            return hub.get(page.of(ApiPath.of("/api/reposts")));
        }

        @Override
        void print(JsonNode answer, PrintWriter out) {
            answer.path("items").forEach(run -> RepostText.line(run, out));
            out.println(PageOptions.end(answer, answer.path("items").size() + " repost(s)"));
        }
    }

    /** {@code tillbridge mapping repost cancel}. */
    @Command(
            name = "cancel",
            description = "Ends a preview, or what was previewed and not confirmed. Exit 4 when it runs or ended.",
            footer = {"", "Example:", "  tillbridge mapping repost cancel 0198c7d2-6a10-7cc3-98c4-dc0c0c07398f"})
    static final class Cancel extends OnRuns {

        @Parameters(index = "0", paramLabel = "ID", description = "The preview.")
        private String id = "";

        @Override
        HubClient.Answer ask(HubClient hub) {
            return hub.delete("/api/reposts/" + GivenId.repost(id));
        }

        @Override
        void print(JsonNode answer, PrintWriter out) {
            RepostText.end(answer, out);
        }
    }
}
