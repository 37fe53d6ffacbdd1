package io.tillbridge.trial;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
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

    byte[] bytes() {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    TrialDocument with(JsonNode other) {
        return new TrialDocument(name, other, headers, mapping);
    }
}
