package io.tillbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.FakeDestination;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands print of a hub's answers. */
class HubAnswersTest {

    private static final String ID = "0198c7d2-6a10-7cc3-98c4-dc0c0c07398f";
    private static final String PROBLEM = "{\"type\":\"https://tillbridge.io/problems/message_unknown\",\"title\":"
            + "\"Not Found\",\"status\":%d,\"detail\":\"no message 7\",\"instance\":\"/api/x\",\"code\":\"message_unknown\"%s}";

    @TempDir
    private Path home = Path.of("");

    private final FakeDestination hub = new FakeDestination();

    @AfterEach
    void stop() {
        hub.close();
    }

    private CommandRun run(String... words) {
        return CommandRun.of(Stream.concat(Stream.of(words), Stream.of("--url", hub.url(), "--token", "t"))
                .toArray(String[]::new));
    }

    @Test
    void aDiffThatIsNextWaitsForNoOther() {
        hub.always(call -> FakeDestination.answer(
                200,
                call.uri().contains("/diffs/")
                        ? "{\"id\": \"d-1\", \"state\": \"failed\", \"failure\": \"broken\"}"
                        : "{\"begun\": true, \"recorded\": {\"id\": \"d-1\", \"state\": \"queued\", \"place\": 0}}"));

        CommandRun diff = run(
                "mapping", "diff", "a.b", "1", "2", "--against", "recorded", "--last", "7d", "--home", home.toString());

        assertThat(diff.err().lines().toList())
                .as(diff.toString())
                .isEqualTo(List.of("tillbridge: the diff is failed broken; ask again"));
    }

    private CommandRun answered(int status, String body, String... words) {
        hub.always(call -> FakeDestination.answer(status, body));
        return run(words);
    }

    @Test
    void aRefusalIsOneLineWithItsCode() {
        CommandRun why = answered(404, PROBLEM.formatted(404, ""), "mapping", "why", ID, "x");

        assertThat(why.err()).isEqualTo("refused: no message 7 [message_unknown]\n");
        assertThat(why.out()).isEmpty();
        assertThat(why.code()).isEqualTo(2);
        assertThat(answered(409, PROBLEM.formatted(409, ""), "api", "/api/x").code())
                .isEqualTo(4);
    }

    @Test
    void whatOnlyThisRefusalSaysStandsBehindIt() {
        assertThat(answered(409, PROBLEM.formatted(409, ",\"lines\":[{\"sku\":\"A\"}]"), "api", "/api/x")
                        .err())
                .isEqualTo("refused: no message 7 [message_unknown] {\"lines\":[{\"sku\":\"A\"}]}\n");
    }

    @Test
    void aHubThatFailsDoesNotRefuse() {
        CommandRun failed = answered(503, PROBLEM.formatted(503, ""), "mapping", "why", ID, "x");

        assertThat(failed.err()).isEqualTo("tillbridge: the hub answered 503: no message 7 [message_unknown]\n");
        assertThat(failed.code()).isEqualTo(3);
    }

    @Test
    void aRefusalComesAsItIsForJsonAndWhenItIsNoProblem() {
        String problem = PROBLEM.formatted(404, "");

        assertThat(answered(404, problem, "mapping", "why", ID, "x", "--json").err())
                .isEqualTo("tillbridge: the hub answered 404\n" + problem + "\n");
        assertThat(answered(404, "<html>no</html>", "mapping", "why", ID, "x").err())
                .isEqualTo("tillbridge: the hub answered 404\n<html>no</html>\n");
    }

    @Test
    void whatACommandMustKnowIsRefusedInTheSameWords() {
        CommandRun end = answered(
                404,
                PROBLEM.formatted(404, ""),
                "value-map",
                "end",
                "tax_codes",
                "A",
                "--why",
                "x",
                "--to",
                "2026-12-01",
                "--home",
                home.toString());

        assertThat(end.err()).isEqualTo("refused: no message 7 [message_unknown]\n");
        assertThat(end.code()).isEqualTo(2);
    }

    @Test
    void whatIsNoIdIsSaidInOneLineBeforeTheHubIsAsked() {
        String message = "tillbridge: '1001' is no message id; GET /api/messages?businessKey=KEY finds it\n";
        String repost = "tillbridge: '1001' is no repost id; tillbridge mapping repost list shows them\n";

        assertWrong(run("mapping", "why", "1001", "x"), message);
        assertWrong(run("mapping", "preview", "a.b", "2", "--message", "1001"), message);
        assertWrong(run("mapping", "repost", "a.b", "2", "--messages", ID + ",1001", "--why", "x"), message);
        assertWrong(run("mapping", "repost", "--confirm", "1001"), repost);
        assertWrong(run("mapping", "repost", "show", "1001"), repost);
        assertWrong(
                run("mapping", "shadow", "a.b", "--show", "1001"),
                "tillbridge: '1001' is no run id; tillbridge mapping shadow a.b shows them\n");
        assertThat(hub.calls()).isEmpty();
    }

