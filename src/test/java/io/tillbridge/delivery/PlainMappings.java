package io.tillbridge.delivery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.HoldKey;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.Translation;
import io.tillbridge.mapping.TranslationInput;
import io.tillbridge.support.OneMapping;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One mapping for every subject: {@code {"items": [canonical + resolved ...]}}; a cell {@code bad} cannot be translated, a cell
 * {@code breaks} throws an error the first time, a cell {@code unmapped} is in no value map. What happens after 2026 is translated by a second version, which names itself.
 */
final class PlainMappings extends OneMapping {

    private static final Instant SECOND_FROM = Instant.parse("2027-01-01T00:00:00Z");

    private final AtomicBoolean broken = new AtomicBoolean();

    PlainMappings() {
        this(1);
    }

    private PlainMappings(int version) {
        super("test", version, "test/items");
    }

    @Override
    public Mapping active(String name, String connection, @Nullable Instant eventTime, Instant receivedAt) {
        Instant moment = eventTime == null ? receivedAt : eventTime;
        return moment.isBefore(SECOND_FROM) ? this : new PlainMappings(2);
    }

    @Override
    public Translation translate(TranslationInput input) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        if (version() > 1) {
            result.put("version", version());
        }
        ArrayNode items = result.putArray("items");
        for (TranslationInput one : input.batch()) {
            if (one.document().has("breaks") && broken.compareAndSet(false, true)) {
                throw new StackOverflowError("once");
            }
            if (one.document().has("bad")) {
                return new Translation.Untranslatable("required_missing", "items[0].sku", "no sku; fix the mapping");
            }
            if (one.document().has("unmapped")) {
                return new Translation.Missing(HoldKey.valueMap(
                        "carriers", one.document().get("unmapped").asText()));
            }
            ObjectNode item = one.document().deepCopy();
            one.resolved().forEach(item::set);
            items.add(item);
        }
        return new Translation.Translated(result, List.of());
    }
}
