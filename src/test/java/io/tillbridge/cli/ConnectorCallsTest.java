package io.tillbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.FakeDestination.Behaviour;
import io.tillbridge.support.FakeDestination.Call;
import io.tillbridge.support.WrittenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that call a partner: what they print, what they write and how they end. */
class ConnectorCallsTest {

    private static final Path TOY = Path.of("src/test/resources/toy");
    private static final String FOLDER = "config/connectors/toy/cassettes/deliveries";
    private static final String BEAR =
            "[{\"id\": \"D-1\", \"shop\": \"ST1\", \"changed\": \"2026-06-15T07:00:00Z\", \"note\": \"for Erika\","
                    + " \"goods\": {\"code\": \"toy-bear\", \"pieces\": 5}}]";
    private static final String DUCK = "[{\"id\": \"D-2\", \"shop\": \"ST1\", \"changed\": \"2026-06-15T08:00:00Z\","
            + " \"goods\": [{\"code\": \"toy-duck\", \"pieces\": 1.0}]}]";

    @TempDir
    private Path home = Path.of("");

    private final FakeDestination partner = new FakeDestination();

    @BeforeEach
    void connect() throws IOException {
        try (Stream<Path> files = Files.walk(TOY)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(one -> !one.toString().contains("cassettes"))
                    .toList()) {
                write(TOY.relativize(file).toString(), Files.readString(file));
            }
        }
        write("config/connections/toy-main.connection.yaml", """
                apiVersion: tillbridge/v1
                kind: Connection
                id: toy-main
                connector: "toy"
                timezone: Europe/Berlin
                startAt: "2026-01-01T00:00:00Z"
                settings: {baseUrl: "%s"}
                secrets: {token: {kind: file, name: toy-token}, webhookSecrets: {kind: file, name: toy-secrets}}
                """.formatted(partner.url()));
        write("secrets/toy-token", "very-secret-token");
        write("secrets/toy-secrets", "very-secret-secret");
        partner.always(this::pages);
    }

    @AfterEach
    void stop() {
        partner.close();
    }

    private void write(String file, String text) {
        WrittenFile.write(home.resolve(file), text);
    }

    /** A recorded file of a home outside the current directory, as it can be opened from here. */
    private String cassette(String name) {
        return home.resolve(FOLDER).resolve(name).toAbsolutePath().toString();
    }

    private Behaviour pages(Call call) {
        return call.uri().contains("page=2")
                ? FakeDestination.answer(200, DUCK)
                : FakeDestination.answer(200, BEAR, "Link", "<" + partner.url() + "/deliveries?page=2>; rel=\"next\"");
    }

    private CommandRun run(String... arguments) {
        String[] all = Stream.concat(Stream.of(arguments), Stream.of("--home", home.toString()))
                .toArray(String[]::new);
        return CommandRun.of(all);
    }

    @Test
    void aConnectionThatWorksPassesItsCheck() {
        CommandRun checked = run("connector", "check", "toy-main");

        assertThat(checked.code()).as(checked.toString()).isZero();
        assertThat(checked.lines()).hasSize(3).allMatch(line -> line.startsWith("ok           api"));
        JsonNode json = run("connector", "check", "toy-main", "--json").json();
        assertThat(json)
                .hasSize(3)
                .allSatisfy(probe -> assertThat(probe.path("result").asText()).isEqualTo("OK"));
    }

    @Test
    void aRefusedTokenIsFound() {
        partner.always(call -> FakeDestination.answer(401, "{}"));

        CommandRun checked = run("connector", "check", "toy-main");

        assertThat(checked.code()).isEqualTo(ExitCode.FOUND);
        assertThat(checked.out()).contains("refused").contains("answered 401; check the secrets");
    }

    @Test
    void aSecretThatIsNotInPlaceIsFoundBeforeAnythingIsCalled() throws IOException {
        Files.delete(home.resolve("secrets/toy-token"));

        CommandRun checked = run("connector", "check", "toy-main");

        assertThat(checked.code()).as(checked.toString()).isEqualTo(ExitCode.FOUND);
        assertThat(checked.lines())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("refused")
                        .contains("secrets", "token: Secret file:toy-token was not found"));
        assertThat(partner.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"check toy-main", "try toy-main deliveries", "record toy-main deliveries"})
    void aPartnerThatIsAwayIsUnreachable(String command) {
        partner.close();

        CommandRun run = run(("connector " + command).split(" "));

        assertThat(run.code()).as(run.toString()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(home.resolve(FOLDER)).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check nobody",
                "try nobody deliveries",
                "try toy-main nothing",
                "record toy-main tickets",
                "try toy-main"
            })
    void whatDoesNotExistIsAWrongCall(String command) {
        CommandRun run = run(("connector " + command).split(" "));

        assertThat(run.code()).as(run.toString()).isEqualTo(ExitCode.WRONG_CALL);
        assertThat(run.err()).isNotBlank();
    }

    @Test
    void aFlowThatDoesNotPollIsAnsweredByThoseThatDo() {
        CommandRun tried = run("connector", "try", "toy-main", "tickets");

        assertThat(tried.err()).contains("has no flow 'tickets' that polls").endsWith("those that do: [deliveries]\n");
    }

    @Test
    void aMissingVariableOfTheEnvironmentIsToldWithoutAHub() throws IOException {
        Path file = home.resolve("config/connections/toy-main.connection.yaml");
        write(
                "config/connections/toy-main.connection.yaml",
                Files.readString(file).replace("{kind: file, name: toy-token}", "{kind: env, name: NO_SUCH_TOKEN}"));

        CommandRun checked = run("connector", "check", "toy-main");

        assertThat(checked.out())
                .contains("set the environment variable NO_SUCH_TOKEN")
                .doesNotContain("hub");
    }

    @Test
    void aTryShowsWhatTheFirstPagesWouldBecomeAndKeepsNothing() {
        CommandRun tried = run("connector", "try", "toy-main", "deliveries");

        assertThat(tried.code()).as(tried.toString()).isZero();
        JsonNode seen = tried.json();
        assertThat(seen.path("exchanges")).hasSize(2);
        assertThat(seen.at("/exchanges/1/request/uri").asText()).isEqualTo("/deliveries?page=2");
        assertThat(seen.path("outcomes")).extracting(JsonNode::asText).endsWith("the last page");
        assertThat(seen.path("results"))
                .extracting(result -> result.path("event").asText())
                .containsExactly("stock.received", "stock.received");
        assertThat(tried.out()).doesNotContain("very-secret", "Erika");
        assertThat(run("connector", "try", "toy-main", "deliveries", "--pages", "1", "--json")
                        .json()
                        .path("exchanges"))
                .hasSize(1);
        assertThat(home.resolve(FOLDER)).doesNotExist();
    }

    @Test
    void aRecordThatWouldBecomeADeadLetterIsFound() {
        partner.always(call -> FakeDestination.answer(200, BEAR.replace("\"pieces\": 5", "\"pieces\": \"many\"")));

        CommandRun tried = run("connector", "try", "toy-main", "deliveries");

        assertThat(tried.code()).isEqualTo(ExitCode.FOUND);
        assertThat(tried.json().at("/results/0/dead_letter").asText()).isEqualTo("not_a_number");
    }

    @Test
    void whatIsRecordedIsMaskedAndPlayedAgain() throws IOException {
        CommandRun recorded = run("connector", "record", "toy-main", "deliveries");

        assertThat(recorded.code()).as(recorded.toString()).isZero();
        assertThat(recorded.lines())
                .containsExactly("recorded: " + cassette("001.json"), "recorded: " + cassette("002.json"));
        String first = Files.readString(home.resolve(FOLDER + "/001.json"));
        assertThat(first).contains("toy-bear").doesNotContain("very-secret", "Erika", "127.0.0.1:0");
        CommandRun played = run("connector", "test", "toy");
        assertThat(played.code()).as(played.out()).isZero();
        assertThat(played.out())
                .containsPattern("passed +deliveries +cassettes +2 exchange\\(s\\), 2 record\\(s\\), 2 event\\(s\\)");
        assertThat(run("connector", "record", "toy-main", "deliveries", "--json")
                        .json()
                        .path("recorded"))
                .extracting(JsonNode::asText)
                .containsExactly(cassette("001.json"), cassette("002.json"));
    }

    @Test
    void aRecordingBelowTheCurrentDirectoryIsNamedFromThere() throws IOException {
        home = Path.of("target", "recorded");
        connect();

        CommandRun recorded = run("connector", "record", "toy-main", "deliveries", "--pages", "1");

        String file = "target/recorded/" + FOLDER + "/001.json";
        assertThat(recorded.lines()).as(recorded.toString()).containsExactly("recorded: " + file);
        assertThat(Path.of(file)).exists();
    }

    @Test
    void aShorterRecordingLeavesNothingOfALongerOneBehindIt() {
        run("connector", "record", "toy-main", "deliveries");

        run("connector", "record", "toy-main", "deliveries", "--pages", "1");

        assertThat(home.resolve(FOLDER + "/001.json")).exists();
        assertThat(home.resolve(FOLDER + "/002.json")).doesNotExist();
    }

    @Test
    void aRunThatFailedIsNotRecorded() {
        partner.always(call -> FakeDestination.answer(404, "{}"));

        CommandRun recorded = run("connector", "record", "toy-main", "deliveries");

        assertThat(recorded.code()).isEqualTo(ExitCode.FOUND);
        assertThat(recorded.out()).contains("not recorded: failed:");
        assertThat(home.resolve(FOLDER)).doesNotExist();
    }

    private void slowly() throws IOException {
        String file = "config/connectors/toy/toy.connector.yaml";
        write(
                file,
                Files.readString(home.resolve(file))
                        .replace("rate: 20/s}", "rate: 1/s}")
                        .replace("\ninbound:\n", """

                        check:
                          - {name: one, request: {get: /deliveries}, expect: {status: [200]}}
                          - {name: two, request: {get: /deliveries}, expect: {status: [200]}}
                        inbound:
                        """));
    }

    @Test
    void aCheckWaitsForTheBudget() throws IOException {
        slowly();

        CommandRun checked = run("connector", "check", "toy-main");

        assertThat(checked.code()).as(checked.toString()).isZero();
        assertThat(checked.lines()).hasSize(5).allMatch(line -> line.startsWith("ok           api"));
    }

    @Test
    void aCheckThatMayNotBeCalledForLongSaysWhy() throws IOException {
        slowly();
        partner.always(call -> FakeDestination.answer(429, "{}", "Retry-After", "600"));

        CommandRun checked = run("connector", "check", "toy-main");

        assertThat(checked.code()).as(checked.toString()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(checked.out())
                .containsPattern("unreachable +api +two +not called: rate_limited, for another PT(9|10)M");
    }

    @Test
    void aRecordingWaitsForTheBudgetBetweenItsPages() throws IOException {
        slowly();

        CommandRun recorded = run("connector", "record", "toy-main", "deliveries");

        assertThat(recorded.code()).as(recorded.toString()).isZero();
        assertThat(recorded.lines()).hasSize(2);
    }

    @Test
    void anAnswerThatAsksToWaitIsNotPartOfTheRecording() {
        AtomicBoolean asked = new AtomicBoolean();
        partner.always(call -> call.uri().contains("page=2") && !asked.getAndSet(true)
                ? FakeDestination.answer(429, "{}", "Retry-After", "1")
                : pages(call));

        CommandRun recorded = run("connector", "record", "toy-main", "deliveries");

        assertThat(recorded.code()).as(recorded.toString()).isZero();
        assertThat(recorded.lines())
                .containsExactly("recorded: " + cassette("001.json"), "recorded: " + cassette("002.json"));
        CommandRun played = run("connector", "test", "toy");
        assertThat(played.out()).containsPattern("passed +deliveries +cassettes +2 exchange\\(s\\), 2 record\\(s\\)");
    }

    @Test
    void whatIsNeitherAtItsEndNorAtItsPagesIsNotRecorded() {
        partner.always(call ->
                call.uri().contains("page=2") ? FakeDestination.answer(429, "{}", "Retry-After", "600") : pages(call));

        CommandRun recorded = run("connector", "record", "toy-main", "deliveries");

        assertThat(recorded.code()).as(recorded.toString()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(recorded.out()).contains("not recorded: ", "asked to wait PT10M");
        assertThat(home.resolve(FOLDER)).doesNotExist();
        assertThat(run("connector", "try", "toy-main", "deliveries").code()).isEqualTo(ExitCode.UNREACHABLE);
    }
}
