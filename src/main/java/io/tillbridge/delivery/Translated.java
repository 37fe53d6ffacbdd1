package io.tillbridge.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.MappingVersion;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a claimed batch became.
 *
 * @param version by which it was translated; null when none is active
 * @param mapped the request body's cells; null when no lane of the batch can be told now
 * @param lanes those that are in it, in the order of the batch
 * @param canonical their canonical events, in the same order
 * @param resolved references of the first lane, for placeholders
 * @param aside lanes that are not in it
 */
record Translated(
        @Nullable MappingVersion version,
        @Nullable JsonNode mapped,
        List<Lane> lanes,
        List<JsonNode> canonical,
        Map<String, JsonNode> resolved,
        SetAside aside) {

    /** No lane can be told now. */
    static Translated nothing(@Nullable MappingVersion version, SetAside aside) {
        return new Translated(version, null, List.of(), List.of(), Map.of(), aside);
    }
}
