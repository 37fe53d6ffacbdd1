package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.Translation;
import io.tillbridge.mapping.TranslationInput;
import io.tillbridge.support.OneMapping;
import java.util.List;

/** A mapping whose source documents carry the canonical event as it is, or say how translation fails. */
final class CanonicalMappings extends OneMapping {

    CanonicalMappings() {
        super("canonical", "canonical/any.v1");
    }

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
}
