package io.tillbridge.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordedFactTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant RECEIVED = Instant.parse("2026-05-01T12:00:00Z");

    private static Stream<EventType> types() {
        return Arrays.stream(EventType.values())
                .filter(type -> type.direction() == EventType.Direction.IN)
                .filter(type -> {
                    try {
                        return CanonicalReader.read(type, smallest(type), RECEIVED) instanceof RecordedFact;
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    /** What the schema requires and nothing else. */
    private static ObjectNode smallest(EventType type) throws IOException {
        ObjectNode schema = (ObjectNode)
                JSON.readTree(Files.readString(Path.of("config/canonical/" + type.schema() + ".v1.schema.json")));
        ObjectNode event = JSON.createObjectNode();
        schema.path("required").forEach(name -> {
            String kind =
                    schema.path("properties").path(name.asText()).path("$ref").asText();
            if (kind.endsWith("/instant")) {
                event.put(name.asText(), "2026-04-30T10:00:00Z");
            } else if (kind.endsWith("/decimal") || kind.endsWith("/revision")) {
                event.put(name.asText(), "1");
            } else if (kind.endsWith("/money")) {
                event.putObject(name.asText()).put("amount", "1").put("currency", "EUR");
            } else if (!schema.path("properties")
                    .path(name.asText())
                    .path("type")
                    .asText()
                    .equals("array")) {
                event.put(name.asText(), name.asText() + "-1");
            }
        });
        if (event.has("transfer")) { // which of its ends is needed depends on the type
            event.put("from", "from-1").put("to", "to-1");
        }
        return event;
    }

    @Test
    void allThatMovesNoBalanceByItselfIsRecorded() {
        assertThat(types()).hasSize(4);
    }

    @ParameterizedTest
    @MethodSource("types")
    void aFactHasItsTimeItsNameAndItsKey(EventType type) throws IOException {
        ObjectNode event = smallest(type);

        CanonicalEvent fact = CanonicalReader.read(type, event, RECEIVED);

        assertThat(fact.type()).isEqualTo(type);
        assertThat(fact.occurredAt()).isEqualTo(Instant.parse("2026-04-30T10:00:00Z"));
        assertThat(fact.businessKey()).isNotEmpty();
        assertThat(FactKeys.load().of(type, event)).startsWith(type.word() + "|");
    }

    @ParameterizedTest
    @MethodSource("types")
    void aFactWithoutItsTimeIsRefusedByTheCellsName(EventType type) throws IOException {
        ObjectNode event = smallest(type);
        event.properties().removeIf(member -> member.getValue().asText().startsWith("2026-04-30"));

        assertThatThrownBy(() -> CanonicalReader.read(type, event, RECEIVED))
                .isInstanceOf(InvalidCanonicalEvent.class)
                .hasMessageContaining("required by the books");
    }
}
