package io.tillbridge.trial;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.Format;
import io.tillbridge.format.Formats;
import io.tillbridge.format.UnwritableDocument;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source document as a partner would send or list it.
 *
 * @param name of the sample or cassette it comes from
 * @param headers names in lower case; empty unless the flow looks at them
 * @param mapping that is to translate it; empty when no row translates it
 */
record TrialDocument(String name, JsonNode body, Map<String, String> headers, String mapping) {

    @Nullable
    String header(String header) {
        return headers.get(header.toLowerCase(Locale.ROOT));
    }

    /** As it is sent; null when the format has no way to say it. */
    byte @Nullable [] bytes(Format format) {
        try {
            return Formats.write(format, body);
        } catch (UnwritableDocument e) {
            return null;
        }
    }

    TrialDocument with(JsonNode other) {
        return new TrialDocument(name, other, headers, mapping);
    }
}
