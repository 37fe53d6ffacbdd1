package io.tillbridge.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.Activation;
import io.tillbridge.mapping.Explanation;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.mapping.Translation;
import io.tillbridge.mapping.TranslationInput;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One mapping for every subject: {@code {"items": [canonical + resolved ...]}}; a cell {@code bad} cannot be translated. */
final class PlainMappings implements Mappings, Mapping {

    @Override
    public Mapping active(String subject, String connection, @Nullable Instant eventTime, Instant receivedAt) {
        return this;
    }

    @Override
    public Mapping version(String subject, int version) {
        return this;
    }

    @Override
    public List<String> subjects() {
        return List.of("test");
    }

    @Override
    public List<Mapping> versions(String subject) {
        return List.of(this);
    }

    @Override
    public List<Activation> activations(String subject) {
        return List.of();
    }

    @Override
    public String subject() {
        return "test";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String sha256() {
        return "0".repeat(64);
    }

    @Override
    public String target() {
        return "test/items";
    }

    @Override
    public Translation translate(TranslationInput input) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode items = result.putArray("items");
        for (TranslationInput one : input.batch()) {
            if (one.document().has("bad")) {
                return new Translation.Untranslatable("required_missing", "items[0].sku", "no sku; fix the mapping");
            }
            ObjectNode item = one.document().deepCopy();
            one.resolved().forEach(item::set);
            items.add(item);
        }
        return new Translation.Translated(result, List.of());
    }

    @Override
    public Explanation explain(TranslationInput input) {
        return new Explanation(translate(input), List.of());
    }

    @Override
    public String source() {
        return "test/any";
    }

    @Override
    public Set<String> reads() {
        return Set.of();
    }

    @Override
    public Set<String> unread(JsonNode document) {
        return Set.of();
    }
}
