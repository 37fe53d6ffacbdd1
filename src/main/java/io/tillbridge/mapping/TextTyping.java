package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.mapping.value.Currencies;
import io.tillbridge.mapping.value.Decimals;
import java.util.Set;
import java.util.TreeSet;

/** The cells that are text, truth values and lists. */
final class TextTyping {

    private static final int MAX_ID = 200;

    private TextTyping() {}

    /** A text as it is; a number as its plain text. */
    static JsonNode string(JsonNode value) {
        if (value.isTextual()) {
            return value;
        }
        if (value.isNumber() && Decimals.of(value) != null) {
            return TextNode.valueOf(
                    value.isIntegralNumber()
                            ? value.asText()
                            : value.decimalValue().toPlainString());
        }
        throw Stop.because("not_a_text", value, "a text or a number; take one member of it, or join its elements");
    }

    /** A text of 1 to 200 characters, or an integer of any length. */
    static JsonNode id(JsonNode value) {
        String text = value.isTextual() ? value.textValue() : value.isIntegralNumber() ? value.asText() : "";
        if (text.isEmpty() || text.length() > MAX_ID) {
            throw Stop.because("not_an_id", value, "a text of 1 to " + MAX_ID + " characters or an integer");
        }
        return value.isTextual() ? value : TextNode.valueOf(text);
    }

    /** A truth value, or the texts {@code true} and {@code false}. */
    static JsonNode bool(JsonNode value) {
        if (value.isBoolean()) {
            return value;
        }
        if (value.isTextual()
                && (value.textValue().equals("true") || value.textValue().equals("false"))) {
            return BooleanNode.valueOf(value.textValue().equals("true"));
        }
        throw Stop.because("not_a_bool", value, "true or false; translate other words with a value map");
    }

    /** A text out of a closed list; an empty list allows any. */
    static JsonNode oneOf(JsonNode value, Set<String> words) {
        if (!value.isTextual() || (!words.isEmpty() && !words.contains(value.textValue()))) {
            throw Stop.because("not_in_enum", value, "one of " + new TreeSet<>(words) + "; translate with a value map");
        }
        return value;
    }

    /** An ISO 4217 code in upper case. */
    static JsonNode currency(JsonNode value) {
        if (value.isTextual() && Currencies.scale(value.textValue()) >= 0) {
            return value;
        }
        throw Stop.because(
                "not_a_currency", value, "an ISO 4217 code in upper case, such as USD; use upper or a value map");
    }

    /** An array of scalars as it is, numbers exact; a scalar as an array of one. */
    static JsonNode list(JsonNode value) {
        if (!value.isArray()) {
            return ExactJson.nodes().arrayNode().add(string(value));
        }
        ArrayNode list = ExactJson.nodes().arrayNode();
        for (JsonNode element : value) {
            list.add(string(element));
        }
        return list;
    }
}
