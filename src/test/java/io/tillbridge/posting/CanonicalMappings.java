package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.Translation;
import io.tillbridge.mapping.TranslationInput;
import io.tillbridge.support.OneMapping;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A mapping whose source documents carry the canonical event as it is, or say how translation fails; what
 * was resolved becomes cells of the first line. */
final class CanonicalMappings extends OneMapping {

    private volatile long set;

    CanonicalMappings() {
        super("canonical", "canonical/any.v1");
    }

    @Override
    public long set() {
        return set;
    }

    /** These are of whatever set is active. */
    void follow(DataSource database) {
        set = JdbcClient.create(database)
                .sql("select generation from mapping_set")
                .query(Long.class)
                .single();
    }

    @Override
    public Translation translate(TranslationInput input) {
        JsonNode document = input.document();
        if (document.has("untranslatable")) {
            return new Translation.Untranslatable(
                    document.path("untranslatable").asText(), "lines[0].sku", "as told");
        }
        ObjectNode event = document.path("event").deepCopy();
        input.resolved().forEach((name, value) -> ((ObjectNode) event.at("/lines/0")).set(name, value));
        return new Translation.Translated(event, List.of());
    }
}
