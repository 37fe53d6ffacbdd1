package io.tillbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.WrittenFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code mapping test} and {@code mapping release} say when something is not as it should be. */
class MappingCommandTest {

    private static final String FOLDER = "mappings/tiny/receipt/";
    private static final String MAPPING = """
            kind: Mapping
            subject: tiny.receipt
            version: 1
            from: a
            to: tiny/x
            rows: [{to: x, type: int, from: a}]
            """;

    private static final String BATCH = """
            kind: Mapping
            subject: tiny.receipt
            version: 1
            from: a
            to: tiny/x
            batch: true
            rows: [{to: "all[]", each: $batch, key: [a], rows: [{to: x, type: int, from: a}]}]
            """;

    @TempDir
    private Path home = Path.of("");

    private final StringWriter out = new StringWriter();

    private int run(String... arguments) {
        return Main.commandLine().setOut(new PrintWriter(out, true)).execute(arguments);
    }

    private void write(String file, String text) {
        WrittenFile.write(home.resolve(file), text);
    }

    private void sample(String in, String result) {
        write(FOLDER + "V001__x.mapping.yaml", MAPPING);
        write(FOLDER + "samples/one/in.json", in);
        write(FOLDER + "samples/one/out.json", result);
    }

    @Test
    void aRefusedReleaseSaysPerCaseWhatDiffers() {
        sample("{\"a\": \"many\"}", "{\"x\": 1}");
        write(FOLDER + "more.test.yaml", """
                kind: MappingTest
                subject: tiny.receipt
                cases:
                  - {name: two, sample: one, patch: [{op: replace, path: /a, value: '7'}], expect: {dead_letter: {code: not_an_integer, at: x}}}
                """);

        assertThat(run("mapping", "release", "tiny.receipt", "1", "--home", home.toString()))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(out.toString().lines())
                .containsExactly(
                        "refused: tiny.receipt V1 one: expected a result, found dead letter not_a_number at x:"
                                + " /a: found \"many\", expected a number, or a text of digits with at most one dot;"
                                + " trim or split it first",
                        "refused: tiny.receipt V1 two: expected dead letter not_an_integer at x, found a result");
    }

    @Test
    void anActivationBeforeTheReleaseIsToldBesideTheGreenCases() {
        sample("{\"a\": 1}", "{\"x\": 1}");
        write(FOLDER + "activations.yaml", """
                kind: Activations
                subject: tiny.receipt
                basis: event_time
                rows:
                  - {version: 1, from: "2026-05-01T00:00:00Z", at: "2026-04-20T09:30:00Z", by: ana, why: first}
                """);

        assertThat(run("mapping", "test", "tiny.receipt", "--home", home.toString()))
                .isEqualTo(ExitCode.FOUND);
        assertThat(out.toString())
                .contains("not_released", "run: tillbridge mapping release tiny.receipt 1")
                .endsWith("1 case(s) of tiny.receipt: 1 green, 0 red; 1 problem(s) of the files, listed first"
                        + System.lineSeparator());
    }

    @Test
    void anUnknownSubjectIsAnsweredWithTheKnownOnes() {
        sample("{\"a\": 1}", "{\"x\": 1}");

        assertThat(run("mapping", "test", "tiny.receit", "--home", home.toString()))
                .isEqualTo(ExitCode.WRONG_CALL);
        assertThat(run("mapping", "release", "nope", "1", "--home", home.toString()))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("no mapping 'tiny.receit'; did you mean 'tiny.receipt'? Known: ")
                                .contains("shopify.order, ", "tiny.receipt"),
                        line -> assertThat(line)
                                .startsWith("refused: no mapping 'nope'. Known: ")
                                .contains("warehouse.receipt"));
    }

    @Test
    void aMappingWithAProblemIsNotSaidToBeUnknown() {
        sample("{\"a\": 1}", "{\"x\": 1}");
        write(FOLDER + "V001__x.mapping.yaml", MAPPING.replace("type: int", "type: whole"));

        assertThat(run("mapping", "test", "tiny.receipt", "--home", home.toString()))
                .isEqualTo(ExitCode.FOUND);
        assertThat(out.toString())
                .contains("V001__x.mapping.yaml")
                .endsWith("mapping 'tiny.receipt' has problems; tillbridge lint lists them" + System.lineSeparator());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": 1}", "[{\"a\": 1}]", "[]"})
    void aSampleOfABatchIsAListOfDocuments(String in) {
        sample(in, "{}");
        write(FOLDER + "V001__x.mapping.yaml", BATCH);

        assertThat(run("mapping", "test", "tiny.receipt", "--update", "--home", home.toString()))
                .isEqualTo(ExitCode.FOUND);
        assertThat(out.toString())
                .contains("samples/one/in.json", "sample_not_a_batch", "[{\"document\": {...}, \"resolved\": {...}}]")
                .doesNotContain("changed: ", "wrote: ", "green tiny");
        assertThat(home.resolve(FOLDER + "samples/one/out.json")).hasContent("{}");
    }

    @Test
    void aSampleOfABatchThatIsOneIsTested() {
        sample("[{\"document\": {\"a\": 1}}]", "{\"all\": [{\"x\": 1}]}");
        write(FOLDER + "V001__x.mapping.yaml", BATCH);

        assertThat(run("mapping", "test", "tiny.receipt", "--home", home.toString()))
                .as(out.toString())
                .isEqualTo(ExitCode.FINE);
    }
}
