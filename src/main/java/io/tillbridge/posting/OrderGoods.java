package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.CanonicalReader;
import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.FulfilmentStep;
import io.tillbridge.mapping.ExactJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that was said of one order's goods beside its revisions, each fact once: a set, so that it does not matter in which
 * order they came. Immutable.
 */
final class OrderGoods {

    private static final Comparator<GoodsFact> BY_TIME =
            Comparator.comparing((GoodsFact fact) -> fact.step().occurredAt()).thenComparing(GoodsFact::factKey);

    static final OrderGoods NONE = new OrderGoods(List.of());

    private final List<GoodsFact> facts;

    private OrderGoods(Collection<GoodsFact> facts) {
        this.facts = facts.stream().sorted(BY_TIME).toList();
    }

    /** Those of a recorded order; null: none. */
    static OrderGoods read(@Nullable String text) {
        if (text == null) {
            return NONE;
        }
        List<GoodsFact> facts = new ArrayList<>();
        for (JsonNode one : ExactJson.parse(text)) {
            ObjectNode body = (ObjectNode) one.path("body");
            EventType type = EventType.of(one.path("type").asText());
            facts.add(new GoodsFact(
                    UUID.fromString(one.path("message").asText()),
                    one.path("key").asText(),
                    (FulfilmentStep) CanonicalReader.read(type, body, Instant.EPOCH),
                    body));
        }
        return new OrderGoods(facts);
    }

    /** As the order keeps them; null when there are none. */
    @Nullable
    String text() {
        if (facts.isEmpty()) {
            return null;
        }
        ArrayNode text = ExactJson.nodes().arrayNode();
        for (GoodsFact fact : facts) {
            text.addObject()
                    .put("message", fact.messageId().toString())
                    .put("key", fact.factKey())
                    .put("type", fact.step().type().word())
                    .set("body", fact.body());
        }
        return text.toString();
    }

    /** With one more; one of the same key is replaced. */
    OrderGoods with(GoodsFact fact) {
        Map<String, GoodsFact> all = new TreeMap<>();
        facts.forEach(one -> all.put(one.factKey(), one));
        all.put(fact.factKey(), fact);
        return new OrderGoods(all.values());
    }

    boolean none() {
        return facts.isEmpty();
    }

    /** By the time at which they happened. */
    List<GoodsFact> facts() {
        return facts;
    }

    List<GoodsFact> leaving() {
        return facts.stream().filter(fact -> fact.step().leaves()).toList();
    }

    List<GoodsFact> of(EventType type) {
        return facts.stream().filter(fact -> fact.step().type() == type).toList();
    }
}
