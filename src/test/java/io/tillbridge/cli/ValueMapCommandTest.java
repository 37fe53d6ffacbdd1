package io.tillbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.WrittenFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Value maps of a home, changed by command: each change is the next version of the file. */
class ValueMapCommandTest {

    private static final String FILE = "mappings/valuemaps/taxes.valuemap.yaml";

    @TempDir
    private Path home = Path.of("");

    @BeforeEach
    void aMap() {
        WrittenFile.write(home.resolve(FILE), """
                kind: ValueMap
                name: taxes
                version: 4
                key: {columns: [source], normalize: [trim, upper]}
                rows:
                  - {source: MWST 19%, target: DE-STD, from: 2007-01-01}
                """);
    }

    private CommandRun run(String... words) {
        List<String> all = new ArrayList<>(List.of("value-map"));
        all.addAll(List.of(words));
        all.addAll(List.of("--home", home.toString()));
        return CommandRun.of(all.toArray(String[]::new));
    }

    @Test
    void aRowIsAddedAndAnotherEnded() {
        assertThat(run("add", "taxes", " moon tax", "--target", "MOON", "--why", "a shop there")
                        .code())
                .isEqualTo(ExitCode.FINE);
        assertThat(run("end", "taxes", "mwst 19%", "--from", "2007-01-01", "--to", "2020-07-01", "--why", "rate")
                        .code())
                .isEqualTo(ExitCode.FINE);

        assertThat(run("show", "taxes").lines())
                .containsExactly("MWST 19% -> DE-STD from 2007-01-01 to 2020-07-01", "MOON TAX -> MOON");
        assertThat(run("list").lines()).contains("taxes version 6, 2 rows");
    }

    @Test
    void aRowThatBreaksARuleIsRefusedAndTheFileStays() {
        CommandRun refused = run("add", "taxes", "MWST 19%", "--target", "OTHER", "--why", "x", "--from", "2010-01-01");

        assertThat(refused.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(refused.out()).startsWith("refused: value_map_overlap: rows[1]");
        assertThat(run("list").lines()).contains("taxes version 4, 1 rows");
    }

    @Test
    void aRowThatAnotherOneWouldAnswerForIsPutBeforeIt() {
        WrittenFile.write(home.resolve(FILE), """
                kind: ValueMap
                name: taxes
                version: 1
                key: {columns: [country, code], normalize: [upper]}
                rows:
                  - {country: DE, code: A, target: DE-A}
                  - {country: DE, code: present, target: DE-OLD, to: 2020-01-01}
                  - {country: FR, code: present, target: FR-ANY}
                  - {country: "*", code: "*", target: OTHER}
                """);

        CommandRun between = run("add", "taxes", "fr", "b", "--target", "FR-B", "--why", "x");
        CommandRun late = run("add", "taxes", "DE", "B", "--target", "DE-B", "--why", "x");
        CommandRun same = run("add", "taxes", "FR", "*", "--target", "FR-ALL", "--why", "x");
        CommandRun known = run("add", "taxes", "DE", "A", "--target", "DE-NEW", "--why", "x");

        assertThat(between.lines())
                .containsExactly(
                        "written: " + FILE,
                        "order: row [FR, B] is put before row 3 [FR, present], which would have answered for it:"
                                + " the first row that fits counts");
        assertThat(late.out()).contains("is put before row 5 [*, *]");
        assertThat(same.out()).contains("is put before row 6 [*, *]");
        assertThat(known.lines()).containsExactly("written: " + FILE);
        assertThat(run("show", "taxes").lines().stream().map(line -> line.replaceAll(" to .*", "")))
                .extracting(line -> line.substring(line.indexOf("> ") + 2))
                .containsExactly("DE-NEW", "DE-OLD", "FR-B", "FR-ANY", "DE-B", "FR-ALL", "OTHER");
    }

    @Test
    void aRowThatStaysBehindOneThatAnswersForItIsNamed() {
        WrittenFile.write(home.resolve(FILE), """
                kind: ValueMap
                name: taxes
                version: 1
                key: {columns: [country, code]}
                rows:
                  - {country: "*", code: "*", target: OTHER}
                  - {country: DE, code: A, target: DE-A}
                """);

        assertThat(run("add", "taxes", "DE", "A", "--target", "DE-B", "--why", "x")
                        .out())
                .contains("order: row [DE, A] stands behind row 1 [*, *], which answers for it");
        assertThat(run("add", "taxes", "FR", "A", "--target", "FR-A", "--why", "x", "--json")
                        .json()
                        .path("order"))
                .hasSize(1);
    }

    @Test
    void whatIsNotThereIsAWrongCall() {
        assertThat(run("show", "texes").code()).isEqualTo(ExitCode.WRONG_CALL);
        assertThat(run("end", "taxes", "MWST 7%", "--to", "2020-07-01", "--why", "x")
                        .code())
                .isEqualTo(ExitCode.WRONG_CALL);
    }
}
