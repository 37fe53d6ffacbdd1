package io.tillbridge.mapping.expr;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as JSONata's values and back; numbers that it cannot hold exactly become {@link Dec}. */
final class ExprValues {

    /** The greatest integer up to which binary floating point holds all: JSONata calculates in it. */
    static final BigDecimal MOST = BigDecimal.valueOf(9_007_199_254_740_992L);

    private static final long MOST_WHOLE = MOST.longValueExact();

    private ExprValues() {}

    /** The value; JSONata's own null for a null. */
    static Object read(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return new ExprObject(object);
        }
        if (node instanceof ArrayNode array) {
            List<Object> list = new ArrayList<>(array.size());
            array.forEach(element -> list.add(read(element)));
            return list;
        }
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isNumber()) {
            boolean small = node.isIntegralNumber() && node.canConvertToLong() && small(node.longValue());
            return small ? (Object) node.longValue() : new Dec(node);
        }
        return Jsonata.NULL_VALUE;
    }

    /** The JSON of a result whose size is known to be bounded; a MissingNode for nothing. */
    static JsonNode write(@Nullable Object value) {
        if (value == null) {
            return MissingNode.getInstance();
        }
        if (value instanceof Dec decimal) {
            return decimal.number();
        }
        if (value instanceof ExprObject object) {
            return object.node();
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            map.forEach((name, member) -> object.set(String.valueOf(name), element(member)));
            return object;
        }
        if (value instanceof List<?> list) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(list.size());
            list.forEach(element -> array.add(element(element)));
            return array;
        }
        if (value instanceof Number number) {
            return LongNode.valueOf(whole(number));
        }
        if (value instanceof Boolean truth) {
            return BooleanNode.valueOf(truth);
        }
        if (value == Jsonata.NULL_VALUE) {
            return NullNode.getInstance();
        }
        if (value instanceof String text) {
            return TextNode.valueOf(text);
        }
        throw Stopped.because("expr_failed", "a function", "a value; call the function");
    }

    private static JsonNode element(@Nullable Object value) {
        JsonNode element = write(value);
        return element.isMissingNode() ? NullNode.getInstance() : element;
    }

    private static boolean small(long number) {
        return number >= -MOST_WHOLE && number <= MOST_WHOLE;
    }

    /** A whole number that binary floating point holds exactly. */
    static long whole(Number number) {
        if (number instanceof Integer integer) {
            return integer;
        }
        if (number instanceof Long whole && small(whole)) {
            return whole;
        }
        try {
            BigDecimal value = new BigDecimal(number.toString());
            if (value.abs().compareTo(MOST) <= 0) {
                return value.longValueExact();
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // Told below, like a number that is too great
        }
        throw Stopped.because(
                "expr_not_exact", number.toString(), "whole numbers up to 9007199254740992; calculate with calc");
    }
}
