package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Writes a value as its {@code toString} does, character for character, without setting up a generator: every translated
 * document is written once.
 */
public final class WrittenJson {

    private static final int USUAL = 4_096;
    private static final String HEX = "0123456789ABCDEF";
    private static final String SHORT = "\b\t\n\f\r\"\\";
    private static final String LETTERS = "btnfr\"\\";

    private final StringBuilder out = new StringBuilder(USUAL);

    private WrittenJson() {}

    /** The text: without spaces, members in their order. */
    public static String of(JsonNode value) {
        WrittenJson written = new WrittenJson();
        written.add(value);
        return written.out.toString();
    }

    private void add(JsonNode value) {
        if (value.isTextual()) {
            add(value.textValue());
        } else if (value instanceof ObjectNode object) {
            add(object);
        } else if (value.isArray()) {
            char before = '[';
            for (int i = 0; i < value.size(); i++) {
                out.append(before);
                add(value.get(i));
                before = ',';
            }
            out.append(value.isEmpty() ? "[]" : "]");
        } else if (value.isBoolean()) {
            out.append(value.booleanValue());
        } else if (value.isNull() || value.isMissingNode()) {
            out.append("null");
        } else {
            out.append(value);
        }
    }

    private void add(ObjectNode object) {
        char before = '{';
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            out.append(before);
            add(member.getKey());
            out.append(':');
            add(member.getValue());
            before = ',';
        }
        out.append(object.isEmpty() ? "{}" : "}");
    }

    private void add(String text) {
        out.append('"');
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                out.append(text, from, i);
                escape(c);
                from = i + 1;
            }
        }
        if (from == 0) {
            out.append(text);
        } else {
            out.append(text, from, text.length());
        }
        out.append('"');
    }

    private void escape(char c) {
        int known = SHORT.indexOf(c);
        if (known >= 0) {
            out.append('\\').append(LETTERS.charAt(known));
        } else {
            out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
        }
    }
}
