package io.tillbridge.intake;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** How intake reads JSON: numbers exactly as written, never through a binary fraction. */
final class IntakeJson {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private IntakeJson() {}

    /**
     * A document from outside.
     *
     * @throws IOException when it is not JSON, or has a number whose exponent no decimal can have
     */
    static JsonNode read(byte[] document) throws IOException {
        try {
            return MAPPER.readTree(document);
        } catch (NumberFormatException e) {
            throw beyondDecimals(e);
        }
    }

    /** What the library throws of an exponent of ten digits, as what it throws of everything else that it cannot read. */
    static IOException beyondDecimals(NumberFormatException e) {
        return new IOException("a number has an exponent beyond what a decimal can have", e);
    }
}
