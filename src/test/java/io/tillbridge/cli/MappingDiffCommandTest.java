package io.tillbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.WrittenFile;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code mapping diff} against samples, which needs no hub. */
class MappingDiffCommandTest {

    private static final String FOLDER = "mappings/tiny/receipt/";

    @TempDir
    private Path home = Path.of("");

    @BeforeEach
    void write() {
        version(1, "{to: x, type: int, from: a}, {to: name, type: string, from: name, pii: true}");
        version(2, "{to: x, type: int, from: a, via: [negate]}, {to: name, type: string, from: name, via: [upper]}");
        WrittenFile.write(home.resolve(FOLDER + "samples/one/in.json"), "{\"a\": 3, \"name\": \"Jane\"}");
        WrittenFile.write(home.resolve(FOLDER + "samples/one/out.json"), "{\"x\": 3, \"name\": \"Jane\"}");
    }

    private void version(int number, String rows) {
        WrittenFile.write(home.resolve(FOLDER + "V00" + number + "__x.mapping.yaml"), """
                kind: Mapping
                subject: tiny.receipt
                version: %d
                from: a
                to: tiny/x
                rows: [%s]
                """.formatted(number, rows));
    }

    private CommandRun diff(String... more) {
        String[] command = {"mapping", "diff", "tiny.receipt", "1", "2", "--home", home.toString()};
        String[] all = java.util.Arrays.copyOf(command, command.length + more.length);
        System.arraycopy(more, 0, all, command.length, more.length);
        return CommandRun.of(all);
    }

    @Test
    void rowsStandFirstAndThenWhatBecomesOfTheSamples() {
        CommandRun run = diff();

        assertThat(run.code()).isZero();
        assertThat(run.lines().get(0)).isEqualTo("2 row(s) differ:");
        assertThat(run.out())
                .contains("1 document(s) compared, 1 differ")
                .contains("x: 3 -> -3")
                .as("what is personal in either version is hashed")
                .doesNotContainIgnoringCase("jane");
    }

    @Test
    void theSameIsPrintedAsJson() {
        assertThat(diff("--json").json().at("/report/fields/1/changed").asInt()).isEqualTo(1);
        assertThat(diff("--json").json().path("rows")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "changed=1, 0",
        "changed=0, 1",
        "'newly_failing=0,money=0.00', 0",
        "'newly_failing=0,fields=1', 1",
        "changes=0, 2",
        "changed, 2",
        "changed=-1, 2"
    })
    void limitsDecideTheExitCode(String rules, int code) {
        assertThat(diff("--fail-on", rules).code()).isEqualTo(code);
    }

    @Test
    void warningsThatAreNewOrGoneAreCountedByTheirAssert() {
        String assertion = "]\nasserts: [{name: %s, severity: warn, test: 'total > 100', with: {total: x}}";
        version(1, "{to: x, type: int, from: x}" + assertion.formatted("dear"));
        version(2, "{to: x, type: int, from: x}" + assertion.formatted("costly"));

        assertThat(diff().out())
                .contains("1 document(s) compared, 1 differ")
                .containsPattern("newly warning:\\R +1 costly, such as ")
                .containsPattern("no longer warning:\\R +1 dear, such as ");
        assertThat(diff("--json").json().at("/report/newlyWarning/0/code").asText())
                .isEqualTo("costly");
        assertThat(diff("--fail-on", "newly_warning=0").code()).isEqualTo(1);
        assertThat(diff("--fail-on", "no_longer_warning=1,newly_warning=1").code())
                .isZero();
    }

    @Test
    void aLimitOverNothingIsNotKept() {
        WrittenFile.write(home.resolve(FOLDER + "samples/one/in.json"), "no json");

        assertThat(diff("--fail-on", "changed=0").code()).isEqualTo(1);
        assertThat(diff("--fail-on", "changed=0").out()).contains("no document was compared");
    }

    @Test
    void aVersionThatDoesNotExistIsAWrongCall() {
        assertThat(CommandRun.of("mapping", "diff", "tiny.receipt", "1", "3", "--home", home.toString())
                        .code())
                .isEqualTo(2);
    }
}
