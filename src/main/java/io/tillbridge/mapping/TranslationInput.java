package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a translation reads. Translation is pure: the same input and version give the same result for ever.
 *
 * @param document parsed with exact decimals; for an outbound mapping the canonical event
 * @param connection read by {@code $connection}
 * @param event read by {@code $event}
 * @param resolved cross references looked up beforehand, by name; read by {@code $resolved}. For a rule with {@code each}
 *     the value is an array, one element per element of the array
 * @param batch for an outbound mapping with {@code batch: true}: the inputs of all lanes of the call, each with its own
 *     {@code resolved}; else empty
 */
public record TranslationInput(
        JsonNode document,
        Connection connection,
        Event event,
        Map<String, JsonNode> resolved,
        List<TranslationInput> batch) {

    public TranslationInput {
        resolved = Map.copyOf(resolved);
        batch = List.copyOf(batch);
    }

    /** The connection as mappings see it: {@code $connection.id}, {@code .timezone}, {@code .settings.<name>}. */
    public record Connection(String id, ZoneId timezone, Map<String, String> settings) {
        public Connection {
            settings = Map.copyOf(settings);
        }
    }

    /** The arrival as mappings see it: {@code $event.receivedAt}, {@code .headers.<name>}, {@code .flow}, {@code
     * .parentKey}: the key of the document that an element was cut out of, else of the document itself.
     */
    public record Event(
            Instant receivedAt,
            String flow,
            Map<String, String> headers,
            @Nullable String parentKey) {
        public Event {
            headers = Map.copyOf(headers);
        }
    }
}
