package io.tillbridge.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.connector.ConnectorCatalog;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A new connector lints clean before anybody has touched it, and says what it was guessed from. */
class ScaffoldTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\": 7, \"updated_at\": \"2026-05-01T10:00:00Z\"}",
                "{\"data\": {\"orders\": [{\"orderId\": \"a\", \"version\": 3}]}, \"next_cursor\": \"x\"}",
                "[{\"uuid\": \"a\"}]"
            })
    void whatIsWrittenLintsClean(String sample) {
        assertLintsClean(Scaffold.of("acme", sample, "https://api.example.com", null));
    }

    @Test
    void withoutASampleItLintsCleanToo() {
        assertLintsClean(Scaffold.of("acme", null, null, "basic"));
    }

    @Test
    void guessesComeWithTheirEvidence() {
        Guess guess = Scaffold.of(
                        "acme",
                        "{\"data\": {\"orders\": [{\"orderId\": \"a\", \"version\": 3}]}, \"next_cursor\": \"x\"}",
                        null,
                        null)
                .guess();

        assertThat(guess.list()).isEqualTo("/data/orders");
        assertThat(guess.id()).isEqualTo("/orderId");
        assertThat(guess.version()).isEqualTo("/version");
        assertThat(guess.versionType()).isEqualTo("int");
        assertThat(guess.token()).isEqualTo("/next_cursor");
        assertThat(guess.evidence()).hasSize(4);
    }

    @Test
    void aNameThatCannotStandInAUrlIsRefused() {
        assertThatThrownBy(() -> Scaffold.of("Acme Shop", null, (@Nullable String) null, null))
                .hasMessageContaining("lower-case");
    }

    private static void assertLintsClean(Scaffold.Files made) {
        HomeFiles home = HomeFiles.only(Path.of("."));
        Map<String, String> texts = new TreeMap<>(made.texts());
        home.list("config/canonical", "").forEach(name -> texts.put(name, home.text(name)));
        HomeFiles files = HomeFiles.of(texts);
        Problems problems = new Problems();
        MappingCatalog.load(files, problems);

        assertThat(ConnectorCatalog.load(files).problems()).isEmpty();
        assertThat(problems.list()).isEmpty();
    }
}
