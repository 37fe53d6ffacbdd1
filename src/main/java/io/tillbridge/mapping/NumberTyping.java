package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.mapping.value.Decimals;
import java.math.BigDecimal;

/** The cells that are numbers without a currency. */
final class NumberTyping {

    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private NumberTyping() {}

    /** A number or plain decimal text. */
    static BigDecimal number(JsonNode value) {
        BigDecimal number = Decimals.of(value);
        if (number == null) {
            throw Stop.because(
                    "not_a_number",
                    value,
                    "a number, or a text of digits with at most one dot; trim or split it first");
        }
        return number;
    }

    /** An integer, also with a zero fraction, of 64 bits: a JSON integer. */
    static JsonNode integer(JsonNode value) {
        return value.isLong() || value.isInt() ? value : LongNode.valueOf(longValue(value));
    }

    /** An integer that is not negative, as text: a revision that counts. */
    static JsonNode counter(JsonNode value) {
        long counter = longValue(value);
        if (counter < 0) {
            throw Stop.because("not_a_revision", value, "a counter of zero or more");
        }
        return TextNode.valueOf(Long.toString(counter));
    }

    /** Canonical text of at most {@code scale} fraction digits, or a JSON number. */
    static JsonNode decimal(JsonNode value, CellFormat format) {
        BigDecimal number = number(value);
        Integer scale = format.scale();
        if (scale != null && number.scale() > scale) {
            BigDecimal rounded = format.round().apply(number, scale);
            if (rounded == null) {
                throw Stop.because(
                        "scale_exceeded",
                        value,
                        "at most " + scale + " fraction digits; write round: to allow rounding");
            }
            number = rounded;
        }
        if (format.write() == CellFormat.Write.NUMBER) {
            return ExactJson.nodes().numberNode(new BigDecimal(Decimals.plain(number)));
        }
        return TextNode.valueOf(Decimals.plain(number));
    }

    private static long longValue(JsonNode value) {
        BigDecimal whole = Decimals.whole(number(value));
        if (whole == null || whole.abs().compareTo(MOST) > 0) {
            throw Stop.because("not_an_integer", value, "an integer of 64 bits; use floor or round, or type decimal");
        }
        return whole.longValueExact();
    }
}
