package io.tillbridge.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.HomeFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LintSamplesTest {

    private static final HomeFiles HOME = HomeFiles.only(Path.of("src/test/resources/connector/home"));

    @Test
    void theSampleConnectorsLintClean() {
        LintReport report = report(List.of());

        assertThat(report.problems()).isEmpty();
        assertThat(report.files()).isEqualTo(7);
        assertThat(report.exitCode()).isZero();
    }

    @Test
    void aFolderWithoutFilesIsAWrongCallAndNoSuccess() {
        LintReport report = report(List.of("config/connectors/absent"));

        assertThat(report.exitCode()).isEqualTo(2);
        assertThat(report.lines()).containsExactly("no connector or connection file found");
    }

    private static LintReport report(List<String> paths) {
        ConnectorCatalog.Loaded loaded = ConnectorCatalog.load(HOME);
        return LintReport.of(loaded.files(), loaded.problems(), List.of(), paths);
    }
}
