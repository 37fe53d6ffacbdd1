package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;

/** Functions of texts. A number counts as its plain text. */
final class TextFunctions {

    static final Map<String, CellFunction.Factory> ALL = Map.ofEntries(
            Map.entry("trim", a -> text(String::strip)),
            Map.entry("upper", a -> text(value -> value.toUpperCase(Locale.ROOT))),
            Map.entry("lower", a -> text(value -> value.toLowerCase(Locale.ROOT))),
            Map.entry("strip_prefix", TextFunctions::stripPrefix),
            Map.entry("pad_left", TextFunctions::padLeft),
            Map.entry("substring", TextFunctions::substring),
            Map.entry("split", TextFunctions::split),
            Map.entry("join", TextFunctions::join),
            Map.entry("when", TextFunctions::when),
            Map.entry("gtin14", TextFunctions::gtin14));

    private static final int GTIN = 14;

    private TextFunctions() {}

    static String textOf(JsonNode value) {
        return TextTyping.string(value).textValue();
    }

    private static CellFunction text(UnaryOperator<String> step) {
        return (value, scope) -> TextNode.valueOf(step.apply(textOf(value)));
    }

    private static CellFunction stripPrefix(Arguments arguments) {
        String prefix = arguments.text("prefix");
        return text(value -> value.startsWith(prefix) ? value.substring(prefix.length()) : value);
    }

    private static CellFunction padLeft(Arguments arguments) {
        int width = arguments.integer("width", 0);
        String with = arguments.text("with", "0");
        return text(value -> value.length() >= width ? value : with.repeat(width - value.length()) + value);
    }

    /** From inclusive and to exclusive, counted from 0; beyond the end is nothing. */
    private static CellFunction substring(Arguments arguments) {
        int from = arguments.integer("from", 0);
        int to = arguments.integer("to", Integer.MAX_VALUE);
        return text(value -> {
            int start = Math.min(from, value.length());
            return value.substring(start, Math.max(start, Math.min(to, value.length())));
        });
    }

    /** At a literal text; parts are trimmed, empty ones left out. */
    private static CellFunction split(Arguments arguments) {
        String at = arguments.text("at", ",");
        if (at.isEmpty()) {
            arguments.problem("an empty text", "what to split at", "write split(',')");
        }
        return (value, scope) -> {
            String text = textOf(value);
            if (whole(text, at)) {
                return ExactJson.nodes().arrayNode(1).add(value.isTextual() ? value : TextNode.valueOf(text));
            }
            ArrayNode parts = ExactJson.nodes().arrayNode();
            int from = 0;
            while (from <= text.length()) {
                int end = at.isEmpty() ? -1 : text.indexOf(at, from);
                String part = (end < 0 ? text.substring(from) : text.substring(from, end)).strip();
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                from = end < 0 ? text.length() + 1 : end + at.length();
            }
            return parts;
        };
    }

    /** Whether a text is the only part of itself, as it is. */
    private static boolean whole(String text, String at) {
        return !text.isEmpty()
                && !Character.isWhitespace(text.charAt(0))
                && !Character.isWhitespace(text.charAt(text.length() - 1))
                && !at.isEmpty()
                && text.indexOf(at) < 0;
    }

    /** Elements that are absent, null or empty are left out. */
    private static CellFunction join(Arguments arguments) {
        String with = arguments.text("with", ",");
        return (value, scope) -> {
            StringJoiner joined = new StringJoiner(with);
            for (JsonNode element : ListFunctions.elements(value)) {
                String text = textOf(element);
                if (!text.isEmpty()) {
                    joined.add(text);
                }
            }
            return TextNode.valueOf(joined.toString());
        };
    }

    /** {@code when(a, b)}: the value a becomes b, every other stays. */
    private static CellFunction when(Arguments arguments) {
        String equals = arguments.text("is");
        TextNode then = TextNode.valueOf(arguments.text("then"));
        return (value, scope) -> value.isValueNode() && value.asText().equals(equals) ? then : value;
    }

    /**
     * A GTIN of 8, 12, 13 or 14 digits with a right check digit, padded to 14 (GS1 General Specifications 7.9). Any other text
     * is refused; with {@code else=absent} it is nothing, for fields that hold codes of the shop's own too.
     */
    private static CellFunction gtin14(Arguments arguments) {
        String otherwise = arguments.text("else", "reject");
        if (!otherwise.equals("reject") && !otherwise.equals("absent")) {
            arguments.problem("else " + otherwise, "reject or absent", "write gtin14(else=absent)");
        }
        return (value, scope) -> {
            String code = textOf(value).strip();
            if (isGtin(code)) {
                return TextNode.valueOf("0".repeat(GTIN - code.length()) + code);
            }
            if (otherwise.equals("absent")) {
                return MissingNode.getInstance();
            }
            throw Stop.because("not_a_gtin", value, "8, 12, 13 or 14 digits with a right check digit");
        };
    }

    private static boolean isGtin(String code) {
        int length = code.length();
        int sum = 0;
        for (int i = 0; i < length; i++) {
            int digit = code.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            // The check digit counts once, its neighbour three times, and so on to the left
            sum += digit * ((length - i) % 2 == 0 ? 3 : 1);
        }
        return sum % 10 == 0 && (length == 8 || length == 12 || length == 13 || length == GTIN);
    }
}