    private static void assertWrong(CommandRun run, String line) {
        assertThat(run.err()).isEqualTo(line);
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void aShadowThatBeganSaysWhenItEndsAndHowToLookAgain() {
        String run = "{\"id\":\"" + ID + "\",\"subject\":\"a.b\",\"version\":2,\"state\":\"running\",\"by\":\"ana\","
                + "\"endsAt\":\"2026-12-01T10:00:00Z\"}";

        assertThat(answered(201, run, "mapping", "shadow", "a.b", "2", "--for", "2h", "--why", "x")
                        .lines())
                .containsExactly(
                        ID + " a.b V2 running, until 2026-12-01T10:00:00Z, by ana",
                        "ends by itself at 2026-12-01T10:00:00Z; look again: tillbridge mapping shadow a.b --show "
                                + ID);
        assertThat(answered(200, run, "mapping", "shadow", "a.b", "--show", ID).lines())
                .hasSize(1);
    }

    @Test
    void conflictsAreOneLineEachAndEndWithAReason() {
        String conflict = "{\"id\":\"17\",\"kind\":\"unequal_fact\",\"subject\":\"sale|shop|R1|1\",\"detail\":"
                + "{\"posted\":\"m\"},\"raisedAt\":\"2026-11-21T12:00:00Z\"%s}";
        assertThat(answered(
                                200,
                                "{\"items\":[" + conflict.formatted("") + "],\"next\":\"17\"}",
                                "conflicts",
                                "list",
                                "--kind",
                                "unequal_fact")
                        .out()
                        .lines())
                .containsExactly(
                        "17 unequal_fact sale|shop|R1|1: {\"posted\":\"m\"} raised 2026-11-21T12:00:00Z",
                        "more: --after 17");
        assertThat(hub.calls().get(0).uri()).isEqualTo("/api/conflicts?kind=unequal_fact");

        assertThat(answered(
                                200,
                                conflict.formatted(",\"resolvedAt\":\"2026-11-21T13:00:00Z\""),
                                "conflicts",
                                "resolve",
                                "17",
                                "--why",
                                "printed twice",
                                "--by",
                                "ana")
                        .out())
                .endsWith(" over 2026-11-21T13:00:00Z\n");
        assertThat(hub.calls().get(1).uri()).isEqualTo("/api/conflicts/17/resolve");
        assertWrong(
                run("conflicts", "resolve", "x", "--why", "y"),
                "tillbridge: 'x' is no conflict id; tillbridge conflicts list shows them\n");
    }

    @Test
    void tasksAreOneLineEachAndSayWhenThereAreMore() {
        String page = "{\"items\":[{\"id\":\"17\",\"kind\":\"promise_at_risk\",\"subject\":\"order|shop|1|L1\","
                + "\"owner\":\"S1\",\"dueAt\":\"2026-12-01T10:00:00Z\",\"state\":\"open\"}]%s}";

        assertThat(answered(200, page.formatted(",\"next\":\"17\""), "tasks", "list", "--owner", "S 1")
                        .lines())
                .containsExactly(
                        "17 promise_at_risk order|shop|1|L1: S1, due 2026-12-01T10:00:00Z", "more: --after 17");
        assertThat(hub.calls().get(0).uri()).isEqualTo("/api/tasks?state=open&owner=S+1");
        assertThat(answered(200, "{\"items\":[]}", "tasks", "list", "--state", "done")
                        .lines())
                .containsExactly("nothing is done");
    }

    @Test
    void aTaskThatIsDoneIsSaidInOneLine() {
        String task = "{\"id\":\"17\",\"kind\":\"promise_at_risk\",\"subject\":\"x\",\"owner\":\"S1\","
                + "\"state\":\"done\",\"doneAt\":\"2026-12-01T10:00:00Z\"}";

        assertThat(answered(200, task, "tasks", "done", "17", "--note", "called", "--by", "ana")
                        .lines())
                .containsExactly("17 promise_at_risk x: S1, done 2026-12-01T10:00:00Z");
        assertWrong(run("tasks", "done", "x"), "tillbridge: 'x' is no task id; tillbridge tasks list shows them\n");
    }

    @Test
    void ordersGoElsewhereAndGetOtherItems() {
        String order =
                "{\"lines\":[{\"id\":\"L1\",\"claims\":[{\"sku\":\"MUG\",\"location\":\"S2\",\"state\":\"allocated\","
                        + "\"quantity\":\"1\"}]}]}";
        String offer = "{\"id\":\"17\",\"line\":\"L1\",\"sku\":\"BLUE\",\"quantity\":\"1\",\"state\":\"%s\","
                + "\"until\":\"2026-12-01T10:00:00Z\"}";

        assertThat(answered(200, order, "orders", "move", "shop", "4 1", "--to", "S2", "--line", "L1", "--by", "ana")
                        .lines())
                .containsExactly("L1: 1 of MUG at S2, allocated");
        assertThat(answered(
                                201,
                                offer.formatted("proposed"),
                                "orders",
                                "offer",
                                "shop",
                                "41",
                                "--line",
                                "L1",
                                "--sku",
                                "BLUE")
                        .lines())
                .containsExactly("17 proposed: 1 of BLUE instead of line L1, until 2026-12-01T10:00:00Z");
        answered(200, offer.formatted("accepted"), "orders", "decide", "17", "accept");

        assertThat(hub.calls().stream().map(call -> call.uri() + " " + call.body()))
                .containsExactly(
                        "/api/orders/shop/4%201/move {\"location\":\"S2\",\"lines\":[{\"line\":\"L1\"}]}",
                        "/api/orders/shop/41/substitutions {\"line\":\"L1\",\"sku\":\"BLUE\"}",
                        "/api/substitutions/17/accept {}");
        assertWrong(run("orders", "decide", "17", "maybe"), "tillbridge: 'maybe' is no answer; say accept or refuse\n");
        assertWrong(
                run("orders", "move", "shop", "41", "--to", "S2", "--quantity", "1"),
                "tillbridge: --quantity is of a line; name it with --line\n");
    }

    @Test
    void aStoreSaysWhatItDidWithAnOrder() {
        String order = "{\"lines\":[{\"id\":\"L1\",\"sku\":\"MUG\",\"allocated\":\"3\",\"picked\":\"2\","
                + "\"ready\":\"1\",\"shipped\":\"0\"}]}";

        assertThat(answered(200, order, "orders", "pick", "shop", "41", "--at", "S1", "--by", "ana")
                        .lines())
                .containsExactly("L1: 3 of MUG open, 2 picked, 1 ready, 0 shipped");
        answered(200, order, "orders", "pick", "shop", "41", "--line", "L1", "--quantity", "2", "--missing");
        answered(200, order, "orders", "pick", "shop", "41", "--missing");
        answered(200, order, "orders", "ready", "shop", "41");
        answered(200, order, "orders", "hand-over", "shop", "41", "--line", "L1");

        assertThat(hub.calls().stream().map(call -> call.uri() + " " + call.body()))
                .containsExactly(
                        "/api/orders/shop/41/pick {\"location\":\"S1\"}",
                        "/api/orders/shop/41/pick {\"missing\":[{\"line\":\"L1\",\"quantity\":\"2\"}]}",
                        "/api/orders/shop/41/pick {\"missing\":[]}",
                        "/api/orders/shop/41/ready {}",
                        "/api/orders/shop/41/hand-over {\"lines\":[{\"line\":\"L1\"}]}");
        assertWrong(
                run("orders", "ready", "shop", "41", "--quantity", "1"),
                "tillbridge: --quantity is of a line; name it with --line\n");
    }

    @Test
    void everyListSaysHowItsNextPageIsAskedFor() {
        String page = "{\"items\":[{\"id\":\"12\",\"subject\":\"a.b\"}],\"next\":\"12\"}";

        CommandRun drift = answered(200, page, "mapping", "drift", "--limit", "1");
        assertThat(drift.lines()).endsWith("1 change(s), newest first", "more: --after 12");
        assertThat(drift.code()).isEqualTo(1);
        assertThat(answered(200, page, "mapping", "repost", "list", "--after", "13")
                        .lines())
                .endsWith("more: --after 12");
        assertThat(hub.calls().stream().map(FakeDestination.Call::uri))
                .containsExactly("/api/drift?seen=false&limit=1", "/api/reposts?after=13");
    }

    @Test
    void anAnswerComesAsItIsForJsonWithTheExitCodeThatItMeans() {
        String broken = "{\"sound\":false,\"checks\":[]}";

        CommandRun verified = answered(200, broken, "books", "verify", "--json");
        assertThat(verified.out()).isEqualTo(broken + "\n");
        assertThat(verified.code()).isEqualTo(1);
        assertThat(answered(200, broken, "books", "verify").lines()).containsExactly("THE BOOKS ARE BROKEN");
    }

    @Test
    void whatIsInAPathOrAQueryIsEscaped() {
        answered(200, "{\"items\":[]}", "mapping", "shadow", "a b/c");
        answered(200, "{\"items\":[]}", "mapping", "drift", "--connection", "a&b");

        assertThat(hub.calls().stream().map(FakeDestination.Call::uri))
                .containsExactly("/api/mappings/a%20b%2Fc/shadows", "/api/drift?seen=false&connection=a%26b");
    }
}
