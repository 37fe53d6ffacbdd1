package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
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

/** A mapping whose source documents carry the canonical event as it is, or say how translation fails. */
final class CanonicalMappings implements Mappings, Mapping {

    @Override
    public Translation translate(TranslationInput input) {
        JsonNode document = input.document();
        if (document.has("untranslatable")) {
            return new Translation.Untranslatable(
                    document.path("untranslatable").asText(), "lines[0].sku", "as told");
        }
        JsonNode event = document.path("event");
        return new Translation.Translated((ObjectNode) event.deepCopy(), List.of());
    }

    @Override
    public Explanation explain(TranslationInput input) {
        return new Explanation(translate(input), List.of());
    }

    @Override
    public String subject() {
        return "canonical";
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
        return "canonical/any.v1";
    }

    @Override
    public @Nullable Mapping active(
            String subject, String connection, @Nullable Instant eventTime, Instant receivedAt) {
        return this;
    }

    @Override
    public @Nullable Mapping version(String subject, int version) {
        return this;
    }

    @Override
    public List<String> subjects() {
        return List.of("canonical");
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
