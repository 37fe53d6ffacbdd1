package io.tillbridge.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.HomeFiles;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files have one form; comments stay with what they stand above, and no value changes. */
class FormatTest {

    private static final HomeFiles HOME = HomeFiles.only(Path.of("."));

    static Stream<String> shipped() {
        return Stream.of("config/connectors", "mappings").flatMap(folder -> HOME.list(folder, ".yaml").stream());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shipped")
    void aShippedFileIsInItsForm(String file) {
        assertThat(Format.of(HOME.text(file))).isEqualTo(HOME.text(file));
    }

    @Test
    void sectionsAreOrderedWithTheirCommentsAndFormattingAgainChangesNothing() {
        String messy = """
                # what it is
                kind: Connector
                apiVersion: tillbridge/v1   \s
                name: acme


                # how often
                clients:
                  api: {kind: http}
                # what it asks
                spec:
                  key: {type: secret} # a key
                """;

        String formatted = Objects.requireNonNull(Format.of(messy));

        assertThat(formatted).isEqualTo("""
                # what it is
                apiVersion: tillbridge/v1
                kind: Connector
                name: acme

                # what it asks
                spec:
                  key: {type: secret} # a key
                # how often
                clients:
                  api: {kind: http}
                """);
        assertThat(Format.of(formatted)).isEqualTo(formatted);
    }

    @Test
    void spacesThatAreAValueStay() {
        String text = "kind: Connector\nname: |\n  two  \n  lines\n";

        assertThat(Format.of(text)).isEqualTo(text);
    }

    @Test
    void whatIsNoYamlHasNoForm() {
        assertThat(Format.of("kind: {open\n")).isNull();
    }
}
