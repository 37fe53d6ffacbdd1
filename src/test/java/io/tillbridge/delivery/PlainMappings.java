package io.tillbridge.delivery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.Translation;
import io.tillbridge.mapping.TranslationInput;
import io.tillbridge.support.OneMapping;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One mapping for every subject: {@code {"items": [canonical + resolved ...]}}; a cell {@code bad} cannot be translated, a cell
 * {@code breaks} throws an error the first time.
 */
final class PlainMappings extends OneMapping {

    private final AtomicBoolean broken = new AtomicBoolean();

    PlainMappings() {
        super("test", "test/items");
    }

    @Override
    public Translation translate(TranslationInput input) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode items = result.putArray("items");
        for (TranslationInput one : input.batch()) {
            if (one.document().has("breaks") && broken.compareAndSet(false, true)) {
                throw new StackOverflowError("once");
            }
            if (one.document().has("bad")) {
                return new Translation.Untranslatable("required_missing", "items[0].sku", "no sku; fix the mapping");
            }
            ObjectNode item = one.document().deepCopy();
            one.resolved().forEach(item::set);
            items.add(item);
        }
        return new Translation.Translated(result, List.of());
    }
}
