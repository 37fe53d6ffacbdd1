package io.tillbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.canonical.EventType;
import io.tillbridge.platform.HomeFiles;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who speaks canonical events may send every one of them over Kafka and by Standard Webhooks. */
class CanonicalSendersTest {

    private final HomeFiles home = HomeFiles.only(Path.of("").toAbsolutePath());

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "standard_webhooks"})
    void everyEventThatComesInHasARow(String connector) {
        String text = home.text("config/connectors/" + connector + "/" + connector + ".connector.yaml");

        assertThat(Stream.of(EventType.values())
                        .filter(type -> type.direction() == EventType.Direction.IN)
                        .map(EventType::word))
                .as("add a dispatch row and a mapping of one row {to: '*'} as those beside it")
                .allMatch(word -> Pattern.compile("emits: " + Pattern.quote(word) + ",")
                        .matcher(text)
                        .find());
    }
}
