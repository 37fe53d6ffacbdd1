package io.tillbridge.delivery;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.Keys;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.partner.Received;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an answer with one element per item: what each says decides about its lane, one that has none is told again. */
final class ListedItems {

    private final LaneResults results;

    ListedItems(LaneResults results) {
        this.results = results;
    }

    /** Result per lane key. */
    Map<String, LaneResult> read(
            Destination destination,
            OutboundFlow.ItemList list,
            List<Lane> lanes,
            Received received,
            Instant now,
            Exhaustion exhausted) {
        JsonNode elements = received.json().at(list.results());
        Map<String, JsonNode> named = new HashMap<>();
        if (list.id() != null) {
            elements.forEach(element -> named.put(element.at(list.id()).asText(), element));
        }
        Map<String, LaneResult> given = new HashMap<>();
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            JsonNode element = list.of() == null ? elements.get(i) : named.get(name(list, lane));
            given.put(lane.key(), element(destination, list, lane, element, received, now, exhausted));
        }
        return given;
    }

    private static @Nullable String name(OutboundFlow.ItemList list, Lane lane) {
        return list.of() == null ? null : Keys.of(list.of(), LaneResults.document(lane));
    }

    private LaneResult element(
            Destination destination,
            OutboundFlow.ItemList list,
            Lane lane,
            @Nullable JsonNode element,
            Received received,
            Instant now,
            Exhaustion exhausted) {
        if (element == null) {
            return LaneResults.again(lane, null, "no_result", "the answer has no result for it", now, exhausted);
        }
        return destination.partner().rules().holds(list.ok(), received, element)
                ? told(destination, element)
                : results.item(destination, lane, received, element, now, exhausted);
    }

    /** Told, with what the answer or its element says of it. */
    static LaneResult told(Destination destination, JsonNode answer) {
        OutboundFlow.Reply reply = destination.flow().reply();
        return new LaneResult.Delivered(text(answer, reply.remoteId()), text(answer, reply.remoteVersion()), null);
    }

    private static @Nullable String text(JsonNode answer, @Nullable JsonPointer place) {
        JsonNode found = place == null ? null : answer.at(place);
        return found == null
                        || !found.isValueNode()
                        || found.isNull()
                        || found.asText().isEmpty()
                ? null
                : found.asText();
    }
}
