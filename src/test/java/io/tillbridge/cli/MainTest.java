package io.tillbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {

    @TempDir
    private Path temporary = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve",
                "demo",
                "lint",
                "mapping",
                "mapping test",
                "mapping release",
                "replay",
                "api",
                "token",
                "version"
            })
    void everyCommandExplainsItself(String command) {
        assertThat(run((command + " --help").split(" "))).isZero();
        assertThat(out.toString()).contains("Usage: tillbridge " + command);
    }

    @Test
    void theHelpOfReplayTeachesTheWayFromAGroupToAReplay() {
        assertThat(run("replay", "--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "tillbridge api /api/dead-letters/groups",
                        "tillbridge api '/api/dead-letters?group=65888e225c957ce6'",
                        "opens again");
    }

    @Test
    void everyOptionHasADescription() {
        everyOptionHasADescription(Main.commandLine());
    }

    private static void everyOptionHasADescription(CommandLine command) {
        assertThat(command.getCommandSpec().options())
                .allSatisfy(option -> assertThat(option.description())
                        .as("%s %s", command.getCommandName(), option.longestName())
                        .isNotEmpty());
        command.getSubcommands().values().forEach(MainTest::everyOptionHasADescription);
    }

    @Test
    void anUnknownCommandIsAWrongCall() {
        assertThat(run("frobnicate")).isEqualTo(ExitCode.WRONG_CALL);
        assertThat(err.toString()).contains("frobnicate");
    }

    @Test
    void anUnknownArgumentOfServeIsAWrongCall() {
        assertThat(run("serve", "--prot", "80")).isEqualTo(ExitCode.WRONG_CALL);
    }

    @Test
    void theTokenOfTheDataDirectoryIsPrinted() throws IOException {
        Files.createDirectories(temporary.resolve("secrets"));
        Files.writeString(temporary.resolve("secrets/api-token"), "abc123\n");
        assertThat(run("token", "--data", temporary.toString())).isZero();
        assertThat(out.toString().strip()).isEqualTo("abc123");
    }

    @Test
    void withoutATokenACommandSaysWhereOneWouldBe() {
        assertThat(run("replay", "some-id", "--data", temporary.toString())).isEqualTo(ExitCode.WRONG_CALL);
        assertThat(err.toString()).contains("api-token").contains("--token");
    }

    @Test
    void aHubThatIsNotThereIsToldInOneLine() {
        assertThat(run("api", "/api/messages", "--url", "http://localhost:1", "--token", "t"))
                .isEqualTo(ExitCode.UNREACHABLE);
        assertThat(err.toString().strip().lines()).hasSize(1);
        assertThat(err.toString()).contains("tillbridge serve");
    }

    @Test
    void aReplayOfNothingIsAWrongCall() {
        assertThat(run("replay", "--token", "t")).isEqualTo(ExitCode.WRONG_CALL);
    }

    @Test
    void lintFindsWhatIsWrongWithAConnection() throws IOException {
        Path connections = Files.createDirectories(temporary.resolve("config/connections"));
        Files.writeString(connections.resolve("till.connection.yaml"), "apiVersion: tillbridge/v1\nkind: Nonsense\n");
        assertThat(run("lint", "--home", temporary.toString())).isEqualTo(ExitCode.FOUND);
        assertThat(out.toString()).contains("config/connections/till.connection.yaml:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lint", "mapping test shopify.order", "mapping release shopify.order 1"})
    void aHomeThatDoesNotExistIsAWrongCall(String command) {
        String absent = temporary.resolve("absent").toString();
        assertThat(run((command + " --home " + absent).split(" "))).isEqualTo(ExitCode.WRONG_CALL);
        assertThat(err.toString().strip()).contains(absent).endsWith("[home_missing]");
        assertThat(err.toString().strip().lines()).hasSize(1);
        assertThat(temporary.resolve("absent")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999", "65536", "-1"})
    void aPortThatDoesNotExistIsAWrongCall(String port) {
        assertThat(run("serve", "--port", port, "--data", temporary.toString())).isEqualTo(ExitCode.WRONG_CALL);
        assertThat(err.toString()).contains("from 0 to 65535");
    }

    @Test
    void aMisspeltSettingIsAWrongCallThatNamesTheRightOne() {
        assertThat(run("serve", "--tillbridge.posting.bach=3", "--data", temporary.toString()))
                .isEqualTo(ExitCode.WRONG_CALL);
        assertThat(err.toString()).contains("did you mean tillbridge.posting.batch?", "[setting_unknown]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-V", "--version", "version"})
    void theVersionIsPrinted(String asked) {
        assertThat(run(asked)).isZero();
        assertThat(out.toString()).startsWith("tillbridge ").contains("(Java ");
    }

    @Test
    void theHelpOfTokenShowsWhatItReadsAndAnExampleToCopy() {
        assertThat(run("token", "--help")).isZero();
        assertThat(out.toString())
                .contains("--data", "curl -H \"Authorization: Bearer $TOKEN\" localhost:8080/api/messages")
                .doesNotContain("--url", "--token");
    }
}
