package io.tillbridge.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.canonical.Failure;
import io.tillbridge.canonical.HoldKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a claimed batch became.
 *
 * @param mapped the request body's cells; null when no lane of the batch can be told now
 * @param lanes those that are in it, in the order of the batch
 * @param canonical their canonical events, in the same order
 * @param resolved references of the first lane, for placeholders
 * @param held lanes that wait for exactly one missing thing
 * @param failed lanes whose state cannot be told by the active mapping
 */
record Translated(
        @Nullable JsonNode mapped,
        List<Lane> lanes,
        List<JsonNode> canonical,
        Map<String, JsonNode> resolved,
        Map<Lane, HoldKey> held,
        Map<Lane, Failure> failed) {}
