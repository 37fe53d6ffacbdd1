package io.tillbridge.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * JSON without binary floating point: numbers are read as exact decimals with the digits that were sent, duplicate member
 * names are refused, nesting is bounded at 200 and a number's length at 1,000.
 */
public final class ExactJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(200)
                            .maxNumberLength(1000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .nodeFactory(JsonNodeFactory.instance)
            .build();

    /** Other elements follow an element. */
    private static final ObjectReader ELEMENTS =
            MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private ExactJson() {}

    /** The mapper everyone shares; thread-safe, not to be reconfigured. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** Makes nodes that keep the digits of decimals. */
    public static JsonNodeFactory nodes() {
        return MAPPER.getNodeFactory();
    }

    /**
     * Parses a document.
     *
     * @throws IOException when it is not JSON, is too deep, has a member twice, a number that no decimal can be, or ends too
     *     late
     */
    public static JsonNode parse(byte[] body) throws IOException {
        return read(() -> MAPPER.readTree(body));
    }

    /**
     * Parses one value of several.
     *
     * @throws IOException as {@link #parse(byte[])}; what follows the value does not matter
     */
    public static JsonNode next(JsonParser parser) throws IOException {
        return read(() -> ELEMENTS.readTree(parser));
    }

    /** Parses a line of a file; throws as {@link #parse(byte[])}. */
    public static JsonNode line(String line) throws IOException {
        return read(() -> MAPPER.readTree(line));
    }

    /**
     * Parses a text that is known to be JSON.
     *
     * @throws UncheckedIOException when it is not
     */
    public static JsonNode parse(String text) {
        try {
            return line(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Reading {
        JsonNode read() throws IOException;
    }

    /** An exponent of ten digits is no {@link java.math.BigDecimal}, which the library says in a way of its own. */
    private static JsonNode read(Reading reading) throws IOException {
        try {
            return reading.read();
        } catch (NumberFormatException e) {
            throw new JsonParseException(null, "a number has an exponent beyond what a decimal can have", e);
        }
    }

    /** A value as people read it in a file: two spaces a level, an element of an array a line, a line end at the end. */
    public static String indented(JsonNode value) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""));
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        printer.indentArraysWith(indenter);
        printer.indentObjectsWith(indenter);
        try {
            return MAPPER.writer(printer).writeValueAsString(value) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a value: numbers in plain notation, null as empty text. */
    public static String text(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        return value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asText();
    }
}
