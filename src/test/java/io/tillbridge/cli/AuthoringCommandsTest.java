package io.tillbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.WrittenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that write and check files: what they print, what they write and how they end. */
class AuthoringCommandsTest {

    private static final String ORDER =
            "{\"data\": [{\"id\": 7, \"updated_at\": \"2026-05-01T10:00:00Z\", \"lines\": [{\"sku\": \"MUG\"}]}], \"next\": \"t\"}";
    private static final String OPENAPI = """
            openapi: 3.0.0
            servers: [{url: "https://api.acme.example/v3"}]
            components: {securitySchemes: {login: {type: http, scheme: basic}}}
            """;

    @TempDir
    private Path home = Path.of("");

    private CommandRun run(String... arguments) {
        String[] all = Stream.concat(Stream.of(arguments), Stream.of("--home", home.toString()))
                .toArray(String[]::new);
        return CommandRun.of(all);
    }

    private Path file(String name, String text) {
        WrittenFile.write(home.resolve(name), text);
        return home.resolve(name);
    }

    @Test
    void aNewConnectorIsGuessedFromAnAddressAndLacksOnlyItsActivation() {
        try (FakeDestination partner = new FakeDestination()) {
            partner.always(call -> FakeDestination.answer(200, ORDER));

            CommandRun begun = run("connector", "new", "acme", "--guess", partner.url() + "/orders");

            assertThat(begun.code()).as(begun.toString()).isZero();
            assertThat(begun.out())
                    .contains(
                            "wrote: config/connectors/acme/acme.connector.yaml", "guessed: ", "Next: tillbridge lint");
        }
        CommandRun linted = run("lint", "config/connectors/acme");
        assertThat(linted.lines()).hasSize(2).first().asString().contains(" not_activated ");
        assertThat(run("connector", "new", "acme").code()).isEqualTo(ExitCode.WRONG_CALL);
        assertThat(run("connector", "new", "acme").err()).contains("is there already");
    }

    @Test
    void aNewConnectorIsBegunFromAnOpenApiDocument() throws IOException {
        CommandRun begun = run(
                "connector",
                "new",
                "acme",
                "--from-openapi",
                file("api.yaml", OPENAPI).toString(),
                "--json");

        assertThat(begun.code()).as(begun.toString()).isZero();
        assertThat(begun.json().path("files"))
                .extracting(JsonNode::asText)
                .contains("config/connectors/acme/acme.connector.yaml");
        assertThat(Files.readString(home.resolve("config/connectors/acme/acme.connector.yaml")))
                .contains("https://api.acme.example/v3")
                .contains("basic");
    }

    @Test
    void whatCannotBeGuessedFromIsToldByTheExitCode() {
        assertThat(run("connector", "new", "acme", "--guess", "http://localhost:1/orders")
                        .code())
                .isEqualTo(ExitCode.UNREACHABLE);
        assertThat(run("connector", "new", "acme", "--guess", "no url").code()).isEqualTo(ExitCode.WRONG_CALL);
        assertThat(run("connector", "new", "Acme Shop").code()).isEqualTo(ExitCode.WRONG_CALL);
        CommandRun broken = run(
                "connector",
                "new",
                "acme",
                "--from-openapi",
                file("api.yaml", "{a: [").toString());
        assertThat(broken.code()).isEqualTo(ExitCode.WRONG_CALL);
        assertThat(broken.err().strip().lines()).as(broken.err()).hasSize(1);
        assertThat(run(
                                "connector",
                                "new",
                                "acme",
                                "--from-openapi",
                                home.resolve("absent").toString())
                        .code())
                .isEqualTo(ExitCode.WRONG_CALL);
        assertThat(home.resolve("config")).doesNotExist();
    }

    @Test
    void filesThatAreNotInTheirFormAreFoundThenFormatted() {
        assertThat(run("fmt", "--check").code()).as("no file").isEqualTo(ExitCode.WRONG_CALL);
        assertThat(run("connector", "new", "acme").code()).isZero();
        String name = "config/connectors/acme/acme.connector.yaml";
        assertThat(run("fmt", "--check").code()).isZero();
        file(name, "name: acme\nkind: Connector\n");

        CommandRun found = run("fmt", "--check");
        assertThat(found.code()).isEqualTo(ExitCode.FOUND);
        assertThat(found.lines()).startsWith("would change: " + name);
        assertThat(run("fmt", "--check", "--json").json().path("changed"))
                .extracting(JsonNode::asText)
                .containsExactly(name);
        assertThat(run("fmt").lines()).contains("formatted: " + name);
        assertThat(run("fmt", "--check").code()).isZero();
        file(name, "kind: [\n");
        assertThat(run("fmt", "--check").out()).contains(name + ": no YAML map");
    }

    @Test
    void pagesArePrintedWrittenAndRefusedForWhatIsUnknown() throws IOException {
        CommandRun printed = run("docs", "square");
        assertThat(printed.code()).isZero();
        assertThat(printed.out()).contains("square");
        assertThat(run("docs", "square", "--json").json().path("square").asText())
                .isNotEmpty();
        CommandRun written =
                run("docs", "square", "--write", home.resolve("pages").toString());
        assertThat(written.lines()).containsExactly("wrote: " + home.resolve("pages/square.md"));
        assertThat(Files.readString(home.resolve("pages/square.md"))).isNotBlank();
        CommandRun unknown = run("docs", "nonesuch");
        assertThat(unknown.code()).isEqualTo(ExitCode.WRONG_CALL);
        assertThat(unknown.err()).contains("nonesuch");
    }

    @Test
    void theHomeItselfCanBeNamedAsThePath() {
        assertThat(CommandRun.of("lint", ".").code()).isZero();
        file("config/connections/till.connection.yaml", "apiVersion: tillbridge/v1\nkind: Nonsense\n");

        CommandRun linted = run("lint", home.toString());

        assertThat(linted.code()).isEqualTo(ExitCode.FOUND);
        assertThat(linted.out()).contains("config/connections/till.connection.yaml:2:");
        JsonNode json = run("lint", home.toString(), "--json").json();
        assertThat(json.path("files").asInt()).isPositive();
        assertThat(json.path("problems")).isNotEmpty();
        assertThat(run("lint", "config/connectors/absent").code()).isEqualTo(ExitCode.WRONG_CALL);
    }
}
