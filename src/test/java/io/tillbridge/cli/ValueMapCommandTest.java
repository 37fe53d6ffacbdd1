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
    void whatIsNotThereIsAWrongCall() {
        assertThat(run("show", "texes").code()).isEqualTo(ExitCode.WRONG_CALL);
        assertThat(run("end", "taxes", "MWST 7%", "--to", "2020-07-01", "--why", "x")
                        .code())
                .isEqualTo(ExitCode.WRONG_CALL);
    }
}
