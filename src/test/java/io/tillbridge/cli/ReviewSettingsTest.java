package io.tillbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.support.WrittenFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of mappings, read by commands that start no hub. */
class ReviewSettingsTest {

    @TempDir
    private Path home = Path.of("");

    private void own(String value) {
        WrittenFile.write(
                home.resolve("config/application.yaml"), "tillbridge: {mappings: {own-review: " + value + "}}\n");
    }

    @ParameterizedTest
    @CsvSource({"yes, true", "'\"on\"', true", "true, true", "1, true", "no, false", "False, false", "0, false"})
    void whoeverReadsItTakesTheWordsTheHubTakes(String written, boolean meant) {
        own(written);
        assertThat(ReviewSettings.own(home)).isEqualTo(meant);
    }

    @Test
    void nothingSaidIsNothing() {
        assertThat(ReviewSettings.own(home)).isNull();
        own("");
        assertThat(ReviewSettings.own(home)).isNull();
    }

    @Test
    void anotherWordIsAWrongCall() {
        own("perhaps");
        assertThatThrownBy(() -> ReviewSettings.own(home))
                .isInstanceOf(WrongCallException.class)
                .hasMessageContaining("'perhaps'; expected true or false");
    }
}
